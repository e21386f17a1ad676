/** Files sent on Messenger and Instagram: kept while Meta has them, shown to the members, also where nobody is answered. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ACCOUNT_ID, aShop, META_CONNECTIONS, OWNER_PHONE, PAGE_ID } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 64 }, (_, at) => at)]);
const text = (words: string) => new TextEncoder().encode(words);
const DAY_MS = 24 * 3_600_000;

let walk: Walk;
before(async () => {
  walk = await startWalk({ shops: [aShop('maison', { connections: META_CONNECTIONS })], more: { BURST_MS: '10' } });
  await walk.says(OWNER_PHONE, 'bonjour');
});
after(() => walk?.close());

type Kind = 'image' | 'audio' | 'video' | 'file';
type Given = { account: string; from: string; type: Kind; mime: string; bytes: Uint8Array; words?: string };

/** Somebody sends a file; what the owner and the sender get because of it. `gone`: Meta has it no more. */
async function sends({ account, from, type, mime, bytes, words }: Given, gone = false) {
  const { graph } = walk;
  await walk.quiet();
  const since = graph.sent.length;
  const id = gone ? 'gone' : graph.keepMedia({ mime, bytes });
  const attachments = [{ type, payload: { url: `${graph.url}/cdn/${id}` } }];
  const body = graph.direct.event({ account, from }, { message: { mid: `m_${id}_${from}`, text: words, attachments } });
  assert.equal(await walk.deliver(body), 200);
  await walk.quiet();
  const fresh = graph.sent.slice(since);
  return { told: fresh.filter(({ to }) => to === OWNER_PHONE), heard: fresh.filter(({ to }) => to === from) };
}
const kept = () =>
  walk.look('maison', (trx) =>
    trx
      .selectFrom('attachment')
      .innerJoin('message', 'message.id', 'attachment.message_id')
      .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
      .select(['conversation.channel', 'mime', 'sha256', 'attachment.bytes'])
      .orderBy('attachment.id')
      .execute(),
  );

for (const [channel, account] of [
  ['messenger', PAGE_ID],
  ['instagram', ACCOUNT_ID],
] as const) {
  test(`${channel}: a picture, a voice note, a film and a file are kept as what they are and reach the owner`, async () => {
    const from = channel === 'messenger' ? '7000000000000001' : '7000000000000002';
    const before = (await kept()).length;
    const image = await sends({ account, from, type: 'image', mime: 'image/jpeg', bytes: JPEG, words: 'comme ça' });
    const notice = only(image.told.filter(({ text: said }) => /a envoyé/.test(said)));
    assert.match(notice.text, /une photo\n«\scomme ça\s»/);
    assert.equal(walk.graph.uploads.find(({ id }) => id === notice.documentId)?.mime, 'image/jpeg');
    const voice = await sends({ account, from, type: 'audio', mime: 'video/mp4', bytes: text('0000ftypM4A voice') });
    assert.match(voice.heard.at(-1)?.text ?? '', /écrire en quelques mots/);
    await sends({ account, from, type: 'video', mime: 'video/mp4', bytes: text('0000ftypisom film') });
    await sends({ account, from, type: 'file', mime: 'application/octet-stream', bytes: text('%PDF-1.4 plan') });
    const rows = (await kept()).slice(before);
    assert.deepEqual(
      rows.map((row) => row.mime),
      ['image/jpeg', 'video/mp4', 'video/mp4', 'application/pdf'],
    );
    assert.ok(rows.every((row) => row.channel === channel && /^[\da-f]{64}$/.test(row.sha256 ?? '')));
    assert.deepEqual(rows[0]!.bytes, Buffer.from(JPEG));
    const lost = await sends({ account, from, type: 'image', mime: 'image/jpeg', bytes: JPEG }, true);
    assert.match(only(lost.told.filter(({ text: said }) => /a envoyé/.test(said))).text, /n’a pas pu être récupéré/);
    assert.equal((await kept()).length, before + 4);
  });
}

test('in a silenced conversation files and recordings are kept and told, and nobody is answered', async () => {
  const from = '7000000000000003';
  await sends({ account: PAGE_ID, from, type: 'image', mime: 'image/jpeg', bytes: JPEG });
  await walk.look('maison', (trx) =>
    trx
      .updateTable('conversation')
      .set({ bot_off_until: new Date(walk.parts.hub.now() + DAY_MS) })
      .where('contact', '=', from)
      .execute(),
  );
  const before = (await kept()).length;
  const image = await sends({ account: PAGE_ID, from, type: 'image', mime: 'image/jpeg', bytes: JPEG });
  const voice = await sends({ account: PAGE_ID, from, type: 'audio', mime: 'audio/ogg', bytes: text('OggS voice') });
  assert.deepEqual([image.heard.length, voice.heard.length], [0, 0]);
  assert.equal(image.told.length, 1);
  assert.equal(voice.told.length, 1);
  assert.equal((await kept()).length, before + 2);
});

test('where the owner’s own window is closed, what came is kept and its address goes along by template', async () => {
  walk.graph.closeWindow(OWNER_PHONE);
  await walk.look('maison', (trx) =>
    trx
      .updateTable('conversation')
      .set({ last_inbound_at: new Date(walk.parts.hub.now() - 2 * DAY_MS) })
      .where('member_id', 'is not', null)
      .execute(),
  );
  const before = (await kept()).length;
  const from = '7000000000000004';
  const { told } = await sends({ account: ACCOUNT_ID, from, type: 'image', mime: 'image/jpeg', bytes: JPEG });
  const template = only(told.filter(({ type, text: said }) => type === 'template' && /a envoyé/.test(said)));
  const path = /\/doc\/\S+/.exec(template.text)?.[0];
  const page = await fetch(`${walk.url}${path}`);
  assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'image/jpeg']);
  assert.equal((await kept()).length, before + 1);
});
