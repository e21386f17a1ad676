/** The live feed of both phones in one stream of server-sent events. */
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import { type EssaiParts, PHONES, type Phone } from './parts.ts';
import { markOf } from './visitor.ts';

type Cursors = Record<Phone, string | null>;

/**
 * The id of an event: how far both phones have been read, and by whom. A browser that comes back with it goes on from
 * there without loss or repetition.
 */
export function eventId(mark: string, cursors: Cursors): string {
  return [mark, ...PHONES.map((phone) => encodeURIComponent(cursors[phone] ?? ''))].join('/');
}

/** Reads an `eventId` back; anything else, or one of another visitor, is the very beginning. */
export function cursorsOf(id: string | undefined, mark: string): Cursors {
  const [owner, customer, merchant] = (id ?? '').split('/');
  if (owner !== mark || customer === undefined || merchant === undefined) return { customer: null, merchant: null };
  try {
    return { customer: decodeURIComponent(customer) || null, merchant: decodeURIComponent(merchant) || null };
  } catch {
    return { customer: null, merchant: null };
  }
}

/**
 * Answers with the stream: `hello` (whose phones these are), `bubbles` ({phone, bubbles, cursor}), `ready` once the past
 * has been told, `beat` at least every `heartbeatMs`. A failure ends the stream; the browser comes back by itself.
 */
export function streamEvents(c: Context, parts: EssaiParts, visitor: string, heartbeatMs: number): Response {
  const mark = markOf(visitor);
  const cursors = cursorsOf(c.req.header('Last-Event-ID') ?? c.req.query('after'), mark);
  c.header('X-Accel-Buffering', 'no');
  const response = streamSSE(c, async (stream) => {
    await stream.writeSSE({ event: 'hello', data: JSON.stringify({ mark }), retry: 1000 });
    for (let round = 0; !stream.aborted && !stream.closed; round += 1) {
      // Asked before reading: what arrives between the reading and the waiting cannot be missed.
      const changed = parts.changed(visitor, heartbeatMs);
      changed.catch(() => {});
      for (const phone of PHONES) {
        const { bubbles, cursor } = await parts.feed(phone, visitor, cursors[phone]);
        if (cursor !== null) cursors[phone] = cursor;
        if (bubbles.length === 0) continue;
        const data = JSON.stringify({ phone, bubbles, cursor: cursors[phone] });
        await stream.writeSSE({ event: 'bubbles', id: eventId(mark, cursors), data });
      }
      await stream.writeSSE({ event: round === 0 ? 'ready' : 'beat', data: '{}' });
      await changed;
    }
  });
  // A proxy must neither keep nor compress it: both would hold events back.
  response.headers.set('Cache-Control', 'no-store, no-transform');
  return response;
}
