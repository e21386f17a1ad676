/** What is unsent or edited on Messenger, Instagram and WhatsApp, by customers and by the owner; and a story bought whole. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SentMessage } from '../fakes/graph.ts';
import { ACCOUNT_ID, aShop, META_CONNECTIONS, OWNER_PHONE, PAGE_ID } from '../testing/shop.ts';
import { ME, only, startWalk, type Walk } from './walk.ts';

const WAIT_MS = 25_000;
const ORDER = 'Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi svp';

let walk: Walk;
before(async () => {
  const shop = aShop('maison', { connections: META_CONNECTIONS });
  walk = await startWalk({ shops: [{ ...shop, members: shop.members!.slice(0, 1) }], more: { BURST_MS: '10' } });
  // Her window is open: cards come with their buttons.
  await walk.says(OWNER_PHONE, '/jour');
});
after(() => walk?.close());

/** Everything sent because of `act`, once nothing is left to do. */
async function caused(act: () => Promise<unknown>): Promise<SentMessage[]> {
  await walk.quiet();
  const since = walk.graph.sent.length;
  await act();
  await walk.quiet();
  return walk.graph.sent.slice(since);
}
const to = (contact: string, sent: SentMessage[]) => sent.filter((one) => one.to === contact);
const says = (account: string, from: string, text: string, id?: string) =>
  caused(() => walk.deliver(walk.graph.direct.text({ account, from, text, ...(id && { id }) })));

const orderOf = (short: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
  );
const facts = ({ status, version, total, due_date }: Awaited<ReturnType<typeof orderOf>>) => [
  status,
  version,
  total,
  due_date,
];

/** Ordered under `id` and approved by the owner; the order's number. */
async function confirmed(placed: SentMessage[], from: string): Promise<number> {
  const short = Number(/n° (\d+)/.exec(only(to(from, placed)).text)?.[1]);
  const card = only(to(OWNER_PHONE, placed));
  const approved = await caused(() => walk.taps(OWNER_PHONE, card, 'Créer commande'));
  assert.match(only(to(from, approved)).text, /confirmé votre commande/);
  return short;
}

test('unsent on Instagram, edited on Messenger while only a draft came of it: read as it stands now', async () => {
  const [ines, lea] = ['7000000000000061', '7000000000000062'];
  const asked = await says(ACCOUNT_ID, ines, 'Bonjour, je voudrais 2 éclairs au chocolat', 'mid.draft-1');
  assert.match(only(to(ines, asked)).text, /quel jour/i);
  const unsent = await caused(() =>
    walk.deliver(walk.graph.direct.unsends({ account: ACCOUNT_ID, from: ines, of: 'mid.draft-1' })),
  );
  assert.deepEqual(unsent, [], 'nobody is written to');
  const placed = only(to(ines, await says(ACCOUNT_ID, ines, '4 religieuses pour samedi'))).text;
  assert.match(placed, /4 × Religieuse/);
  assert.doesNotMatch(placed, /clair/);

  await says(PAGE_ID, lea, 'Bonjour, je voudrais 2 éclairs au chocolat', 'mid.draft-2');
  const edit = walk.graph.direct.edits({
    account: PAGE_ID,
    from: lea,
    of: 'mid.draft-2',
    text: 'Bonjour, je voudrais 6 éclairs au chocolat',
  });
  assert.match(only(to(lea, await caused(() => walk.deliver(edit)))).text, /quel jour/i);
  assert.deepEqual(await caused(() => walk.deliver(edit)), [], 'told twice, done once');
  const order = only(to(lea, await says(PAGE_ID, lea, 'pour samedi'))).text;
  assert.match(order, /6 × Éclair au chocolat/);
  assert.doesNotMatch(order, /[28] × /);
});

test('unsent on Instagram after the order was confirmed: it stands; the owner is asked, her tap cancels it', async () => {
  const from = '7000000000000063';
  const short = await confirmed(await says(ACCOUNT_ID, from, ORDER, 'mid.order-1'), from);
  const before = facts(await orderOf(short));
  const later = await caused(() =>
    walk.deliver(walk.graph.direct.unsends({ account: ACCOUNT_ID, from, of: 'mid.order-1' })),
  );
  assert.deepEqual(facts(await orderOf(short)), before);
  assert.match(only(to(from, later)).text, /reste enregistrée/);
  const card = only(to(OWNER_PHONE, later));
  assert.match(card.text, /a supprimé le message de la commande/);
  const cancelled = await caused(() => walk.taps(OWNER_PHONE, card, card.choices[0]!.title));
  assert.equal((await orderOf(short)).status, 'cancelled');
  assert.match(only(to(from, cancelled)).text, new RegExp(`n° ${short}[\\s\\S]*annulée`));
});

test('edited on Messenger and on WhatsApp after the order was confirmed: a request, never a silent change', async () => {
  const lea = '7000000000000064';
  const phone = '33644444411';
  const onPage = await confirmed(await says(PAGE_ID, lea, ORDER, 'mid.order-2'), lea);
  const onPhone = await confirmed(await caused(() => walk.sends(phone, ORDER, { id: 'wamid.order-9' })), phone);
  const text = 'Bonjour, 30 éclairs au chocolat et 2 religieuses pour samedi svp';
  const edits = [
    [
      onPage,
      lea,
      () => walk.deliver(walk.graph.direct.edits({ account: PAGE_ID, from: lea, of: 'mid.order-2', text })),
    ],
    [onPhone, phone, () => walk.deliver(walk.graph.inboundEdit({ ...ME, from: phone, of: 'wamid.order-9', text }))],
  ] as const;
  for (const [short, from, edit] of edits) {
    const before = facts(await orderOf(short));
    const later = await caused(edit);
    assert.deepEqual(facts(await orderOf(short)), before);
    assert.match(only(to(from, later)).text, /ne change pas encore/);
    const card = only(to(OWNER_PHONE, later));
    assert.match(card.text, /Avant\s: «\s?Bonjour, 3 éclairs[\s\S]*Maintenant\s: «\s?Bonjour, 30 éclairs/);
    assert.match(card.choices[0]!.id, new RegExp(`^/modifier ${short} v`));
    const kept = await caused(() => walk.taps(OWNER_PHONE, card, card.choices[1]!.title));
    assert.deepEqual(facts(await orderOf(short)), before);
    assert.match(only(to(OWNER_PHONE, kept)).text, /ne change pas/);
  }
});

test('the owner edits what she promised from her own phone: the former proposal lapses, the new one counts', async () => {
  const { graph } = walk;
  const from = '33644444412';
  const placed = await caused(() => walk.sends(from, ORDER));
  const short = Number(/n° (\d+)/.exec(only(to(from, placed)).text)?.[1]);
  const promise = { ...ME, to: from, text: 'Ok pour samedi 15h, Olivia', id: 'wamid.owner-1' };
  const offered = only(to(OWNER_PHONE, await caused(() => walk.deliver(graph.ownerWrites(promise)))));
  assert.match(offered.text, /15h/);
  const edit = graph.ownerCorrects({ ...ME, to: from, of: 'wamid.owner-1', text: 'Ok pour samedi 16h30, Olivia' });
  const told = to(OWNER_PHONE, await caused(() => walk.deliver(edit)));
  assert.match(only(told.filter(({ text }) => /ne vaut plus/.test(text))).text, /Ok pour samedi 15h/);
  const anew = only(told.filter(({ choices }) => choices.length > 0));
  assert.match(anew.text, /16h30/);
  assert.doesNotMatch(anew.text, /15h/);
  await caused(() => walk.taps(OWNER_PHONE, offered, offered.choices[0]!.title));
  assert.deepEqual(
    [(await orderOf(short)).status, (await orderOf(short)).due_time],
    ['pending', null],
    'a yes to the former proposal does nothing',
  );
  await caused(() => walk.taps(OWNER_PHONE, anew, anew.choices[0]!.title));
  assert.deepEqual([(await orderOf(short)).status, (await orderOf(short)).due_time], ['confirmed', '16:30']);
  assert.deepEqual(to(from, await caused(() => walk.deliver(edit))), [], 'told twice, done once');
});

test('the owner unsends on Instagram: nobody takes it for the customer’s, its proposal lapses, the order stands', async () => {
  const { direct } = walk.graph;
  const from = '7000000000000065';
  const placed = await says(ACCOUNT_ID, from, ORDER);
  const short = Number(/n° (\d+)/.exec(only(to(from, placed)).text)?.[1]);
  const wrote = { account: ACCOUNT_ID, from, text: 'Ok pour samedi 15h', id: 'mid.owner-2' };
  const offered = only(to(OWNER_PHONE, await caused(() => walk.deliver(direct.ownerWrites(wrote)))));
  const unsent = await caused(() =>
    walk.deliver(direct.ownerUnsends({ account: ACCOUNT_ID, from, of: 'mid.owner-2' })),
  );
  assert.match(only(to(OWNER_PHONE, unsent)).text, /ne vaut plus/);
  assert.equal(only(unsent).to, OWNER_PHONE);
  await caused(() => walk.taps(OWNER_PHONE, offered, offered.choices[0]!.title));
  assert.equal((await orderOf(short)).status, 'pending');
  const row = await walk.look('maison', (trx) =>
    trx.selectFrom('message').select('kind').where('external_id', '=', 'mid.owner-2').executeTakeFirstOrThrow(),
  );
  assert.equal(row.kind, 'revoked');
  // Wiped before it was looked at: as if it had never been said.
  const quick = [
    direct.ownerWrites({ account: ACCOUNT_ID, from, text: 'Ok pour dimanche', id: 'mid.owner-3' }),
    direct.ownerUnsends({ account: ACCOUNT_ID, from, of: 'mid.owner-3' }),
  ];
  const none = await caused(async () => {
    for (const body of quick) await walk.deliver(body);
  });
  assert.ok(none.every(({ text, to: whom }) => whom === OWNER_PHONE && /dimanche|ne vaut plus/.test(text)));
});

test('"celui-ci !" under a story: asked which, said once, then ordered, approved, paid, invoiced', async () => {
  const { graph, stripe } = walk;
  const story = (from: string, text: string) =>
    caused(() =>
      walk.deliver(
        graph.direct.text({
          account: ACCOUNT_ID,
          from,
          text,
          more: { reply_to: { story: { id: 'story-77', url: 'https://lookaside.fbsbx.com/story' } } },
        }),
      ),
    );
  const first = await story('7000000000000066', 'Celui-ci !');
  // Which product it is, once for all; and the words themselves, which her quoted answer goes to.
  const [which, words] = to(OWNER_PHONE, first);
  assert.match(words!.text, /Celui-ci\s![\s\S]*citant/);
  const id = /\/publication (\d+)/.exec(which!.text)![1]!;
  await caused(() => walk.says(OWNER_PHONE, `/publication ${id} éclair au chocolat`));
  const from = '7000000000000067';
  const asked = only(to(from, await story(from, 'Celui-ci !')));
  assert.match(asked.text, /quel jour/i);
  const placed = await says(ACCOUNT_ID, from, '6 pour samedi');
  assert.match(only(to(from, placed)).text, /6 × Éclair au chocolat/);
  const card = only(to(OWNER_PHONE, placed));
  const recap = only(to(from, await caused(() => walk.taps(OWNER_PHONE, card, 'Créer commande'))));
  const session = await walk.opensSession(/https?:\S+\/pay\/\S+/.exec(recap.text)![0]);
  assert.equal(await walk.hooks(stripe.pay(session)), 200);
  const paper = await graph.waitFor((one) => one.to === from && /\/doc\//.test(one.text), WAIT_MS);
  const pdf = await fetch(/https?:\S+\/doc\/\S+/.exec(paper.text)![0]);
  assert.deepEqual([pdf.status, pdf.headers.get('content-type')], [200, 'application/pdf']);
});
