/** /rapprochement and /releve as members type them: what was lost is entered, what is left over is told, the file. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakePayPal, PAYPAL_KEYS, startFakePayPal } from '../fakes/paypal.ts';
import { MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { type MoneyWalk, STAFF_PHONE, startMoneyWalk } from './money-walk.ts';
import { only } from './walk.ts';

let money: MoneyWalk;
let paypal: FakePayPal;
let clock = Date.now;
before(async () => {
  paypal = await startFakePayPal({ now: () => clock() });
  const stripe = { secret_key: 'sk_test_hub', webhook_secret: 'whsec_hub' };
  money = await startMoneyWalk({ payments: { stripe, paypal: PAYPAL_KEYS } }, { PAYPAL_URL: paypal.url });
  clock = money.walk.parts.hub.now;
});
after(async () => {
  await money.walk.close();
  await paypal.close();
});

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

/** Types it; the answers of both providers that follow. */
async function compares(text = '/rapprochement', member = OWNER_PHONE): Promise<{ stripe: string; paypal: string }> {
  const since = money.mark();
  assert.match((await money.says(text, member)).text, /Je compare/);
  await money.walk.quiet();
  const answers = money.heard(member, since).map((message) => plain(message.text));
  const of = (name: string) => only(answers.filter((one) => one.startsWith(`${name}, du `)));
  return { stripe: of('Stripe'), paypal: of('PayPal') };
}

test('everything known: no difference; a payment whose news was lost is entered, thanked and invoiced', async () => {
  await money.paidOnline();
  const calm = await compares();
  assert.match(calm.stripe, /Encaissé : 18,90\s€ \(1\)[\s\S]*Frais : 0,53\s€[\s\S]*Aucune différence/);
  assert.match(calm.paypal, /Aucune différence/);
  const { short, payUrl } = await money.confirmed();
  money.walk.stripe.pay(await money.walk.opensSession(payUrl));
  assert.equal((await money.orderRow(short)).payment_status, 'unpaid');
  const found = await compares('rapprochement mois');
  assert.match(found.stripe, /Une opération nous manquait[\s\S]*Aucune différence/);
  assert.equal((await money.orderRow(short)).payment_status, 'paid');
  assert.equal((await money.rowsOf(short)).papers.length, 1);
  assert.match((await compares()).stripe, /\(2\)[\s\S]*Aucune différence/, 'entered once');
});

test('a refund made at the provider’s and never told comes in with its credit note', async () => {
  const { short, session } = await money.paidOnline();
  money.walk.stripe.refundInDashboard(session, 300);
  assert.match((await compares()).stripe, /Remboursé : 3,00\s€[\s\S]*Une opération nous manquait/);
  const { payments, papers } = await money.rowsOf(short);
  assert.deepEqual(
    payments.map(({ kind, amount }) => [kind, amount]),
    [
      ['payment', 1890],
      ['refund', -300],
    ],
  );
  assert.deepEqual(
    papers.map(({ kind }) => kind),
    ['invoice', 'credit_note'],
  );
});

test('money that is nobody’s order, and an entry that the provider does not know, are told with what to look for', async () => {
  const { session } = await money.paidOnline();
  const known = money.walk.stripe.sessions.find(({ id }) => id === session)!;
  money.walk.stripe.sessions.push({
    ...known,
    id: 'cs_elsewhere',
    payment_intent: 'pi_elsewhere',
    metadata: {},
    amount_total: 4200,
  });
  const gone = await money.paidOnline();
  const place = money.walk.stripe.sessions.findIndex(({ id }) => id === gone.session);
  const [removed] = money.walk.stripe.sessions.splice(place, 1);
  const { stripe } = await compares();
  assert.match(stripe, /2 différences à regarder/);
  assert.match(stripe, /paiement de 42,00\s€ : chez eux seulement, pi_elsewhere/);
  assert.match(
    stripe,
    new RegExp(`paiement de 18,90\\s€ \\(commande ${gone.short}\\) : chez nous seulement, ${removed!.payment_intent}`),
  );
  money.walk.stripe.sessions.push(removed!);
  const end = money.walk.stripe.sessions.findIndex(({ id }) => id === 'cs_elsewhere');
  money.walk.stripe.sessions.splice(end, 1);
});

test('a provider that refuses our key is told as that; the other is compared all the same', async () => {
  const stripe = money.walk.stripe.calls.length;
  const sealed = await money.walk.look('maison', async (trx) => {
    const { settings } = await trx.selectFrom('shop').select('settings').executeTakeFirstOrThrow();
    return (settings as { payments: Record<string, string> }).payments;
  });
  const set = (payments: Record<string, string>) =>
    money.walk.look('maison', async (trx) => {
      const { id, settings } = await trx.selectFrom('shop').select(['id', 'settings']).executeTakeFirstOrThrow();
      await trx
        .updateTable('shop')
        .set({ settings: JSON.stringify({ ...(settings as object), payments }) })
        .where('id', '=', id)
        .execute();
    });
  const wrong = money.walk.parts.hub.sealer.seal(
    JSON.stringify({ secret_key: 'sk_test_wrong', webhook_secret: 'whsec_hub' }),
  );
  await set({ ...sealed, stripe: wrong });
  const since = money.mark();
  await money.says('/rapprochement');
  await money.walk.quiet();
  const answers = money.heard(OWNER_PHONE, since).map((message) => plain(message.text));
  assert.ok(
    answers.some((text) => /Stripe n’a pas pu être comparé : Invalid API Key/.test(text)),
    answers.join('\n'),
  );
  assert.ok(answers.some((text) => /^PayPal, du /.test(text)));
  assert.ok(money.walk.stripe.calls.length > stripe);
  await set(sealed);
});

test('/releve: the file of a month, of a day; none; who may', async () => {
  const file = await money.says('/releve');
  assert.match(file.text, /Encaissements du .* au .*, \d+ lignes/);
  assert.ok(file.documentId);
  const upload = money.walk.graph.uploads.find(({ id }) => id === file.documentId)!;
  assert.equal(upload.filename, 'maison-2026-11-01-2026-11-30.csv');
  const [head, ...rows] = Buffer.from(upload.bytes).toString('utf8').trim().split('\r\n');
  assert.match(head!, /date;heure;commande;opération;moyen;prestataire;référence;montant;frais;net;devise/);
  assert.match(rows[0]!, /^2026-11-22;16:\d\d;2026-0001;paiement;par carte;stripe;pi_\w+;18,90;0,53;18,37;EUR$/);
  assert.match((await money.says('releve novembre', MANAGER_PHONE)).text, /lignes/);
  assert.match((await money.says('/releve hier')).text, /Aucun encaissement/);
  assert.match((await money.says('/releve licorne')).text, /licorne/);
  for (const command of ['/releve', '/rapprochement'])
    assert.match((await money.says(command, STAFF_PHONE)).text, /réservée à la direction/);
  assert.match((await money.says('/rapprochement licorne')).text, /licorne/);
  assert.match((await money.says('/rapprochement demain')).text, /prestataire|futur|avance|pas encore/i);
});
