/** The page of the two phones: one stream feeds both, the steps light up, the switch tells what the hidden phone got. */
import { createPhone } from './essai-phone.js';
import { story } from './essai-story.js';
import { listen } from './essai-stream.js';

const facts = JSON.parse(document.body.dataset.facts);
const { texts } = facts;
const stage = document.querySelector('.phones');
const narrow = matchMedia('(max-width: 859px)');
const unread = { customer: 0, merchant: 0 };
const title = document.title;

const phones = Object.fromEntries(
  ['customer', 'merchant'].map((phone) => {
    const root = document.querySelector(`[data-phone="${phone}"]`);
    const name = phone === 'customer' ? facts.shopName : texts.assistant;
    return [phone, createPhone(root, { phone, name, mark: facts.mark, lang: facts.lang, texts }, tell)];
  }),
);

/** The steps and the hint, from what both phones show. */
function tell() {
  const { done, hint } = story(phones.customer.bubbles(), phones.merchant.bubbles());
  let next = true;
  for (const item of document.querySelectorAll('[data-step]')) {
    const isDone = done[item.dataset.step];
    item.classList.toggle('done', isDone);
    item.classList.toggle('next', !isDone && next);
    if (!isDone) next = false;
  }
  const line = document.querySelector('[data-hint]');
  if (line.textContent !== texts.hints[hint]) line.textContent = texts.hints[hint];
}

function showUnread() {
  for (const button of document.querySelectorAll('[data-show]')) {
    const badge = button.querySelector('[data-unread]');
    const n = unread[button.dataset.show];
    badge.hidden = n === 0;
    badge.textContent = String(n);
    badge.setAttribute('aria-label', texts.unread.replace('{n}', String(n)));
  }
  const all = unread.customer + unread.merchant;
  document.title = all > 0 ? `(${all}) ${title}` : title;
}

function show(phone) {
  stage.dataset.shown = phone;
  unread[phone] = 0;
  for (const button of document.querySelectorAll('[data-show]')) {
    button.setAttribute('aria-pressed', String(button.dataset.show === phone));
  }
  showUnread();
  phones[phone].toEnd();
}

for (const button of document.querySelectorAll('[data-show]')) {
  button.addEventListener('click', () => show(button.dataset.show));
}
narrow.addEventListener('change', () => {
  unread.customer = 0;
  unread.merchant = 0;
  showUnread();
  for (const phone of Object.values(phones)) phone.toEnd();
});

const clock = () => {
  const now = new Date().toLocaleTimeString(facts.lang === 'ar' ? 'ar-TN' : facts.lang, {
    hour: '2-digit',
    hourCycle: 'h23',
    minute: '2-digit',
  });
  for (const place of document.querySelectorAll('[data-clock]')) place.textContent = now;
};
clock();
setInterval(clock, 10_000);

let past = true;
listen(facts.mark, {
  bubbles(phone, list) {
    const fresh = phones[phone].receive(list, past);
    const hidden = narrow.matches ? stage.dataset.shown !== phone : false;
    if (!past && hidden) unread[phone] += fresh;
    showUnread();
  },
  ready() {
    past = false;
    for (const phone of Object.values(phones)) phone.toEnd();
  },
  line(isUp) {
    for (const phone of Object.values(phones)) phone.line(isUp);
  },
});
tell();
