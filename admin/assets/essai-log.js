/** The list of bubbles of one phone: kept in order, replaced by id, cut by days, scrolled only when the reader is at the end. */
import { drawBubble } from './essai-bubble.js';
import { make } from './essai-text.js';

const AT_END_PX = 60;
const dayKey = (at) => new Date(at).toDateString();

function dayName(at, { texts, lang }) {
  const today = new Date();
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  if (dayKey(at) === today.toDateString()) return texts.today;
  if (dayKey(at) === yesterday.toDateString()) return texts.yesterday;
  return new Date(at).toLocaleDateString(lang === 'ar' ? 'ar-TN' : lang, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });
}

/**
 * One phone's log. `parts` are those of `drawBubble` without `sideOf` and `goTo`.
 * `put(list, past)` adds or replaces; it returns the bubbles that were new. `all()` lists them in order.
 */
export function createLog(root, parts) {
  const element = root.querySelector('[data-log]');
  const toEnd = root.querySelector('[data-to-end]');
  const missed = root.querySelector('[data-to-end-count]');
  const bubbles = new Map();
  const rows = new Map();
  let unseen = 0;
  let following = true;
  let before = 0;

  const atEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX;
  const showMissed = () => {
    toEnd.hidden = following;
    missed.hidden = unseen === 0;
    missed.textContent = String(unseen);
  };
  const end = (smooth) => {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollTo({ top: element.scrollHeight, behavior: smooth && !calm ? 'smooth' : 'instant' });
    unseen = 0;
    following = true;
    showMissed();
  };
  const goTo = (id) => {
    const row = rows.get(id);
    if (!row) return;
    row.scrollIntoView({ block: 'center', behavior: 'smooth' });
    row.classList.remove('found');
    requestAnimationFrame(() => row.classList.add('found'));
  };
  const drawing = { ...parts, sideOf: (id) => bubbles.get(id)?.side, goTo };

  function cutDays() {
    for (const day of element.querySelectorAll('.day')) day.remove();
    let before;
    for (const bubble of bubbles.values()) {
      const row = rows.get(bubble.id);
      const newDay = before === undefined || dayKey(before.at) !== dayKey(bubble.at);
      if (newDay) row.before(make('p', { class: 'day' }, make('span', {}, dayName(bubble.at, parts))));
      row.classList.toggle('first', newDay || before.side !== bubble.side);
      before = bubble;
    }
  }

  function markUsed(bubble) {
    if (bubble.side !== 'me' || !bubble.quoted) return;
    for (const button of rows.get(bubble.quoted.id)?.querySelectorAll('[data-choice]') ?? []) {
      if (button.dataset.choice === bubble.text) button.classList.add('used');
    }
  }

  function putOne(bubble, past) {
    const known = bubbles.get(bubble.id);
    // What failed here may have arrived all the same: the server's own bubble always wins.
    if (known && !known.mine && bubble.mine) return false;
    const row = drawBubble(bubble, drawing);
    if (known) rows.get(bubble.id).replaceWith(row);
    else element.append(row);
    if (!known && !past) row.classList.add('new');
    bubbles.set(bubble.id, bubble);
    rows.set(bubble.id, row);
    return known === undefined;
  }

  function put(list, past) {
    const fresh = list.filter((bubble) => putOne(bubble, past));
    for (const bubble of bubbles.values()) markUsed(bubble);
    cutDays();
    if (following || fresh.some((bubble) => bubble.side === 'me')) end(!past);
    else if (!past) unseen += fresh.filter((bubble) => bubble.side === 'them' && !bubble.typing).length;
    showMissed();
    return fresh;
  }

  function drop(id) {
    rows.get(id)?.remove();
    rows.delete(id);
    bubbles.delete(id);
    cutDays();
  }

  // Only the reader's own way up stops the following; our smooth way down passes through places that are not the end.
  const onScroll = () => {
    if (atEnd()) {
      following = true;
      unseen = 0;
    } else if (element.scrollTop < before - 2) following = false;
    before = element.scrollTop;
    showMissed();
  };
  element.addEventListener('scroll', onScroll, { passive: true });
  toEnd.addEventListener('click', () => end(true));
  // A picture is as high as it is only once it is there; its event does not bubble.
  const follow = () => {
    if (following) end(false);
  };
  element.addEventListener('load', follow, true);
  new ResizeObserver(follow).observe(element);

  return { put, drop, end, all: () => [...bubbles.values()], get: (id) => bubbles.get(id) };
}
