/** Keeps today's page up to date: reads it again every half minute, unless somebody is writing or looks elsewhere. */
import { wake } from './forms.js';

const FRESH_MS = 30_000;

function busy() {
  const main = document.querySelector('[data-fresh]');
  return (
    document.hidden ||
    main.querySelector('details[open], [aria-busy="true"]') !== null ||
    main.contains(document.activeElement)
  );
}

async function freshen() {
  if (busy()) return;
  const response = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
  // Signed out meanwhile: the next click will say so.
  if (!response.ok || response.redirected) return;
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector('[data-fresh]');
  const old = document.querySelector('[data-fresh]');
  if (!fresh || busy()) return;
  old.replaceWith(fresh);
  for (const form of fresh.querySelectorAll('form[data-once]')) wake(form);
}

setInterval(() => freshen().catch(() => {}), FRESH_MS);
document.addEventListener('visibilitychange', () => freshen().catch(() => {}));
