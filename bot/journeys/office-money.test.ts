/** /admin/argent: payments, one order's money, what is due, the providers' accounts, codes; who may see and do what. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CUSTOMER_PHONE, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';
import { only } from './walk.ts';

const PAGE = '/admin/argent';
const PASSWORD = 'correct-horse-battery';
let money: MoneyWalk;
before(async () => {
  const connection = { channel: 'whatsapp' as const, phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' };
  money = await startMoneyWalk({
    connections: [{ ...connection, display_phone: '+33 6 12 34 56 78' }],
    members: [
      { name: 'Olivia', role: 'owner', phone: `+${OWNER_PHONE}`, email: 'olivia@maison.example', password: PASSWORD },
      { name: 'Mona', role: 'manager', email: 'mona@maison.example', password: PASSWORD },
      { name: 'Zoé', role: 'staff', email: 'zoe@maison.example', password: PASSWORD },
    ],
  });
});
after(() => money.walk.close());

const signedIn = async (who = 'olivia') => {
  const visitor = officeVisitor(money.walk.url, { email: `${who}@maison.example`, password: PASSWORD });
  await visitor.signIn();
  return visitor;
};
const plain = (html: string) =>
  html
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

test('every payment stands in the list, which is narrowed by means, kind, days and words, and paged', async () => {
  const online = await money.paidOnline();
  const cash = await money.confirmed();
  await money.says(`/payee ${cash.short} 10€ espèces`);
  const asked = await money.says(`/rembourser ${online.short} 5€`);
  await money.taps(asked, only(asked.choices).title);
  const visitor = await signedIn('mona');
  const shown = async (query = '') => plain((await visitor.go(`${PAGE}${query}`)).html);
  const all = await shown();
  assert.match(all, /Encaissé 28,90 € Remboursé 5,00 € Net 23,90 €/);
  assert.match(all, /3 opérations/);
  assert.match(all, /Marie Lefebvre .* Remboursement Carte en ligne \(Stripe\) -5,00 €|−5,00 €/);
  for (const [query, has, count] of [
    ['?moyen=cash', /Espèces 10,00 €/, 1],
    ['?moyen=stripe', /Carte en ligne/, 2],
    ['?moyen=card', /Rien sur cette période/, 0],
    ['?operation=refund', /Remboursement/, 1],
    [`?q=${cash.short}`, /10,00 €/, 1],
    ['?q=lefebvre', /Marie Lefebvre/, 3],
    ['?q=%25', /Rien sur cette période/, 0],
    ['?q=%3Cscript%3E', /Rien sur cette période/, 0],
    ['?du=2020-01-01&au=2020-12-31', /Rien sur cette période/, 0],
    ['?du=hier&au=2026-13-45&avant=x&moyen=or', /3 opérations/, 3],
  ] as const) {
    const html = await shown(query);
    assert.match(html, has, query);
    assert.match(html, new RegExp(count === 0 ? 'Aucune opération' : `${count} opérations?`), query);
  }
  const link = /href="(\/admin\/argent\/releve\.csv[^"]+)"/.exec((await visitor.go(PAGE)).html)![1]!;
  const { status, html: csv } = await visitor.go(link.replaceAll('&amp;', '&'));
  assert.equal(status, 200);
  assert.deepEqual(csv.trim().split('\r\n').length, 4, 'a head and three rows');
  assert.match(csv, /espèces;manual;2026-\d{4}:1;10,00;0,00;10,00;EUR/);
});

test('given back from the office: asked first, once, with the credit note; the customer hears of it', async () => {
  const { short, session } = await money.paidOnline();
  const visitor = await signedIn('mona');
  const path = `${PAGE}/${short}`;
  const csrf = await visitor.csrf(path);
  const asks = await visitor.go(`${path}/rembourser`, { csrf, amount: '4,50 €' });
  assert.equal(asks.to, `${path}?montant=4%2C50+%E2%82%AC#rembourser`);
  const page = (await visitor.go(asks.to!)).html;
  assert.match(plain(page), /Rembourser 4,50 € pour la commande/);
  const version = /name="version" value="(\d+)"/.exec(page)![1]!;
  assert.equal((await money.rowsOf(short)).refunds.length, 0, 'asking gives nothing back');
  const since = money.mark();
  const fields = { csrf, amount: /name="amount" value="([^"]+)"/.exec(page)![1]!, version };
  const answers = await Promise.all([1, 2, 3].map(() => visitor.go(`${path}/rembourser`, fields)));
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([303]));
  await money.walk.quiet();
  const { refunds, papers } = await money.rowsOf(short);
  assert.deepEqual([only(refunds).amount, only(refunds).state], [450, 'done']);
  assert.equal((only(refunds).asked_by as { name?: string }).name, 'Mona');
  assert.deepEqual(
    papers.map(({ kind, total }) => [kind, total]),
    [
      ['invoice', 1890],
      ['credit_note', 450],
    ],
  );
  const intent = money.walk.stripe.sessions.find(({ id }) => id === session)!.payment_intent;
  assert.deepEqual(
    money.walk.stripe.refunds.filter((one) => one.payment_intent === intent).map(({ amount }) => amount),
    [450],
  );
  assert.match(only(money.heard(CUSTOMER_PHONE, since)).text, /4,50/);
  const story = plain((await visitor.go(path)).html);
  assert.match(story, /Remboursée en partie .*Paiement .*18,90 €.*Remboursement .*4,50 €.*par Mona · avoir A-2026/);
});

test('too much, nonsense, nothing left, an older version: said on the page, nothing moves', async () => {
  const { short } = await money.paidOnline();
  const visitor = await signedIn();
  const path = `${PAGE}/${short}`;
  for (const [typed, why] of [
    ['50', /18,90/],
    ['beaucoup', /beaucoup/],
    ['-3', /-3/],
    ['<b>', /&lt;b&gt;/],
  ] as const) {
    const { html } = await visitor.go(`${path}?${new URLSearchParams({ montant: typed })}`);
    assert.match(html.replace(/[\u00a0\u202f]/g, ' '), why, typed);
    assert.doesNotMatch(html, /name="version"/, typed);
  }
  const csrf = await visitor.csrf(path);
  const version = String((await money.orderRow(short)).version);
  for (const amount of ['5', '3', '3']) await visitor.go(`${path}/rembourser`, { csrf, amount, version });
  await money.walk.quiet();
  assert.equal(only((await money.rowsOf(short)).refunds).amount, 500, 'an older version gives nothing back');
  assert.equal((await visitor.go(`${PAGE}/99999`)).status, 404);
});

test('received by hand, and the link sent, from the office', async () => {
  const { short, payUrl } = await money.confirmed();
  const zoe = await signedIn('zoe');
  const path = `${PAGE}/${short}`;
  const csrf = await zoe.csrf(path);
  let since = money.mark();
  await zoe.go(`${path}/lien`, { csrf });
  await money.walk.quiet();
  assert.equal(only(money.heard(CUSTOMER_PHONE, since)).url, payUrl);
  since = money.mark();
  await zoe.go(`${path}/encaisser`, { csrf, amount: '8,90', method: 'cheque' });
  await money.walk.quiet();
  const payment = only((await money.rowsOf(short)).payments);
  assert.deepEqual([payment.amount, payment.method], [890, 'cheque']);
  assert.equal((payment.recorded_by as { name?: string }).name, 'Zoé');
  const html = plain((await zoe.go(path)).html);
  assert.match(html, /8,90 € reçus.*Reste à payer 10,00 €/);
  await zoe.go(`${path}/encaisser`, { csrf, amount: 'tout', method: 'or' });
  assert.equal((await money.rowsOf(short)).payments.length, 1);
});

test('money paid out to the bank: told after the comparison, shown with its day and what the month comes to', async () => {
  await money.paidOnline();
  const payout = money.walk.stripe.payOut(1525);
  const since = money.mark();
  await money.says('/rapprochement');
  await money.walk.quiet();
  assert.match(
    money
      .heard(OWNER_PHONE, since)
      .map(({ text }) => plain(text))
      .join(' '),
    /Versé à votre banque : 15,25 €/,
  );
  const { html } = await (await signedIn()).go(`${PAGE}/comptes`);
  assert.match(plain(html), /Versements à votre banque[\s\S]*15,25 €/);
  assert.match(html, new RegExp(`txn_payout_${payout}`));
});

test('the team sees what is due and the codes, not the books; a form from elsewhere moves nothing', async () => {
  const { short } = await money.paidOnline();
  const zoe = await signedIn('zoe');
  assert.equal((await zoe.go(PAGE)).to, `${PAGE}/a-encaisser`);
  for (const path of ['/comptes', '/releve.csv?du=2026-01-01&au=2026-12-31'])
    assert.equal((await zoe.go(`${PAGE}${path}`)).status, 403, path);
  const { html } = await zoe.go(`${PAGE}/${short}`);
  assert.doesNotMatch(html, /rembourser/);
  assert.doesNotMatch(html, /href="\/admin\/argent\/comptes"/);
  const csrf = await zoe.csrf('/admin');
  assert.equal((await zoe.go(`${PAGE}/${short}/rembourser`, { csrf, amount: '1', version: '9' })).status, 403);
  const olivia = await signedIn();
  const good = { csrf: await olivia.csrf(PAGE), amount: '1' };
  const to = `${PAGE}/${short}/rembourser`;
  assert.equal((await olivia.go(to, { ...good, csrf: 'x' })).status, 403);
  assert.equal((await olivia.go(to, good, { origin: 'https://evil.example' })).status, 403);
  assert.equal((await money.rowsOf(short)).refunds.length, 0);
});

test('what is due: the instalments below their order, the sums in the head', async () => {
  const { short } = await money.confirmed();
  await money.says(`/echeancier ${short} 3x`);
  const html = plain((await (await signedIn('zoe')).go(`${PAGE}/a-encaisser`)).html);
  assert.match(html, new RegExp(`Commande ${short} .*échéance 1/3.* 6,30 € .*échéance 2/3.*échéance 3/3.* 6,30 €`));
  assert.match(html, /€ à encaisser/);
});

test('codes: the chat, a product, an order; as PNG, as SVG, as a sheet', async () => {
  const { short, payUrl } = await money.confirmed();
  const visitor = await signedIn('zoe');
  const { html } = await visitor.go(`${PAGE}/codes?q=macarons&commande=${short}`);
  assert.match(plain(html), new RegExp(`Écrire sur WhatsApp.*Commande ${short} · 18,90 €.*Macarons`));
  const files = [...html.matchAll(/(?:src|href)="(\/admin\/argent\/codes\/[^"]+)"/g)].map(([, path]) => path!);
  assert.ok(files.length >= 9, files.join(' '));
  for (const path of new Set(files)) {
    const answer = await visitor.go(path);
    assert.equal(answer.status, 200, path);
    const begins = path.endsWith('.svg') ? /^<svg/ : path.endsWith('.png') ? /PNG/ : /^<!doctype html>/;
    assert.match(answer.html, begins, path);
  }
  const { qrSvg } = await import('../../tools/qr.ts');
  assert.equal((await visitor.go(`${PAGE}/codes/commande/${short}/qr.svg`)).html, qrSvg(payUrl));
  const chat = (await visitor.go(`${PAGE}/codes/chat/whatsapp/qr.svg`)).html;
  assert.equal(chat, qrSvg('https://wa.me/33612345678'));
  for (const path of ['commande/99999', 'produit/99999', 'chat/fax', 'produit/x'])
    assert.equal((await visitor.go(`${PAGE}/codes/${path}/qr.svg`)).status, 404, path);
  assert.match(plain((await visitor.go(`${PAGE}/codes?commande=99999`)).html), /99999/);
});
