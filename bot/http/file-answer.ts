import type { Context } from 'hono';

type File = { bytes: Uint8Array; mime: string; filename: string };

/** What browsers may show by themselves; the rest is saved. Nothing of it can run: no HTML, no SVG. */
const INLINE = /^(?:image\/(?:jpeg|png|webp|gif|heic|heif)|audio\/[\w.+-]+|video\/[\w.+-]+)$/;

/**
 * A kept file as an answer: never taken for another kind, in a page of its own without any right, saved where it is
 * nothing to look at. Ranges are answered, since Safari plays nothing without them.
 */
export function answerFile(c: Context, { bytes, mime, filename }: File): Response {
  const headers = {
    'Content-Type': mime,
    'Content-Disposition': `${INLINE.test(mime) ? 'inline' : 'attachment'}; filename="${filename.replace(/[^\w.-]/g, '_')}"`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, max-age=3600',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Accept-Ranges': 'bytes',
  };
  const size = bytes.byteLength;
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(c.req.header('range') ?? '') ?? [];
  if (from === '' && to === '') return c.body(new Uint8Array(bytes), 200, headers);
  const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (first > last) return c.body(null, 416, { ...headers, 'Content-Range': `bytes */${size}` });
  const part = new Uint8Array(bytes.subarray(first, last + 1));
  return c.body(part, 206, { ...headers, 'Content-Range': `bytes ${first}-${last}/${size}` });
}
