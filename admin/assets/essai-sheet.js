/** What rises from the bottom of a phone: the rows of a list message, and the menu of a bubble. */
import { icon, make } from './essai-text.js';

/**
 * A phone's sheet. `open(content, opener)` shows nodes and moves the focus in; closing gives it back to `opener`.
 * Escape, the veil and the close button all close it; Tab stays inside.
 */
export function createSheet(root, texts) {
  const layer = root.querySelector('[data-sheet]');
  let opener;

  function close() {
    layer.hidden = true;
    layer.replaceChildren();
    opener?.focus({ preventScroll: true });
  }
  layer.addEventListener('click', (event) => {
    if (event.target === layer) close();
  });
  layer.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    if (event.key !== 'Tab') return;
    const stops = [...layer.querySelectorAll('button, input')].filter((stop) => !stop.disabled);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  });

  function open(title, content, from, className) {
    opener = from;
    const head = make(
      'header',
      {},
      make('button', { type: 'button', class: 'round', 'aria-label': texts.close, onclick: close }, icon('close')),
      make('b', { dir: 'auto' }, title),
    );
    const sheet = make(
      'div',
      { class: `sheet ${className}`, role: 'dialog', 'aria-modal': 'true', 'aria-label': title },
      head,
      content,
    );
    layer.replaceChildren(sheet);
    layer.hidden = false;
    (sheet.querySelector('input, .first-stop') ?? sheet.querySelector('button')).focus({ preventScroll: true });
  }

  /** The rows of a list message with one to choose; `chosen(choice)` is called when it is sent. */
  function openList(bubble, title, from, chosen) {
    const send = make('button', { type: 'submit', class: 'wide-send', disabled: true }, icon('send'), texts.send);
    const name = `list-${bubble.id}`;
    const rows = bubble.choices.map((choice, index) =>
      make(
        'label',
        { class: 'sheet-row' },
        make(
          'span',
          { class: 'sheet-words', dir: 'auto' },
          make('b', {}, choice.title),
          choice.description ? make('small', {}, choice.description) : null,
        ),
        make('input', { type: 'radio', name, value: index }),
      ),
    );
    const form = make('form', {}, make('div', { class: 'sheet-rows' }, ...rows), send);
    form.addEventListener('change', () => {
      send.disabled = false;
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const choice = bubble.choices[Number(new FormData(form).get(name))];
      close();
      if (choice) chosen(choice);
    });
    open(title, form, from, 'list-sheet');
  }

  /** A bubble's menu: [{icon, label, act}]. */
  function openMenu(title, entries, from) {
    const rows = entries.map((entry, index) =>
      make(
        'button',
        {
          type: 'button',
          class: `sheet-row${index === 0 ? ' first-stop' : ''}`,
          onclick: () => {
            close();
            entry.act();
          },
        },
        icon(entry.icon),
        make('b', {}, entry.label),
      ),
    );
    open(title, make('div', { class: 'sheet-rows' }, ...rows), from, 'menu-sheet');
  }

  return { openList, openMenu, close };
}
