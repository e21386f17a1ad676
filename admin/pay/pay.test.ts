import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demoPayPage, type PayData, payPage } from './index.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' as const });

function aPayment(changes: Partial<PayData> = {}): PayData {
  return {
    lang: 'fr',
    timeZone: 'Europe/Paris',
    shopName: 'Lilas & <fils>',
    order: {
      number: '2026-0156',
      lines: [{ qty: '2', name: 'Gâteau aux fraises', detail: '8 parts', total: eur(4500) }],
      delivery: eur(500),
      total: eur(5000),
      due: { date: '2026-12-05' },
    },
    amount: eur(5000),
    state: { kind: 'to_pay', action: '/pay/tok', fields: { version: '3', guard: '"><script>' } },
    back: '/essai',
    ...changes,
  };
}

const plain = (html: string): string => html.replace(/[\u00a0\u202f\u2066\u2069]/g, ' ');
const forms = (html: string): string[] => html.match(/<form.*?<\/form>/gs) ?? [];

test('to pay: one form, its hidden fields inside and escaped, the amount on the button', () => {
  const html = plain(payPage(aPayment()));
  assert.equal(forms(html).length, 1);
  assert.match(forms(html)[0] ?? '', /^<form method="post" action="\/pay\/tok"/);
  assert.match(forms(html)[0] ?? '', /name="version" value="3"/);
  assert.match(forms(html)[0] ?? '', /name="guard" value="&quot;&gt;&lt;script&gt;"/);
  assert.match(forms(html)[0] ?? '', /Payer 50,00 €/);
  assert.match(html, /Lilas &amp; &lt;fils&gt;/);
  assert.match(html, /samedi 5 décembre/);
});

test('a balance shows the whole, what was paid, and what is left', () => {
  const order = { ...aPayment().order, paid: eur(1500), discount: eur(250) };
  const html = plain(payPage(aPayment({ order, amount: eur(3500) })));
  for (const words of ['Total de la commande', '50,00 €', 'Déjà réglé', '15,00 €', '−2,50 €', 'Payer 35,00 €']) {
    assert.ok(html.includes(words), words);
  }
});

test('every other state has no form: nothing can be paid twice, or for nothing', () => {
  const states: [PayData['state'], RegExp][] = [
    [
      { kind: 'paid', at: Date.parse('2026-11-28T09:24:00Z'), invoice: '/doc/t' },
      /c’est payé.*10:24.*href="\/doc\/t"/s,
    ],
    [{ kind: 'processing', check: '/pay/tok' }, /Ne payez pas une seconde fois.*href="\/pay\/tok"/s],
    [{ kind: 'changed', amount: eur(6700), href: '/pay/new' }, /a changé.*67,00 €.*href="\/pay\/new"/s],
    [{ kind: 'cancelled' }, /est annulée/],
    [{ kind: 'expired' }, /n’est plus valable/],
  ];
  for (const [state, words] of states) {
    const html = plain(payPage(aPayment({ state })));
    assert.equal(forms(html).length, 0, state.kind);
    assert.match(html, words);
  }
});

test('Arabic runs right to left, with the dinar and the order number in one piece', () => {
  const tnd = (amount: number) => ({ amount, currency: 'TND' as const });
  const order = { number: '2026-0156', lines: [], total: tnd(45000) };
  const html = payPage(aPayment({ lang: 'ar', order, amount: tnd(45000) }));
  assert.match(html, /<html lang="ar" dir="rtl">/);
  assert.match(html, /الطلب \u20662026-0156\u2069/);
  assert.match(html, /45,000.د\.ت/);
});

test('the demo page is marked in every language and posts one of two outcomes', () => {
  const demo = {
    shopName: 'Lilas',
    number: '2026-0156',
    amount: eur(5000),
    action: '/pay/tok/demo',
    fields: { csrf: 't' },
  };
  assert.match(demoPayPage({ ...demo, lang: 'fr' }), /Paiement de démonstration — aucune carte n’est débitée/);
  assert.match(demoPayPage({ ...demo, lang: 'en' }), /no card is charged/);
  const html = demoPayPage({ ...demo, lang: 'ar' });
  assert.match(html, /دفع تجريبي/);
  assert.equal(forms(html).length, 1);
  assert.deepEqual(html.match(/name="outcome" value="\w+"/g), [
    'name="outcome" value="paid"',
    'name="outcome" value="cancelled"',
  ]);
  assert.match(html, /name="csrf" value="t"/);
  assert.doesNotMatch(html, /<input(?! type="hidden")/);
});
