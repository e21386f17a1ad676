/** /admin/conversations: the list and its pages, one thread with files, who speaks, an answer; what is kept from whom. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor, plainText } from '../testing/visitor.ts';
import { ME, only, startWalk, type Walk } from './walk.ts';

const PAGE = '/admin/conversations';
const PASSWORD = 'correct-horse-battery';
const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 64 }, (_, at) => at)]);
const OGG = new TextEncoder().encode('OggS a voice');
const PDF = new TextEncoder().encode('%PDF-1.4 a plan');
let walk: Walk;
let owner: ReturnType<typeof officeVisitor>;
before(async () => {
  walk = await startWalk({ more: { BURST_MS: '10' } });
  owner = officeVisitor(walk.url, { email: 'olivia@maison.example', password: PASSWORD });
  await owner.signIn();
});
after(() => walk?.close());

const raw = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${walk.url}${path}`, {
    redirect: 'manual',
    headers: { cookie: [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers },
  });
const threadPath = async () => /href="(\/admin\/conversations\/\d+)"/.exec((await owner.go(PAGE)).html)![1]!;

test('a conversation stands in the list as unread until it is opened, with both sides, choices, orders and states', async () => {
  const { short } = await walk.orders();
  await walk.quiet();
  const list = await owner.go(PAGE);
  assert.match(list.html, /class="talk unread"/);
  const path = await threadPath();
  const thread = plainText((await owner.go(path)).html);
  assert.match(thread, /L’assistant répond dans cette conversation/);
  assert.match(thread, /Client · \d\d:\d\d/);
  assert.match(thread, /Assistant · \d\d:\d\d · (?:envoyé|remis|lu|en route)/);
  const { number } = await walk.look('maison', (trx) =>
    trx.selectFrom('orders').select('number').where('short', '=', short).executeTakeFirstOrThrow(),
  );
  assert.ok(thread.includes(number));
  assert.match((await owner.go(path)).html, new RegExp(`href="/admin/argent/${short}"`));
  assert.doesNotMatch((await owner.go(PAGE)).html, /class="talk unread"/);
  assert.doesNotMatch((await owner.go(`${PAGE}?voir=nonlues`)).html, /class="talk"/);
});

test('pictures are shown and recordings played, each answered in a page without any right, by ranges, to members alone', async () => {
  const send = async (media: 'image' | 'audio' | 'document', mime: string, filename?: string) => {
    const mediaId = walk.graph.keepMedia({ mime, bytes: { image: JPEG, audio: OGG, document: PDF }[media] });
    const more = { ...(filename ? { filename } : {}), ...(media === 'image' ? { caption: 'le <b>gâteau</b>' } : {}) };
    const body = walk.graph.inboundMedia({ ...ME, from: CUSTOMER_PHONE, name: 'Marie', media, mediaId, mime, ...more });
    assert.equal(await walk.deliver(body), 200);
    await walk.quiet();
  };
  await send('image', 'image/jpeg');
  await send('audio', 'audio/ogg; codecs=opus');
  await send('document', 'application/pdf', 'pl"an.pdf');
  const path = await threadPath();
  const { html } = await owner.go(path);
  assert.match(html, /le &lt;b&gt;gâteau&lt;\/b&gt;/);
  const image = /<img src="([^"]+)"/.exec(html)![1]!;
  const audio = /<audio src="([^"]+)"/.exec(html)![1]!;
  const document = /class="said-file" href="([^"]+)"/.exec(html)![1]!;
  const answer = await raw(image);
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/jpeg']);
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), Buffer.from(JPEG));
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'; sandbox/);
  assert.match(answer.headers.get('content-disposition') ?? '', /^inline; filename="photo-\d+\.jpg"$/);
  const part = await raw(audio, { range: 'bytes=2-5' });
  assert.deepEqual([part.status, part.headers.get('content-range')], [206, `bytes 2-5/${OGG.length}`]);
  assert.deepEqual(Buffer.from(await part.arrayBuffer()), Buffer.from(OGG.slice(2, 6)));
  assert.equal((await raw(audio, { range: 'bytes=900-' })).status, 416);
  assert.match(
    (await raw(document)).headers.get('content-disposition') ?? '',
    /^attachment; filename="document-\d+\.pdf"$/,
  );
  // Of another conversation it is nothing, and nobody's without a session.
  const [, of] = /conversations\/(\d+)\//.exec(image)!;
  assert.equal((await raw(image.replace(`/${of}/`, '/999999/'))).status, 404);
  const stranger = officeVisitor(walk.url, { email: 'x', password: 'y' });
  assert.match((await stranger.go(image)).to ?? '', /^\/admin\/connexion\?/);
  assert.match((await stranger.go(path)).to ?? '', /^\/admin\/connexion\?/);
});

test('she silences the assistant, answers herself, and hands back', async () => {
  const path = await threadPath();
  const csrf = await owner.csrf(path);
  assert.equal((await owner.go(`${path}/assistant`, { csrf, to: 'person' })).to, path);
  assert.match(plainText((await owner.go(path)).html), /Vous avez la main : l’assistant se tait jusqu’à/);
  await walk.quiet();
  const since = walk.graph.sent.length;
  await walk.deliver(
    walk.graph.inboundText({ ...ME, from: CUSTOMER_PHONE, name: 'Marie', text: 'Et le prix du fraisier ?' }),
  );
  await walk.quiet();
  assert.equal(walk.graph.sent.slice(since).filter(({ to }) => to === CUSTOMER_PHONE).length, 0);
  assert.match((await owner.go(`${PAGE}?voir=attente`)).html, /Attend une personne/);
  const empty = await owner.go(`${path}/repondre`, { csrf, text: '  ' });
  assert.equal(empty.to, path);
  assert.match((await owner.go(path)).html, /Écrivez votre message/);
  await owner.go(`${path}/repondre`, { csrf, text: 'Je vous appelle !' });
  await walk.graph.waitFor(({ to, text }) => to === CUSTOMER_PHONE && text === 'Je vous appelle !', 20_000);
  await walk.quiet();
  const thread = plainText((await owner.go(path)).html);
  assert.match(thread, /Votre message part vers Marie/);
  assert.match(thread, /Et le prix du fraisier \? .*Client · .*Je vous appelle ! La boutique ·/);
  const answered = plainText((await owner.go(PAGE)).html);
  assert.match(answered, /L’assistant se tait/);
  assert.doesNotMatch((await owner.go(`${PAGE}?voir=attente`)).html, /<li class="talk/);
  await owner.go(`${path}/assistant`, { csrf, to: 'assistant' });
  assert.match(plainText((await owner.go(path)).html), /L’assistant répond dans cette conversation/);
  assert.ok(await walk.says(CUSTOMER_PHONE, 'Bonjour, quels sont vos horaires ?'));
});

test('it is found by name, by telephone and by account; members’ own threads are not there', async () => {
  await walk.says(OWNER_PHONE, '/jour');
  for (const query of ['marie', CUSTOMER_PHONE.slice(2), '06 33 33'])
    assert.match((await owner.go(`${PAGE}?q=${encodeURIComponent(query)}`)).html, /<li class="talk/, query);
  assert.match((await owner.go(`${PAGE}?q=marie`)).html, /class="talk/);
  assert.doesNotMatch((await owner.go(`${PAGE}?q=${encodeURIComponent('%')}`)).html, /<li class="talk/);
  const { id } = await walk.look('maison', (trx) =>
    trx.selectFrom('conversation').select('id').where('member_id', 'is not', null).executeTakeFirstOrThrow(),
  );
  assert.equal((await owner.go(`${PAGE}/${id}`)).status, 404);
  assert.equal((await owner.go(`${PAGE}/999999`)).status, 404);
});

test('a thread of a hundred thousand messages and a list of thousands are paged by their index, each row once', async () => {
  const path = await threadPath();
  const id = Number(path.split('/').at(-1));
  await walk.look('maison', async (trx) => {
    await sql`insert into message (shop_id, connection_id, lane, external_id, kind, at, received_at, arrival, conversation_id, state)
      select c.shop_id, c.connection_id, 'x', 'bulk-' || n, 'message', c.created_at - interval '1 day' + n * interval '1 millisecond',
        c.created_at - interval '1 day' + n * interval '1 millisecond',
        jsonb_build_object('what', jsonb_build_object('kind', 'message', 'content',
          jsonb_build_object('kind', 'text', 'text', 'bulk ' || n))), c.id, 'done'
      from conversation c, generate_series(1, 100000) n where c.id = ${id}`.execute(trx);
    await sql`insert into conversation (shop_id, connection_id, channel, contact, customer_id, last_inbound_at)
      select shop_id, connection_id, channel, 'bulk-' || n, customer_id, '2026-01-01'::timestamptz + (n / 3) * interval '1 second'
      from conversation, generate_series(1, 3000) n where id = ${id}`.execute(trx);
    await sql`analyze message, conversation`.execute(trx).catch(() => {});
  });
  const seen: string[] = [];
  let next: string | undefined = path;
  for (let page = 0; next && page < 4; page++) {
    const { html } = await owner.go(next);
    seen.push(...[...html.matchAll(/>(bulk \d+)</g)].map((found) => found[1]!));
    next = /href="([^"]+\?avant=[^"]+)"/.exec(html)?.[1];
  }
  assert.ok(next, 'there is more');
  assert.ok(seen.length >= 120 && new Set(seen).size === seen.length);
  const listed: string[] = [];
  let list: string | undefined = PAGE;
  for (let page = 0; list && page < 90; page++) {
    const { html } = await owner.go(list);
    listed.push(...[...html.matchAll(/href="\/admin\/conversations\/(\d+)"/g)].map((found) => found[1]!));
    list = /href="([^"]+avant=[^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
  }
  assert.equal(new Set(listed).size, listed.length);
  const { n } = only(
    (
      await walk.look('maison', (trx) =>
        sql<{
          n: number;
        }>`select count(*)::int as n from conversation where customer_id is not null and member_id is null`.execute(
          trx,
        ),
      )
    ).rows,
  );
  assert.equal(listed.length, n);
  const plan = await walk.look('maison', async (trx) => {
    // Without a sort it can only be read in the order of its index.
    await sql`set local enable_sort = off`.execute(trx);
    return sql<Record<string, string>>`explain select id from conversation c where customer_id is not null
      and (coalesce(c.last_inbound_at, c.created_at), c.id) < (now(), 1000000)
      order by coalesce(c.last_inbound_at, c.created_at) desc, c.id desc limit 41`.execute(trx);
  });
  assert.match(JSON.stringify(plan.rows), /conversation_recent/);
});
