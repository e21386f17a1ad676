import { crc32, deflateSync } from 'node:zlib';
import encodeQR from 'qr';

/** Light modules around a code: four, as ISO/IEC 18004 wants them. */
const BORDER = 4;

export type QrImage = { svg: string; png: Uint8Array };

/** Dark (true) and light modules of a code with its border. Error correction M; throws when the text is too long. */
export function qrModules(text: string): boolean[][] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: BORDER });
}

/** A text as a QR code, as a drawing. */
export function qrSvg(text: string): string {
  const rows = qrModules(text);
  const size = rows.length;
  const dark = rows.flatMap((row, y) => runsOf(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${dark.join('')}"/></svg>`;
}

/** The same as a black and white PNG, `scale` pixels a module. */
export function qrPng(text: string, scale = 12): Uint8Array {
  const rows = qrModules(text);
  const side = rows.length * scale;
  const bytesPerRow = Math.ceil(side / 8);
  const raw = Buffer.alloc((bytesPerRow + 1) * side);
  for (let y = 0; y < side; y += 1) {
    const row = rows[Math.floor(y / scale)]!;
    // The first byte of a row is its filter: none. A set bit is white.
    for (let x = 0; x < side; x += 1) {
      if (!row[Math.floor(x / scale)]) raw[y * (bytesPerRow + 1) + 1 + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  // One bit a pixel, grey.
  head[8] = 1;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A QR code as an address that a page can show. */
export function qrDataUrl(text: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(qrSvg(text)).toString('base64')}`;
}

function runsOf(row: boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = [];
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x]) x += 1;
    runs.push([start, x - start]);
  }
  return runs;
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'ascii'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, sum]);
}
