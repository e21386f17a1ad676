/** One phone: its log, its keyboard with suggestions, what it quotes, what it says. */
import { createLog } from './essai-log.js';
import { createSheet } from './essai-sheet.js';
import { suggestions } from './essai-story.js';
import { createSender, newId } from './essai-stream.js';
import { make } from './essai-text.js';

const TYPING_AFTER_MS = 500;
const TYPING_MAX_MS = 9_000;
const TYPING_LOST_MS = 30_000;

/** "is writing": shown in the header and as dots, from the channel's own sign or while an answer is being prepared. */
function createTyping(root, log, texts) {
  const presence = root.querySelector('[data-presence]');
  let soon;
  let over;
  let up = true;
  const hide = () => {
    clearTimeout(soon);
    clearTimeout(over);
    log.drop('typing');
    presence.textContent = up ? texts.online : texts.reconnecting;
    presence.classList.toggle('is-down', !up);
  };
  const show = (maxMs) => {
    log.drop('typing');
    log.put([{ id: 'typing', side: 'them', at: Date.now(), text: '', typing: true }], false);
    presence.textContent = texts.typing;
    clearTimeout(over);
    over = setTimeout(hide, maxMs);
  };
  const expect = () => {
    clearTimeout(soon);
    soon = setTimeout(() => show(TYPING_MAX_MS), TYPING_AFTER_MS);
  };
  const line = (isUp) => {
    if (up === isUp) return;
    up = isUp;
    if (isUp) presence.textContent = texts.online;
    else hide();
    presence.classList.toggle('is-down', !isUp);
  };
  return { hide, show: () => show(TYPING_LOST_MS), expect, line };
}

/** A `typing` that ended comes as a bubble with nothing in it. */
const saysSomething = (bubble) => Boolean(bubble.text || bubble.document || bubble.link || bubble.choices?.length);

/** The quote bar above the keyboard. */
function createQuote(root, name, texts, focus) {
  const bar = root.querySelector('[data-quote]');
  let quoted = null;
  const set = (bubble) => {
    quoted = bubble;
    bar.hidden = bubble === null;
    if (!bubble) return;
    bar.querySelector('[data-quote-who]').textContent = bubble.side === 'me' ? texts.you : name;
    bar.querySelector('[data-quote-text]').textContent = bubble.text || bubble.document?.filename || '';
    focus();
  };
  bar.querySelector('[data-quote-close]').addEventListener('click', () => set(null));
  return { set, get: () => quoted };
}

/** The field and the chips. `speak(text)` is called with what is to be said. */
function createKeyboard(root, phone, log, texts, speak) {
  const form = root.querySelector('[data-form]');
  const field = form.elements.namedItem('text');
  const chips = root.querySelector('[data-chips]');
  let shown = '';
  const fit = () => {
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight}px`;
    form.classList.toggle('ready', field.value.trim() !== '');
  };
  const propose = () => {
    const list = suggestions(phone, log.all(), texts, field.value.trim());
    if (list.join('\n') === shown) return;
    shown = list.join('\n');
    chips.replaceChildren(
      ...list.map((said) =>
        make('button', { type: 'button', class: 'chip', dir: 'auto', onclick: () => speak(said) }, said),
      ),
    );
    chips.scrollTo({ left: 0 });
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    fit();
    speak(text);
  });
  // A wheel only turns one way; the row of chips lies the other.
  chips.addEventListener(
    'wheel',
    (event) => {
      if (event.deltaX === 0) chips.scrollLeft += event.deltaY * (document.dir === 'rtl' ? -1 : 1);
    },
    { passive: true },
  );
  field.addEventListener('input', () => {
    fit();
    propose();
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  return { propose, focus: () => field.focus({ preventScroll: true }) };
}

/**
 * A phone of the page. `facts`: {phone, name, mark, lang, texts}; `changed()` is called when its bubbles changed.
 * Returns receive(bubbles, past) -> number of new bubbles from the other side, line(isUp), bubbles(), toEnd().
 */
export function createPhone(root, { phone, name, mark, lang, texts }, changed) {
  const send = createSender();
  const sheet = createSheet(root, texts);

  const after = () => {
    keyboard.propose();
    changed();
  };
  async function utter(bubble, saying) {
    typing.hide();
    log.put([{ ...bubble, state: 'pending', fault: undefined }], false);
    after();
    const result = await send(saying);
    const now = log.get(bubble.id);
    if (result.taken) {
      if (now?.mine) log.put([{ ...now, state: 'sent' }], true);
      if (log.all().findLast((other) => !other.typing)?.id === bubble.id) typing.expect();
    } else if (now?.mine) {
      const fault = result.fault ? `${texts.refused} (${result.fault})` : undefined;
      log.put([{ ...now, state: 'failed', fault, saying }], true);
    }
  }
  function say(text, tap, of) {
    const id = newId();
    const quoting = of ?? quote.get();
    quote.set(null);
    const bubble = { id, side: 'me', at: Date.now(), text, mine: true };
    if (quoting) bubble.quoted = { id: quoting.id, text: quoting.text || quoting.document?.filename || '' };
    const words = tap ? { tap: { payload: tap.id, title: tap.title, of: of.id } } : { text };
    return utter(bubble, { phone, mark, id, ...words, ...(quoting && !tap ? { quoted: quoting.id } : {}) });
  }
  function menu(bubble, element) {
    const entries = [{ icon: 'reply', label: texts.reply, act: () => quote.set(bubble) }];
    if (navigator.clipboard)
      entries.push({ icon: 'copy', label: texts.copy, act: () => navigator.clipboard.writeText(bubble.text) });
    sheet.openMenu(
      bubble.text.split('\n')[0] || bubble.document?.filename || texts.menu,
      entries,
      element.querySelector('.menu-arrow'),
    );
  }

  const log = createLog(root, {
    texts,
    lang,
    peer: name,
    menu,
    tap: (bubble, choice) => say(choice.title, choice, bubble),
    openList: (bubble, title, from) =>
      sheet.openList(bubble, title, from, (choice) => say(choice.title, choice, bubble)),
    retry: (bubble) => utter(bubble, bubble.saying),
  });
  const typing = createTyping(root, log, texts);
  const keyboard = createKeyboard(root, phone, log, texts, (text) => say(text));
  const quote = createQuote(root, name, texts, keyboard.focus);
  keyboard.propose();

  function receive(bubbles, past) {
    const shown = bubbles.filter((bubble) => !bubble.typing && saysSomething(bubble));
    if (bubbles.some((bubble) => bubble.side === 'them')) typing.hide();
    const fresh = log.put(shown, past).filter((bubble) => bubble.side === 'them');
    if (bubbles.at(-1)?.typing) typing.show();
    after();
    return fresh.length;
  }
  return {
    receive,
    line: typing.line,
    bubbles: () => log.all().filter((bubble) => !bubble.typing),
    toEnd: () => log.end(false),
  };
}
