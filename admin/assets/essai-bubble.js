/** Draws one bubble: text, quote, document, buttons, list, link, time and ticks. Nodes only, no markup from outside. */
import { icon, make, safeAddress, textNodes } from './essai-text.js';

const TICKS = { pending: 'clock', sent: 'tick', delivered: 'ticks', read: 'ticks', failed: 'alert' };
const BUTTONS_MAX = 3;
const KB = 1024;

const STRONG = /\p{L}/u;
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/u;

/** The direction a text reads in: that of its first letter. */
const directionOf = (text) => (RIGHT_TO_LEFT.test(STRONG.exec(text)?.[0] ?? '') ? 'rtl' : 'ltr');

/** Whether the choices stand behind one button that opens a sheet. */
export const isList = (bubble) =>
  (bubble.choices?.length ?? 0) > BUTTONS_MAX ||
  (bubble.choicesLabel !== undefined && (bubble.choices?.length ?? 0) > 0);

function meta(bubble, { texts, lang }) {
  const time = new Date(bubble.at);
  const clock = time.toLocaleTimeString(lang === 'ar' ? 'ar-TN' : lang, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const state = bubble.side === 'me' ? (bubble.state ?? 'sent') : null;
  return make(
    'span',
    { class: 'meta' },
    make('time', { datetime: time.toISOString() }, clock),
    state && make('span', { class: `ticks is-${state}` }, icon(TICKS[state], texts.states[state])),
  );
}

function quote(bubble, parts) {
  if (!bubble.quoted) return null;
  const mine = parts.sideOf(bubble.quoted.id) === 'me';
  return make(
    'button',
    { type: 'button', class: 'quote', onclick: () => parts.goTo(bubble.quoted.id) },
    make('b', {}, mine ? parts.texts.you : parts.peer),
    make('span', { dir: 'auto' }, bubble.quoted.text.replace(/[*_~`]/g, '')),
  );
}

function size(bytes, lang) {
  if (bytes === undefined) return '';
  const unit = bytes < KB * KB ? 'kilobyte' : 'megabyte';
  const value = bytes / (unit === 'kilobyte' ? KB : KB * KB);
  const format = { style: 'unit', unit, maximumFractionDigits: unit === 'kilobyte' ? 0 : 1 };
  return ` · ${new Intl.NumberFormat(lang === 'ar' ? 'ar-TN' : lang, format).format(value)}`;
}

function paper({ document: paper }, { texts, lang }) {
  if (!paper) return null;
  const href = safeAddress(paper.url, location.href);
  if (paper.mime.startsWith('image/')) {
    const shown = make('img', { src: href, alt: paper.filename, loading: 'lazy' });
    return make('a', { class: 'picture', href, target: '_blank', rel: 'noopener' }, shown);
  }
  const kind = (paper.mime.split('/')[1] ?? texts.document).toUpperCase();
  return make(
    'a',
    { class: 'paper', href, target: '_blank', rel: 'noopener', 'aria-label': `${texts.open} ${paper.filename}` },
    make('span', { class: 'paper-icon', 'aria-hidden': 'true' }, kind.slice(0, 4)),
    make(
      'span',
      { class: 'paper-words' },
      make('b', { dir: 'auto' }, paper.filename),
      make('small', {}, kind + size(paper.size, lang)),
    ),
    make('span', { class: 'paper-open' }, icon('external')),
  );
}

function actions(bubble, parts) {
  const rows = [];
  if (isList(bubble)) {
    const label = bubble.choicesLabel ?? parts.texts.choose;
    const open = (event) => parts.openList(bubble, label, event.currentTarget);
    rows.push(make('button', { type: 'button', 'aria-haspopup': 'dialog', onclick: open }, icon('list'), label));
  } else {
    for (const choice of bubble.choices ?? []) {
      const tap = () => parts.tap(bubble, choice);
      rows.push(
        make(
          'button',
          { type: 'button', 'data-choice': choice.title, onclick: tap },
          icon('reply'),
          make('span', { dir: 'auto' }, choice.title),
        ),
      );
    }
  }
  const href = bubble.link && safeAddress(bubble.link.url, location.href);
  if (href)
    rows.push(
      make(
        'a',
        { href, target: '_blank', rel: 'noopener', class: 'cta' },
        icon('external'),
        make('span', { dir: 'auto' }, bubble.link.label),
      ),
    );
  return rows.length > 0 ? make('div', { class: 'actions' }, ...rows) : null;
}

/** Long press, right click, the arrow, or Enter on the bubble: all ask for its menu. */
function withMenu(element, bubble, parts) {
  const HOLD_MS = 480;
  let timer;
  const ask = () => parts.menu(bubble, element);
  const drop = () => clearTimeout(timer);
  const interactive = (event) => event.target.closest('a, button') !== null;
  element.addEventListener('contextmenu', (event) => {
    if (interactive(event) || String(getSelection()) !== '') return;
    event.preventDefault();
    ask();
  });
  element.addEventListener(
    'touchstart',
    (event) => {
      if (!interactive(event)) timer = setTimeout(ask, HOLD_MS);
    },
    { passive: true },
  );
  for (const end of ['touchend', 'touchmove', 'touchcancel']) element.addEventListener(end, drop, { passive: true });
  const arrow = make(
    'button',
    { type: 'button', class: 'menu-arrow', 'aria-label': parts.texts.menu, 'aria-haspopup': 'menu', onclick: ask },
    icon('down'),
  );
  element.append(arrow);
}

function typingRow() {
  return make('div', { class: 'bubble typing', 'aria-hidden': 'true' }, make('i'), make('i'), make('i'));
}

/** The row of one bubble. `parts`: texts, lang, peer (a name), sideOf, goTo, tap, openList, menu, retry. */
export function drawBubble(bubble, parts) {
  const row = make('div', { class: `row ${bubble.side}`, 'data-id': bubble.id });
  if (bubble.typing) {
    row.append(typingRow());
    return row;
  }
  const way = directionOf(bubble.text);
  const words = bubble.text === '' ? null : make('div', { class: 'text', dir: way }, ...textNodes(bubble.text));
  const body = make('div', { class: 'body' }, quote(bubble, parts), paper(bubble, parts), words, meta(bubble, parts));
  // The time sits in the last line's free end only when the words run the page's way.
  const apart = !words || way !== (document.dir || 'ltr');
  const element = make('div', { class: `bubble${apart ? ' apart' : ''}` }, body, actions(bubble, parts));
  withMenu(body, bubble, parts);
  row.append(element);
  if (bubble.side === 'me' && bubble.state === 'failed' && bubble.mine) {
    const again = bubble.fault ?? parts.texts.retry;
    row.append(
      make('button', { type: 'button', class: 'retry', onclick: () => parts.retry(bubble) }, icon('refresh'), again),
    );
  }
  return row;
}
