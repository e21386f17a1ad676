/**
 * A shop's logo: taken as PNG or JPEG by its bytes, whatever it is called; drawn anew by the printing browser, so that
 * what papers show is pixels of ours and nothing else that a file may hold (scripts, links, metadata, broken parts).
 */
import type { Trx } from '../../db/shop.ts';
import { digest } from '../sealing.ts';
import type { Run } from '../tool.ts';
import type { PaperSnapshot } from './snapshot.ts';

/** The largest file that is looked at, bytes. */
export const MOST_LOGO_BYTES = 2_000_000;
/** Width and height of what is uploaded, pixels: a bomb of a few kilobytes may unfold to gigabytes. */
const MOST_PIXELS = 4_000;
const LEAST_PIXELS = 16;
/** The box a logo is drawn into, CSS pixels; it comes out at twice that. */
const BOX = { width: 360, height: 150 };

export type LogoFault = 'empty' | 'too_large' | 'kind' | 'pixels' | 'unreadable';
export type Uploaded = { mime: 'image/png' | 'image/jpeg'; width: number; height: number };

/** What a file is by its first bytes, with its size in pixels; or what is wrong with it. */
export function sniffLogo(bytes: Uint8Array): Uploaded | { fault: LogoFault } {
  if (bytes.length === 0) return { fault: 'empty' };
  if (bytes.length > MOST_LOGO_BYTES) return { fault: 'too_large' };
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const found = pngSize(view) ?? jpegSize(view);
  if (!found) return { fault: 'kind' };
  const { width, height } = found;
  if (Math.max(width, height) > MOST_PIXELS || Math.min(width, height) < LEAST_PIXELS) return { fault: 'pixels' };
  return found;
}

/** PNG: signature, then IHDR with the size (ISO/IEC 15948, 5.2 and 11.2.2). */
function pngSize(view: Buffer): Uploaded | null {
  const signed = view.length > 33 && view.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'));
  if (!signed || view.toString('latin1', 12, 16) !== 'IHDR') return null;
  return { mime: 'image/png', width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
}

/** JPEG: markers up to the frame header that carries the size (ITU T.81, B.2.2). */
function jpegSize(view: Buffer): Uploaded | null {
  if (view.length < 4 || view.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < view.length) {
    if (view[at] !== 0xff) return null;
    const marker = view[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { mime: 'image/jpeg', height: view.readUInt16BE(at + 5), width: view.readUInt16BE(at + 7) };
    at += 2 + view.readUInt16BE(at + 2);
  }
  return null;
}

/** Width and height a logo takes in its box, whole CSS pixels, never blown up. */
export function fitted({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(BOX.width / width, BOX.height / height, 1);
  return { width: Math.max(8, Math.round(width * scale)), height: Math.max(8, Math.round(height * scale)) };
}

/** The page that the browser draws a logo from; it can load nothing but the picture itself. */
export function logoHtml(bytes: Uint8Array, { mime, ...size }: Uploaded): string {
  const { width, height } = fitted(size);
  const source = `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`;
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><style>html,body{margin:0;background:#fff}img{display:block;width:${width}px;height:${height}px}</style><img alt="" src="${source}">`;
}

/** Keeps a drawn logo under its hash; the same picture is kept once. Returns the hash. */
export async function keepLogo(run: Run, png: Uint8Array): Promise<string> {
  const drawn = pngSize(Buffer.from(png));
  if (!drawn) throw new TypeError('a drawn logo is a PNG');
  const sha256 = digest(png);
  const { width, height } = drawn;
  await run.trx
    .insertInto('logo')
    .values({ shop_id: run.shop.id, sha256, bytes: Buffer.from(png), width, height, created_at: new Date(run.at) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return sha256;
}

/** The picture a paper's template names, PNG bytes; null: it names none. Throws where a named one is gone. */
export async function logoOf(trx: Trx, paper: Pick<PaperSnapshot, 'template'>): Promise<Uint8Array | null> {
  const named = paper.template?.logo;
  if (!named) return null;
  const row = await trx.selectFrom('logo').select('bytes').where('sha256', '=', named).executeTakeFirstOrThrow();
  return row.bytes;
}
