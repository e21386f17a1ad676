/** Invoices to businesses through an approved platform: handed over once, followed through their life, told where refused. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { shopFacts } from '../../tools/shops/facts.ts';
import { examineShop } from '../doctor/examine.ts';
import { type FakePlatform, PLATFORM_CLIENT, startFakePlatform } from '../fakes/platform.ts';
import { OWNER_PHONE } from '../testing/shop.ts';
import { looksAgain } from './clock-look.ts';
import { type MoneyWalk, startMoneyWalk } from './money-walk.ts';

let platform: FakePlatform;
let money: MoneyWalk;
let clock = Date.now;
before(async () => {
  platform = await startFakePlatform({ now: () => clock() });
  money = await startMoneyWalk({}, { PLATFORM_URL: platform.url, PLATFORM_TOKEN_URL: platform.tokenUrl });
  clock = money.walk.parts.hub.now;
});
after(async () => {
  await money?.walk.close();
  await platform?.close();
});

const flows = () =>
  money.walk.look('maison', (trx) =>
    trx
      .selectFrom('platform_flow')
      .innerJoin('paper', 'paper.id', 'platform_flow.paper_id')
      .select(['number', 'status', 'why', 'flow_id'])
      .orderBy('platform_flow.id')
      .execute(),
  );
/** The clock's look at the shop; what the owner heard of it. */
async function looks(): Promise<string> {
  const since = money.mark();
  await looksAgain(money.walk, 'platform_poll');
  return money
    .heard(OWNER_PHONE, since)
    .map(({ text }) => text)
    .join('\n');
}
async function examined(): Promise<string[]> {
  const { parts } = money.walk;
  const shop = await shopFacts(parts.hub, await money.walk.shopId('maison'));
  const found = await examineShop({ hub: parts.hub, settings: parts.settings, shop });
  return found.flatMap(({ subject, checks }) => (subject === 'platform' ? checks.map(({ state }) => state) : []));
}
/** The customer's order, confirmed and invoiced; the invoice's number. */
async function invoiced(): Promise<{ short: number; number: string }> {
  const { short } = await money.confirmed();
  await money.says(`/facture ${short}`);
  const { papers } = await money.rowsOf(short);
  return { short, number: papers.at(-1)!.number };
}

test('off until the shop says so, and never for a consumer', async () => {
  assert.deepEqual(await examined(), []);
  await invoiced();
  assert.match((await money.says('/legal plateforme oui')).text, /confiées à la plateforme agréée/);
  await invoiced();
  assert.deepEqual([platform.sent().length, await flows()], [0, []]);
  assert.deepEqual(await examined(), ['ok']);
});

test('an invoice to a business is handed over once, though the first answer is lost', async () => {
  const name = (
    await money.walk.look('maison', (trx) => trx.selectFrom('customer').select('name').executeTakeFirstOrThrow())
  ).name;
  await money.says(`/client ${name} société SAS Dupont siren 404833048 adresse 4 avenue Victor Hugo, 69002 Lyon`);
  platform.fail({ drop: 'after' });
  const { number } = await invoiced();
  await money.walk.until('handed over', async () => (await flows()).some(({ status }) => status === 'sent'));
  assert.deepEqual(
    platform.sent().map((flow) => flow.invoice?.number),
    [number],
  );
  const [flow] = await flows();
  assert.deepEqual([flow!.number, flow!.status, flow!.flow_id], [number, 'sent', platform.sent()[0]!.flowId]);
  assert.deepEqual(platform.refused, []);
});

test('its life only goes on, in whatever order messages come; others’ invoices change nothing', async () => {
  const [{ number } = { number: '' }] = await flows();
  platform.acknowledges(number, 'Ok');
  platform.says(number, 205);
  platform.says(number, 202);
  platform.saysNonsense();
  platform.says(number, 213, { code: 'X', text: 'somebody else’s' }, '111111111');
  platform.says('F-2026-9999', 213);
  assert.equal(await looks(), '');
  assert.deepEqual(
    (await flows()).map(({ status }) => status),
    ['approved'],
  );
  platform.says(number, 212);
  await looks();
  assert.equal((await flows())[0]!.status, 'cashed');
});

test('refused by the buyer or rejected by the platform: the owner reads why and what to do, once', async () => {
  const first = await invoiced();
  platform.says(first.number, 210, { code: 'CMD_ERR', text: 'Numéro de commande & service manquants' });
  const told = await looks();
  assert.match(told, new RegExp(`refusé la facture ${first.number}.*CMD_ERR.*& service.*/avoir ${first.short}`));
  assert.equal(await looks(), '', 'once');
  const second = await invoiced();
  platform.acknowledges(second.number, 'Error', [
    { level: 'Error', item: 'file', reasonCode: 'InvalidSchema', reasonMessage: 'Schéma invalide' },
  ]);
  assert.match(await looks(), new RegExp(`rejeté la facture ${second.number}.*Schéma invalide.*/client`));
  const journal = (await money.rowsOf(second.short)).journal.filter(({ event }) => event === 'platform.moved');
  assert.equal(journal.length, 2);
  // What it has already is no rejection.
  const third = await invoiced();
  platform.acknowledges(third.number, 'Error', [
    { level: 'Error', item: 'file', reasonCode: 'AlreadyExistingFlow', reasonMessage: 'déjà reçu' },
  ]);
  assert.equal(await looks(), '');
});

test('a credit note goes the same way; a refusal at the door is told at once', async () => {
  const { short } = await invoiced();
  const since = money.mark();
  platform.fail({ status: 422 });
  await money.says(`/avoir ${short}`);
  await money.walk.until('told', async () => /rejeté la facture A-2026/.test(heardBy(since)));
  assert.equal((await flows()).at(-1)!.status, 'rejected');
});

test('a wrong secret shows in the doctor', async () => {
  const secret = PLATFORM_CLIENT.secret;
  PLATFORM_CLIENT.secret = 'changed';
  assert.deepEqual(await examined(), ['fail']);
  PLATFORM_CLIENT.secret = secret;
  assert.deepEqual(await examined(), ['ok']);
});

const heardBy = (since: number): string =>
  money
    .heard(OWNER_PHONE, since)
    .map(({ text }) => text)
    .join('\n');
