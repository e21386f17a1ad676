/** The day in the thread: its figures against the period before, and who may read what. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { aShop, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

const STAFF_PHONE = '33644444444';
let walk: Walk;
before(async () => {
  const { members = [], ...shop } = aShop('maison');
  walk = await startWalk({
    shops: [{ ...shop, members: [...members, { name: 'Sami', role: 'staff', phone: `+${STAFF_PHONE}` }] }],
  });
  await walk.look('maison', async (trx) => {
    const customer = await trx
      .insertInto('customer')
      .values({
        shop_id: await walk.shopId('maison'),
        name: 'Marie',
        phone: null,
        email: null,
        address: null,
        language: null,
        note: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    // Today is Sunday 22 November 2026, 16:00 in Paris.
    const placed: [status: string, total: number, paid: number, at: string][] = [
      ['confirmed', 4000, 4000, '2026-11-22 09:00'],
      ['ready', 2000, 0, '2026-11-22 10:00'],
      ['pending', 9900, 0, '2026-11-22 11:00'],
      ['cancelled', 7700, 0, '2026-11-22 12:00'],
      ['delivered', 3000, 3000, '2026-11-15 09:00'],
      // After this moment a week ago: no part of what today is held against.
      ['delivered', 50000, 50000, '2026-11-15 20:00'],
      ['delivered', 1500, 1500, '2026-11-18 09:00'],
      ['delivered', 8000, 8000, '2026-10-20 09:00'],
    ];
    for (const [index, [status, total, paid, at]] of placed.entries()) {
      const { rows } = await sql<{
        id: number;
      }>`insert into orders (shop_id, short, number, status, channel, customer_id, currency,
          subtotal, tax, total, paid, created_at, updated_at)
        values (hub_shop(), ${9000 + index}, ${`2026-${9000 + index}`}, ${status}, 'manual', ${customer.id}, 'EUR',
          ${total}, 0, ${total}, ${paid}, ${at}::timestamp at time zone 'Europe/Paris', now()) returning id`.execute(
        trx,
      );
      if (paid > 0)
        await sql`insert into payment (shop_id, order_id, provider, provider_ref, method, amount, currency, at, recorded_by)
          values (hub_shop(), ${rows[0]!.id}, 'cash', ${String(index)}, 'cash', ${paid}, 'EUR',
            ${at}::timestamp at time zone 'Europe/Paris', '{}')`.execute(trx);
    }
  });
});
after(() => walk.close());

const says = async (text: string, member = OWNER_PHONE) => {
  const answer = await walk.says(member, text);
  await walk.quiet();
  return answer.text;
};

test('/jour: the day so far against the same weekday up to this minute', async () => {
  const text = await says('/jour');
  assert.match(text, /dimanche 22 novembre \(jusqu’à 16/);
  assert.match(text, /Commandes\s: 3 \(1, \+200\s%\)/);
  assert.match(text, /Chiffre d’affaires\s: 60,00\s€ \(30,00\s€, \+100\s%\)/);
  assert.match(text, /Encaissé\s: 40,00\s€ \(30,00\s€/);
  assert.match(text, /Panier moyen\s: 30,00\s€/);
  assert.match(text, /À valider\s: 1/);
});

test('/jour of a day that is over, by weekday and by date; one ahead is refused with what to type', async () => {
  for (const asked of ['/jour mercredi', '/jour 18/11', 'jour 18/11'])
    assert.match(await says(asked), /mercredi 18 novembre[\s\S]*Commandes\s: 1 \(0\)[\s\S]*15,00/, asked);
  assert.match(await says('/jour hier'), /samedi 21 novembre[\s\S]*Commandes\s: 0/);
  assert.match(await says('/jour demain'), /pas encore passé[\s\S]*\/commandes/);
  assert.match(await says('/jour zzz'), /\/jour hier/);
});

test('/semaine and /mois, the last ones too; English words do as well', async () => {
  assert.match(await says('/semaine'), /16 novembre[\s\S]*Commandes\s: 4 \(1,[\s\S]*75,00/);
  assert.match(await says('/semaine dernière'), /9 novembre[\s\S]*Commandes\s: 2 \(0\)[\s\S]*530,00/);
  assert.match(await says('/mois'), /novembre 2026[\s\S]*Commandes\s: 6 \(1,[\s\S]*605,00/);
  assert.match(await says('/mois dernier'), /octobre 2026[\s\S]*80,00/);
  assert.match(await says('/week'), /16 novembre/);
});

test('staff see how many, not how much', async () => {
  const text = await says('/semaine', STAFF_PHONE);
  assert.match(text, /Commandes\s: 4/);
  assert.doesNotMatch(text, /€/);
  assert.match(text, /direction et aux responsables/);
  assert.match(await says('/jour', MANAGER_PHONE), /60,00/);
});

test('the picture comes when it is asked for, once', async () => {
  const since = walk.graph.sent.length;
  assert.match(await says('/semaine graphique'), /Le graphique arrive/);
  const sent = walk.graph.sent.slice(since).filter((message) => message.documentId !== undefined);
  assert.equal(sent.length, 1);
  assert.match(sent[0]!.text, /Semaine du lundi 16 novembre/);
  const pictures = await walk.look('maison', (trx) => trx.selectFrom('picture').selectAll().execute());
  assert.equal(pictures.length, 1);
  assert.deepEqual([...pictures[0]!.bytes.subarray(1, 4)], [...Buffer.from('PNG')]);
});

const settings = async () =>
  (await walk.look('maison', (trx) => trx.selectFrom('shop').select('settings').executeTakeFirstOrThrow()))
    .settings as { closures: string[]; opening_hours: Record<string, string>; digest: Record<string, string> };

test('/fermer: the days are closed for customers too, the orders of that day are named, /ouvrir takes it back', async () => {
  const { short } = await walk.orders('Bonjour, 3 éclairs au chocolat pour samedi 5 décembre svp');
  await walk.quiet();
  const text = await says('/fermer 05/12 au 06/12 mariage');
  assert.match(text, /fermé samedi 5 décembre, dimanche 6 décembre \(mariage\)/);
  assert.match(text, new RegExp(`• ${short} — Marie Lefebvre[\\s\\S]*/annuler ${short}`));
  assert.match(text, /\/ouvrir 05\/12\/2026 au 06\/12\/2026/);
  assert.deepEqual((await settings()).closures.slice(0, 2), ['2026-12-05', '2026-12-06']);
  assert.match(await says('/fermer'), /samedi 5 décembre/);
  const asked = await walk.says('33655555555', 'Bonjour, 3 éclairs au chocolat pour samedi 5 décembre svp');
  assert.match(asked.text, /fermés? /);
  await walk.quiet();
  assert.match(await says('/fermer 05/12'), /déjà noté/);
  assert.match(await says('/ouvrir 05/12/2026 au 06/12/2026'), /de nouveau ouvert/);
  assert.equal((await settings()).closures.includes('2026-12-05'), false);
  assert.match(await says('/ouvrir 05/12'), /pas fermés/);
  assert.match(await says('/fermer lorem'), /\/fermer 25\/12/);
  assert.match(await says('/fermer 05/12', STAFF_PHONE), /direction|responsables/);
});

test('/horaires and /digest: shown to all, changed by those who may', async () => {
  assert.match(await says('/horaires', STAFF_PHONE), /lundi/);
  assert.match(await says('/horaires mar 8h-12h', STAFF_PHONE), /réservée/);
  assert.match(await says('/horaires mar 8h-12h30 14h-19h, dim fermé'), /mardi\s: 8\sh – 12\sh\s30, 14\sh – 19\sh/);
  const hours = (await settings()).opening_hours;
  assert.deepEqual([hours.tue, hours.sun], ['08:00-12:30,14:00-19:00', undefined]);
  assert.match(await says('/horaires mar 19h-8h'), /Par exemple/);
  assert.match(await says('/digest'), /19\sh/);
  assert.match(await says('/digest 19h30'), /19\sh\s30/);
  assert.match(await says('/digest matin 6h'), /matin\s: 6\sh/);
  assert.deepEqual((await settings()).digest, { evening: '19:30', morning: '06:00' });
  assert.match(await says('/digest off'), /désactivé/);
  assert.match(await says('/digest bidule'), /Par exemple/);
});

test('/annule-ca takes a closure, hours and a digest back', async () => {
  const before = await settings();
  for (const command of ['/fermer 12/12', '/horaires jeu 10h-12h', '/digest 18h']) {
    await says(command);
    assert.notDeepEqual(await settings(), before, command);
    await says('/annule-ca');
    assert.deepEqual(await settings(), before, command);
  }
});
