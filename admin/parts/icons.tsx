/** Line icons of our own on a 24 x 24 grid, placed once in each page and used by name, from the server and the scripts. */
import type { JSX } from 'hono/jsx/jsx-runtime';

const PATHS = {
  reply: 'M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  external: 'M14 5h5v5M19 5l-8 8M18 14v4a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h4',
  send: 'M4.5 12 4 5.2 20.5 12 4 18.8l.5-6.8Zm0 0H12',
  tick: 'm5 12.5 4.5 4.5L19 7.5',
  ticks: 'm2 12.5 4.5 4.5L16 7.5M11.5 16l1 1L22 7.5',
  clock: 'M12 7v5l3 2M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z',
  alert: 'M12 8v5M12 16.2v.1M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z',
  close: 'm6 6 12 12M18 6 6 18',
  save: 'M12 4v10.5m0 0 4-4m-4 4-4-4M5 19h14',
  down: 'm6 9 6 6 6-6',
  refresh: 'M20 11a8 8 0 0 0-14.3-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14.3 4l1.7-2M20 20v-5h-5',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Z',
  check: 'm8 12.5 2.8 2.8L16.5 9M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17Z',
  calendar: 'M5 6h14a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM4 10h16M8 3.5V7M16 3.5V7',
  card: 'M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM3 10h18M7 14.5h3',
  door: 'M10 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h4M15 8l4 4-4 4M19 12H9',
  copy: 'M9 8h10a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1ZM16 8V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.6-3.6 3.7-6 7.5-6s6.9 2.4 7.5 6',
  chat: 'M12 4c-4.7 0-8.5 3.3-8.5 7.4 0 2.2 1.1 4.2 2.9 5.5L6 20l3.6-1.5c.8.2 1.6.3 2.4.3 4.7 0 8.5-3.3 8.5-7.4S16.7 4 12 4Z',
  photo:
    'M7 4h10a3 3 0 0 1 3 3v10a3 3 0 0 1-3 3H7a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3ZM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7ZM16.8 7.2v.1',
  bolt: 'M12 3.5c-4.9 0-8.5 3.5-8.5 8 0 2.4 1 4.4 2.7 5.8V20.5l2.8-1.6c.9.3 1.9.4 3 .4 4.9 0 8.5-3.5 8.5-7.9s-3.6-7.9-8.5-7.9ZM7.5 13.5l3.5-3.5 2 2 3.5-2.5-3.5 4-2-2-3.5 2Z',
  mail: 'M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM3.5 7.5 12 13.5l8.5-6',
  phone:
    'M6.5 4h3l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5v3a1.5 1.5 0 0 1-1.6 1.5C11.5 18.5 5.5 12.5 5 5.6A1.5 1.5 0 0 1 6.5 4Z',
  note: 'M9.5 18a2.5 2.5 0 1 1-2.5-2.5c.9 0 1.7.4 2.5 1V4c.5 2.5 2.5 4.5 6 4.8',
  device: 'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3ZM11 18h2',
  pen: 'M4 20l1-4.5L16 4.5 19.5 8 8.5 19 4 20Z',
  paper: 'M7 3.5h7l4 4v13H7zM14 3.5v4h4M10 12h5M10 15.5h5',
  bag: 'M6 8h12l1 12H5L6 8ZM9 8V7a3 3 0 0 1 6 0v1',
  model: 'M12 3.5l1.9 5.6 5.6 1.9-5.6 1.9L12 18.5l-1.9-5.6L4.5 11l5.6-1.9L12 3.5ZM19 16v4M17 18h4',
  database:
    'M12 4c4.1 0 7.5 1.3 7.5 3s-3.4 3-7.5 3-7.5-1.3-7.5-3 3.4-3 7.5-3ZM4.5 7v10c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3V7M4.5 12c0 1.7 3.4 3 7.5 3s7.5-1.3 7.5-3',
} as const;

export type IconName = keyof typeof PATHS;

/** All icons as symbols, hidden; `Icon` and the page scripts refer to them by `#i-name`. */
export function IconSprite() {
  return (
    <svg class="sprite" aria-hidden="true" focusable="false">
      {Object.entries(PATHS).map(([name, path]) => (
        <symbol id={`i-${name}`} viewBox="0 0 24 24">
          <path d={path} />
        </symbol>
      ))}
    </svg>
  );
}

/** One icon in the colour and size of the text around it; always decorative, the words beside it speak. */
export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class={`icon icon-${name}`} aria-hidden="true" focusable="false">
      <use href={`#i-${name}`} />
    </svg>
  );
}
