/** What customers say under stories, posts and advertisements: "celui-ci !" is the product shown; comments are answered once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aShop, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { only, startWalk, type Walk } from './walk.ts';

const PAGE = '200000000000001';
const ACCOUNT = '17841400000000001';
const LEA = '7000000000000001';
const INES = '7000000000000002';
const TOM = '7000000000000003';
const ZOE = '7000000000000004';
const WAIT_MS = 25_000;

let walk: Walk;
before(async () => {
  const access_token = 'fake-token';
  walk = await startWalk({
    shops: [
      aShop('maison', {
        connections: [
          { channel: 'whatsapp', phone_number_id: PHONE_NUMBER_ID, access_token },
          { channel: 'messenger', page_id: PAGE, access_token },
          { channel: 'instagram', account_id: ACCOUNT, access_token },
        ],
      }),
    ],
  });
  await walk.says(OWNER_PHONE, '/jour');
});
after(() => walk.close());

/** The first message to `to` after `act`. */
async function answered(to: string, act: () => Promise<number>, match = /./) {
  const since = walk.graph.sent.length;
  assert.equal(await act(), 200);
  return walk.graph.waitFor(
    (one) => one.to === to && walk.graph.sent.indexOf(one) >= since && match.test(one.text),
    WAIT_MS,
  );
}

const storyReply = (from: string, text: string, id: string) =>
  walk.deliver(
    walk.graph.direct.text({
      account: ACCOUNT,
      from,
      text,
      more: { reply_to: { story: { id, url: 'https://lookaside.fbsbx.com/story' } } },
    }),
  );

test('"celui-ci !" on a story nobody has named: the members are asked once; once said, it is the product', async () => {
  const asked = await answered(
    OWNER_PHONE,
    () => storyReply(LEA, 'Celui-ci pour samedi svp !', 'story-1'),
    /votre story[\s\S]*\/publication \d+/,
  );
  const id = /\/publication (\d+)/.exec(asked.text)![1]!;
  await walk.quiet();
  const since = walk.graph.sent.length;
  await storyReply(INES, 'je veux celui-ci', 'story-1');
  await walk.quiet();
  assert.ok(
    !walk.graph.sent.slice(since).some(({ to, text }) => to === OWNER_PHONE && /publication/.test(text)),
    'asked once',
  );
  const linked = await walk.says(OWNER_PHONE, `/publication ${id} éclair au chocolat`);
  assert.match(linked.text, /montre Éclair au chocolat/i);
  const placed = await answered(TOM, () => storyReply(TOM, '3 comme ça pour samedi svp', 'story-1'));
  assert.match(placed.text, /3 × Éclair au chocolat/i);
});

test('an advertisement whose title names one product needs nobody; the words are kept as they were', async () => {
  const referral = {
    source: 'ADS',
    type: 'OPEN_THREAD',
    ad_id: '6045',
    ads_context_data: { ad_title: 'Nos Éclairs au chocolat', post_id: '1' },
  };
  const title = { ...referral, ads_context_data: { ad_title: 'Éclair au chocolat : la folie', post_id: '1' } };
  await answered(ZOE, () =>
    walk.deliver(walk.graph.direct.text({ account: PAGE, from: ZOE, text: 'Bonjour', more: { referral: title } })),
  );
  const placed = await answered(ZOE, () =>
    walk.deliver(walk.graph.direct.text({ account: PAGE, from: ZOE, text: "j'en veux 6 pour samedi" })),
  );
  const later = /Éclair/i.test(placed.text)
    ? placed
    : await answered(ZOE, () =>
        walk.deliver(walk.graph.direct.text({ account: PAGE, from: ZOE, text: '6 comme ça pour samedi' })),
      );
  assert.match(later.text, /6 × Éclair au chocolat/i);
  await walk.quiet();
  const card = walk.graph.sentTo(OWNER_PHONE).findLast((message) => /6 × Éclair/.test(message.text));
  assert.match(card?.text ?? '', /📣 Vient de la publicité «\s*Éclair au chocolat\s*:\s*la folie\s*»/u);
  const rows = await walk.look('maison', (trx) =>
    trx
      .selectFrom('message')
      .select('arrival')
      .where('kind', '=', 'message')
      .where('lane', 'like', `%${ZOE}`)
      .execute(),
  );
  assert.match(JSON.stringify(rows), /j'en veux 6 pour samedi/);
  assert.match(JSON.stringify(rows), /"kind":"ad"/);
});

test('a comment that asks to buy gets exactly one private message, whose thread goes on; others get none', async () => {
  const { graph } = walk;
  const from = '7000000000000011';
  graph.comments.set('c-1', { from });
  const comment = graph.direct.comment({
    account: ACCOUNT,
    from,
    id: 'c-1',
    text: 'Je voudrais 4 éclairs au chocolat 😍',
    post: 'media-9',
  });
  const reply = await answered(from, () => walk.deliver(comment));
  assert.deepEqual((reply.body as { recipient: unknown }).recipient, { comment_id: 'c-1' });
  assert.match(reply.text, /Merci pour votre commentaire «\s?Je voudrais 4 éclairs/);
  assert.match(reply.text, /quel jour/i);
  assert.equal(await walk.deliver(comment), 200);
  for (const [id, text] of [
    ['c-2', 'Trop beau ! 😍'],
    ['c-3', '@marie regarde'],
    ['c-4', 'Bravo à toute l’équipe'],
  ] as const) {
    graph.comments.set(id, { from: '7000000000000012' });
    await walk.deliver(graph.direct.comment({ account: ACCOUNT, from: '7000000000000012', id, text, post: 'media-9' }));
  }
  await walk.deliver(
    graph.direct.comment({
      account: ACCOUNT,
      from: ACCOUNT,
      id: 'c-5',
      text: 'Commandez, je vous en prie : prix 4 €',
      post: 'media-9',
    }),
  );
  await walk.quiet();
  assert.equal(graph.sentTo(from).length, 1);
  assert.equal(graph.sentTo('7000000000000012').length, 0);
  // The writer answers in private: the conversation knows what the comment said.
  const placed = await answered(from, () =>
    walk.deliver(graph.direct.text({ account: ACCOUNT, from, text: 'pour samedi' })),
  );
  assert.match(placed.text, /4 × Éclair au chocolat/i);
});

test('on a page too; a comment older than a week is left alone', async () => {
  const { graph } = walk;
  const from = '7000000000000021';
  graph.comments.set('p-1', { from });
  const reply = await answered(from, () =>
    walk.deliver(
      graph.direct.comment({ account: PAGE, from, id: 'p-1', text: 'C’est combien svp ?', post: `${PAGE}_55` }),
    ),
  );
  assert.deepEqual((reply.body as { recipient: unknown }).recipient, { comment_id: 'p-1' });
  const old = walk.parts.hub.now() - 8 * 24 * 3_600_000;
  graph.comments.set('p-2', { from: '7000000000000022' });
  await walk.deliver(
    graph.direct.comment({
      account: PAGE,
      from: '7000000000000022',
      id: 'p-2',
      text: 'prix ?',
      post: `${PAGE}_55`,
      timestamp: old,
    }),
  );
  await walk.quiet();
  assert.equal(graph.sentTo('7000000000000022').length, 0);
  const row = only(
    await walk.look('maison', (trx) =>
      trx.selectFrom('message').selectAll().where('external_id', '=', 'comment:p-2').execute(),
    ),
  );
  assert.deepEqual([row.kind, row.state], ['comment', 'done'], 'kept all the same');
});

test('in the office and in the thread: what is not linked yet, and one choice that links it', async () => {
  for (const id of ['story-o1', 'story-o2']) await storyReply('7000000000000031', 'celui-ci svp', id);
  await walk.quiet();
  const owner = officeVisitor(walk.url, { email: 'olivia@maison.example', password: 'correct-horse-battery' });
  await owner.signIn();
  const open = async () => {
    const { html } = await owner.go('/admin/catalogue/publications');
    return Number(/Publications<\/bdi><\/h1><p>(\d+) à relier/.exec(html)?.[1] ?? 0);
  };
  const before = await open();
  assert.ok((await owner.go('/admin/catalogue')).html.includes(`Publications à relier (${before})`));
  const page = (await owner.go('/admin/catalogue/publications')).html;
  const ids = [...page.matchAll(/name="post" value="(\d+)"/g)].map(([, id]) => id!);
  const link = (fields: Record<string, string>) => owner.go('/admin/catalogue/publications', fields);
  assert.equal((await link({ post: ids[0]!, sku: 'paris-brest' })).status, 403, 'without the token of the page');
  assert.equal(await open(), before);
  const csrf = await owner.csrf('/admin/catalogue/publications');
  for (const post of [ids[0]!, ...ids.slice(2, before)])
    assert.equal((await link({ csrf, post, sku: 'paris-brest' })).status, 303);
  assert.equal(await open(), 1);

  const listed = await walk.says(OWNER_PHONE, '/publication');
  await walk.quiet();
  assert.match(listed.text, new RegExp(`\\n${ids[1]}\\. votre story`));
  assert.doesNotMatch(listed.text, new RegExp(`\\n${ids[0]}\\. `));
  const which = await walk.says(OWNER_PHONE, `/publication ${ids[1]}`);
  await walk.quiet();
  assert.equal(which.choices.length, 10);
  const linked = await walk.taps(OWNER_PHONE, which, which.choices[0]!.title);
  assert.match(linked.text, new RegExp(`publication ${ids[1]} montre ${which.choices[0]!.title}`));
  await walk.quiet();
  assert.match((await walk.says(OWNER_PHONE, '/publication')).text, /ont leur produit/);
});
