/** Files that come with a message: fetched while their provider has them, kept beside it, and shown to the members. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Arrival } from '../../tools/conversations/message.ts';
import { CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { ME, only, startWalk, type Walk } from './walk.ts';

const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, ...Array.from({ length: 64 }, (_, at) => at)]);
const WEBP = new TextEncoder().encode('RIFF\0\0\0\0WEBPVP8 a sticker');
const PDF = new TextEncoder().encode('%PDF-1.4 a plan of the hall');
let walk: Walk;
before(async () => {
  walk = await startWalk({ more: { BURST_MS: '10' } });
});
after(() => walk?.close());

type Sent = { media: 'image' | 'video' | 'document' | 'sticker'; mime: string; bytes: Uint8Array };
type More = { id?: string; caption?: string; filename?: string; mediaId?: string };

/** A customer sends a file; what the owner gets because of it. */
async function sends({ media, mime, bytes }: Sent, { mediaId, ...more }: More = {}, from = CUSTOMER_PHONE) {
  const { graph } = walk;
  await walk.quiet();
  const since = graph.sent.length;
  const id = mediaId ?? graph.keepMedia({ mime, bytes });
  const body = graph.inboundMedia({ ...ME, from, name: 'Marie', media, mediaId: id, mime, ...more });
  assert.equal(await walk.deliver(body), 200);
  await walk.quiet();
  return { body, told: graph.sent.slice(since).filter((one) => one.to === OWNER_PHONE) };
}
const kept = () =>
  walk.look('maison', (trx) =>
    trx
      .selectFrom('attachment')
      .innerJoin('message', 'message.id', 'attachment.message_id')
      .select(['attachment.id', 'mime', 'bytes', 'arrival'])
      .orderBy('attachment.id')
      .execute(),
  );

test('a picture is kept beside its message and reaches the owner as a picture; a copy of the event changes nothing', async () => {
  await walk.says(OWNER_PHONE, 'bonjour');
  const { body, told } = await sends(
    { media: 'image', mime: 'image/jpeg', bytes: JPEG },
    { caption: 'le gâteau de Léa' },
  );
  const notice = only(told.filter(({ text }) => /a envoyé/.test(text)));
  assert.match(notice.text, /Marie a envoyé\s: une photo\n«\sle gâteau de Léa\s»/);
  const upload = walk.graph.uploads.find(({ id }) => id === notice.documentId);
  assert.equal(upload?.mime, 'image/jpeg');
  assert.match(upload!.filename, /^photo-\d+\.jpg$/);
  assert.deepEqual(Buffer.from(upload!.bytes), Buffer.from(JPEG));
  const row = only(await kept());
  assert.deepEqual([row.mime, row.bytes], ['image/jpeg', Buffer.from(JPEG)]);
  const { what } = row.arrival as Arrival;
  assert.ok(what.kind === 'message' && what.content.kind === 'media' && what.content.caption === 'le gâteau de Léa');
  const since = walk.graph.sent.length;
  assert.equal(await walk.deliver(body), 200);
  await walk.quiet();
  assert.equal(walk.graph.sent.length, since);
  assert.equal((await kept()).length, 1);
});

test('a document goes along under a name of ours; what WhatsApp does not carry is shown by its signed address', async () => {
  const pdf = await sends({ media: 'document', mime: 'application/pdf', bytes: PDF }, { filename: 'pl"an\n.pdf' });
  const notice = only(pdf.told);
  assert.match(notice.text, /un document/);
  const { filename } = walk.graph.uploads.find(({ id }) => id === notice.documentId)!;
  assert.match(filename, /^document-\d+\.pdf$/);
  const sticker = only((await sends({ media: 'sticker', mime: 'image/webp', bytes: WEBP })).told);
  assert.equal(sticker.documentId, undefined);
  const path = /\/doc\/\S+/.exec(sticker.text)?.[0];
  const page = await fetch(`${walk.url}${path}`);
  assert.deepEqual([page.status, page.headers.get('content-type')], [200, 'image/webp']);
  assert.match(page.headers.get('content-disposition')!, /^inline; filename="photo-\d+\.webp"$/);
  assert.deepEqual(Buffer.from(await page.arrayBuffer()), Buffer.from(WEBP));
});

test('a kind that is not kept, a file that is too large and one that is gone are told in plain sight', async () => {
  const before = (await kept()).length;
  const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
  const html = await sends({ media: 'document', mime: 'application/pdf', bytes: page });
  assert.match(only(html.told).text, /⚠️ Ce type de fichier n’est pas gardé/);
  const large = await sends({ media: 'sticker', mime: 'image/webp', bytes: new Uint8Array(1024 * 1024 + 1) });
  assert.match(only(large.told).text, /⚠️ Le fichier est trop lourd/);
  const gone = await sends({ media: 'video', mime: 'video/mp4', bytes: PDF }, { mediaId: '1' });
  assert.match(only(gone.told).text, /une vidéo[\s\S]*⚠️ Le fichier n’a pas pu être récupéré/);
  assert.equal((await kept()).length, before);
});

test('a provider that does not answer at first is asked again, and the file is told once', async () => {
  walk.graph.failNext({ on: 'download', httpStatus: 503, times: 2 });
  const before = (await kept()).length;
  const { graph } = walk;
  const since = graph.sent.length;
  const mediaId = graph.keepMedia({ mime: 'image/png', bytes: JPEG });
  const body = graph.inboundMedia({
    ...ME,
    from: CUSTOMER_PHONE,
    name: 'Marie',
    media: 'image',
    mediaId,
    mime: 'image/png',
  });
  assert.equal(await walk.deliver(body), 200);
  const isNotice = (one: { to: string; text: string }) => one.to === OWNER_PHONE && /une photo/.test(one.text);
  await graph.waitFor((one) => isNotice(one) && graph.sent.indexOf(one) >= since, 20_000);
  await walk.quiet();
  assert.ok(only(graph.sent.slice(since).filter(isNotice)).documentId);
  assert.equal((await kept()).length, before + 1);
});

test('a file is had before anybody looks at its message, once however often it is told', async () => {
  const slow = await startWalk({ more: { BURST_MS: '60000' } });
  try {
    const { graph } = slow;
    const mediaId = graph.keepMedia({ mime: 'image/jpeg', bytes: JPEG });
    const body = graph.inboundMedia({ ...ME, from: CUSTOMER_PHONE, media: 'image', mediaId, mime: 'image/jpeg' });
    assert.deepEqual(await Promise.all([slow.deliver(body), slow.deliver(body)]), [200, 200]);
    const files = () =>
      slow.look('maison', (trx) =>
        trx
          .selectFrom('attachment')
          .innerJoin('message', 'message.id', 'attachment.message_id')
          .select(['bytes', 'state', 'turn_id'])
          .execute(),
      );
    await slow.until('the file is kept', async () => (await files())[0]);
    const row = only(await files());
    assert.deepEqual([row.bytes, row.state, row.turn_id], [Buffer.from(JPEG), 'new', null], 'the burst still goes on');
    const errands = await slow.look('maison', (trx) => trx.selectFrom('errand').select('kind').execute());
    assert.deepEqual(errands, [{ kind: 'keep_file' }]);
  } finally {
    await slow.close();
  }
});
