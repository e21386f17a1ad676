/** The line to the server: one stream for both phones, and what is said, sent again until it is taken. */

const SILENCE_MS = 40_000;
const REOPEN_MS = 3_000;
const RETRY_MS = [600, 1_500, 4_000, 8_000];
const FINAL = new Set([400, 403, 404, 413]);

/**
 * Listens to `/essai/events`. EventSource reconnects by itself with the last id; when the line only looks alive, or the
 * browser gave up, it is opened again from the same place. `on`: bubbles(phone, list), ready(), line(isUp).
 */
export function listen(mark, on) {
  let source;
  let last = '';
  let watchdog;
  const reopen = () => {
    source?.close();
    open();
  };
  const alive = () => {
    clearTimeout(watchdog);
    watchdog = setTimeout(reopen, SILENCE_MS);
  };
  const heard = (event) => {
    if (event.lastEventId) last = event.lastEventId;
    alive();
    on.line(true);
  };
  function open() {
    source = new EventSource(last ? `/essai/events?after=${encodeURIComponent(last)}` : '/essai/events');
    alive();
    source.addEventListener('hello', (event) => {
      heard(event);
      if (JSON.parse(event.data).mark !== mark) location.reload();
    });
    source.addEventListener('bubbles', (event) => {
      heard(event);
      const { phone, bubbles } = JSON.parse(event.data);
      on.bubbles(phone, bubbles);
    });
    source.addEventListener('ready', (event) => {
      heard(event);
      on.ready();
    });
    source.addEventListener('beat', heard);
    source.addEventListener('error', () => {
      on.line(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(reopen, REOPEN_MS);
    });
  }
  open();
  addEventListener('pagehide', () => {
    clearTimeout(watchdog);
    source.close();
  });
  // A page that comes back from the browser's memory goes on where it was.
  addEventListener('pageshow', (event) => {
    if (event.persisted) open();
  });
}

/** An id for a saying. `crypto.randomUUID` only exists on https and localhost; a phone on the same Wi-Fi has neither. */
export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function post(saying) {
  const response = await fetch('/essai/say', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(saying),
    keepalive: true,
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return { taken: true };
  if (response.status === 409) location.reload();
  const final = FINAL.has(response.status);
  return { taken: false, final, fault: final ? answer.detail : undefined };
}

/** Sends one saying, again after a while when the line is down: same id, so it counts once. Resolves {taken, fault?}. */
async function deliver(saying) {
  for (let attempt = 0; ; attempt += 1) {
    const result = await post(saying).catch(() => ({ taken: false, final: false }));
    if (result.taken || result.final || attempt === RETRY_MS.length) return result;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS[attempt]));
  }
}

/** A queue that keeps what one phone says in the order it was said. */
export function createSender() {
  let before = Promise.resolve();
  return (saying) => {
    const result = before.then(() => deliver(saying));
    before = result;
    return result;
  };
}
