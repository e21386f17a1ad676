/** Customers from the member's thread: found, noted, written to, merged, counted. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aShop, CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, SIMPLE_ORDER, startWalk, type Walk } from './walk.ts';

const STAFF_PHONE = '33644444444';
const OTHER_PHONE = '33655555555';
const THIRD_PHONE = '33666666666';
let walk: Walk;
before(async () => {
  const { members = [], ...shop } = aShop('maison');
  walk = await startWalk({
    shops: [{ ...shop, members: [...members, { name: 'Sami', role: 'staff', phone: `+${STAFF_PHONE}` }] }],
  });
});
after(() => walk.close());

const asks = async (text: string, member = OWNER_PHONE) => {
  const answer = await walk.says(member, text);
  await walk.quiet();
  return answer;
};
const says = async (text: string, member = OWNER_PHONE) =>
  (await asks(text, member)).text.replace(/[\u202f\u00a0]/g, ' ');
const customerOf = (phone: string) =>
  walk.look('maison', (trx) =>
    trx
      .selectFrom('conversation')
      .innerJoin('customer', 'customer.id', 'conversation.customer_id')
      .selectAll('customer')
      .where('contact', '=', phone)
      .executeTakeFirstOrThrow(),
  );
/** An order of somebody who is known by this name. */
async function ordersAs(name: string, from: string, text = SIMPLE_ORDER): Promise<number> {
  await walk.quiet();
  const placed = await walk.says(from, text, { name });
  await walk.quiet();
  const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
  assert.ok(short > 0, placed.text);
  return short;
}

test('/client: one is shown whole, several are listed with what to type, nobody is said', async () => {
  const short = await ordersAs('Marie Lefebvre', CUSTOMER_PHONE);
  await ordersAs('Élodie Marchand', OTHER_PHONE);
  const card = await says('/client lefebvre');
  assert.match(card, /Marie Lefebvre[\s\S]*\+33633333333[\s\S]*1 commande, panier moyen 18,90 €/);
  assert.match(card, new RegExp(`Dernière commande : ${short}, dimanche 22 novembre, 18,90 €, à valider`));
  assert.match(await says('/client elodie'), /Élodie Marchand/);
  assert.match(await says('/client 06 33 33 33 33'), /Marie Lefebvre/);
  const several = await says('/client mar');
  const { id } = await customerOf(CUSTOMER_PHONE);
  assert.match(several, /Élodie Marchand[\s\S]*Marie Lefebvre|Marie Lefebvre[\s\S]*Élodie Marchand/);
  assert.match(several, new RegExp(`/client c${id} — Marie Lefebvre`));
  assert.match(await says(`/client c${id}`), /panier moyen/);
  assert.match(await says('/client Zoé'), /aucun client pour « Zoé »/);
  assert.match(await says('/client'), /\/client Marie/);
});

test('/note stands on every later card, never in what the customer reads; undone by one word', async () => {
  assert.match(await says('/note Marie allergie noix'), /Note de Marie Lefebvre : « allergie noix »/);
  assert.equal((await customerOf(CUSTOMER_PHONE)).note, 'allergie noix');
  const since = walk.graph.sent.length;
  const { card, short } = await walk.orders();
  assert.match(card.text, /📌 allergie noix/);
  await walk.approves(card);
  await walk.quiet();
  assert.match(await says(`/commande ${short}`), /📌 allergie noix/);
  for (const message of walk.graph.sent.slice(since).filter((one) => one.to === CUSTOMER_PHONE))
    assert.doesNotMatch(message.text, /allergie/);
  assert.match(await says(`/note ${short} préfère le matin`), /« allergie noix · préfère le matin »/);
  await says('/annule-ca');
  assert.equal((await customerOf(CUSTOMER_PHONE)).note, 'allergie noix');
  assert.match(await says('/note mar gluten'), /\/note c\d+ gluten/);
  assert.match(await says('/note Zoé gluten'), /aucun client/);
  assert.match(await says('/note Marie'), /« allergie noix »/);
  assert.match(await says('/note Marie effacer'), /effacée/);
  assert.equal((await customerOf(CUSTOMER_PHONE)).note, null);
});

test('/message reaches the customer’s thread once; after 24 hours a template carries it, and that is said', async () => {
  const { short } = await walk.orders();
  await walk.quiet();
  const since = walk.graph.sent.length;
  assert.match(
    await says(`/message ${short} Voulez-vous une bougie ?`),
    new RegExp(`envoyé à Marie Lefebvre.*${short}`),
  );
  const heard = walk.graph.sent.slice(since).filter((message) => message.to === CUSTOMER_PHONE);
  assert.equal(only(heard).text, 'Voulez-vous une bougie ?');
  assert.match(await says(`/message ${short}`), new RegExp(`/message ${short} votre texte`));
  assert.match(await says('/message 9999 bonjour'), /commande 9999 n’existe pas/);
  await walk.look('maison', (trx) =>
    trx
      .updateTable('conversation')
      .set({ last_inbound_at: new Date('2026-11-20T10:00:00Z') })
      .where('contact', '=', CUSTOMER_PHONE)
      .execute(),
  );
  assert.match(await says(`/message ${short} Toujours d’accord ?`), /n’a pas écrit depuis 24 h.*message modèle/);
  const row = await walk.look('maison', (trx) =>
    trx
      .selectFrom('outgoing')
      .select('state')
      .orderBy('id', 'desc')
      .where('cause', 'like', '%:message:%')
      .executeTakeFirstOrThrow(),
  );
  assert.equal(row.state, 'sent');
  const last = walk.graph.sentTo(CUSTOMER_PHONE).at(-1)!;
  assert.equal(last.type, 'template');
  assert.match(JSON.stringify(last.body), /message_from_shop.*Toujours d’accord \?/);
});

test('/historique lists the orders of one customer', async () => {
  const history = await says('/historique Marie');
  assert.match(history, /^Marie Lefebvre : \d+ commandes, .* en tout/);
  assert.match(history, /^\d+ · samedi 28 novembre · 3 × Éclair au chocolat, 2 × Religieuse au chocolat · 18,90 € · /m);
  assert.match(await says('/historique mar'), /\/historique c\d+ — /);
});

test('/fusionner asks a tap with what will happen, moves everything, and says how to go back', async () => {
  const short = await ordersAs('Marie L.', THIRD_PHONE);
  const [kept, gone] = [await customerOf(CUSTOMER_PHONE), await customerOf(THIRD_PHONE)];
  const asked = await asks(`/fusionner Marie 0633333333, Marie 0666666666`);
  assert.match(
    asked.text.replace(/[\u202f\u00a0]/g, ' '),
    /On garde : Marie Lefebvre[\s\S]*On y ajoute : Marie L\.[\s\S]*\/separer remet tout/,
  );
  assert.equal((await customerOf(THIRD_PHONE)).id, gone.id, 'nothing before the tap');
  const done = await walk.taps(OWNER_PHONE, asked, 'Réunir');
  await walk.quiet();
  assert.match(done.text, /une seule fiche maintenant[\s\S]*\/separer c\d+/);
  assert.equal((await customerOf(THIRD_PHONE)).id, kept.id);
  const left = await walk.look('maison', async (trx) => ({
    orders: await trx.selectFrom('orders').select('id').where('customer_id', '=', gone.id).execute(),
    identities: await trx.selectFrom('identity').selectAll().where('customer_id', '=', gone.id).execute(),
    row: await trx.selectFrom('customer').selectAll().where('id', '=', gone.id).executeTakeFirstOrThrow(),
    moved: await trx.selectFrom('orders').select('customer_id').where('short', '=', short).executeTakeFirstOrThrow(),
  }));
  assert.deepEqual([left.orders, left.identities], [[], []]);
  assert.deepEqual([left.row.merged_into, left.row.phone], [kept.id, null]);
  assert.equal(left.moved.customer_id, kept.id);
  const again = await walk.taps(OWNER_PHONE, asked, 'Réunir');
  await walk.quiet();
  assert.match(again.text, /aucun client/);
  const later = await ordersAs('Marie L.', THIRD_PHONE);
  const row = await walk.look('maison', (trx) =>
    trx.selectFrom('orders').select('customer_id').where('short', '=', later).executeTakeFirstOrThrow(),
  );
  assert.equal(row.customer_id, kept.id, 'who writes from the other number is the same customer now');
  assert.match(await says('/client 0666666666'), /Marie Lefebvre/, 'found by either number');
  assert.match(await says('/fusionner Marie'), /\/fusionner Marie 0612345678, Marie 0712345678/);
  assert.match(await says(`/fusionner c${kept.id}, c${kept.id}`), /deux fois la même fiche/);
  assert.match(await says('/fusionner Marie 0633333333, Élodie', STAFF_PHONE), /réservée/);
});

test('/segments counts and names', async () => {
  const segments = await says('/segments');
  assert.match(segments, /Clients ayant commandé : 2/);
  assert.match(segments, /Habitués .*: 1\nMarie Lefebvre \(\d+\)/);
  assert.match(segments, /Nouveaux ce mois-ci : 2/);
  assert.match(segments, /Sans commande depuis 60 jours : 0/);
});

test('/client with a company’s facts writes: not by staff, and /annule-ca gives back what stood there', async () => {
  const company = async () => {
    const { business, country } = await customerOf(CUSTOMER_PHONE);
    return { business, country };
  };
  const told = '/client 0633333333 société SAS Dupont siren 404833048 pays Belgique';
  assert.match(await says(told, STAFF_PHONE), /réservée/);
  assert.deepEqual(await company(), { business: null, country: null });
  assert.match(await says(told), /SAS Dupont[\s\S]*\/annule-ca/);
  assert.deepEqual([(await company()).country, (await company()).business?.siren], ['BE', '404833048']);
  await says('/client 0633333333 particulier');
  assert.equal((await company()).business, null);
  await says('/annule-ca');
  assert.deepEqual([(await company()).country, (await company()).business?.siren], ['BE', '404833048']);
});
