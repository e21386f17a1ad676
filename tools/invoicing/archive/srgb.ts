/**
 * The sRGB colour profile (IEC 61966-2-1) as an ICC version 2.1 display profile, computed: three primaries adapted to
 * D50 and one tone curve. PDF/A wants a device's colours tied to such a profile (ISO 19005-3, 6.2.4.3).
 */

const CURVE_POINTS = 1024;
/** Columns of the sRGB to XYZ matrix, Bradford-adapted to D50 (ICC.1:2001-04 annex E), and the D50 white. */
const PRIMARIES = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
  wtpt: [0.9642, 1, 0.82491],
} as const;

/** The profile's bytes; the same at every call. */
export function srgbProfile(): Uint8Array {
  const tags: [signature: string, body: Buffer][] = [
    ['desc', description('sRGB IEC61966-2.1')],
    ['cprt', text('No copyright: computed from IEC 61966-2-1')],
    ...Object.entries(PRIMARIES).map(([name, values]): [string, Buffer] => [name, xyz(values)]),
    ['rTRC', curve()],
    ['gTRC', curve()],
    ['bTRC', curve()],
  ];
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length, 0);
  const bodies: Buffer[] = [];
  const placed = new Map<string, number>();
  let at = 128 + table.length;
  tags.forEach(([name, body], index) => {
    // The three curves are one.
    const key = name.endsWith('TRC') ? 'TRC' : name;
    const offset = placed.get(key) ?? at;
    if (!placed.has(key)) {
      placed.set(key, at);
      bodies.push(padded(body));
      at += padded(body).length;
    }
    table.write(name, 4 + 12 * index, 'latin1');
    table.writeUInt32BE(offset, 8 + 12 * index);
    table.writeUInt32BE(body.length, 12 + 12 * index);
  });
  return Buffer.concat([header(at), table, ...bodies]);
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.writeUInt32BE(size, 0);
  bytes.writeUInt32BE(0x02100000, 8);
  bytes.write('mntrRGB XYZ ', 12, 'latin1');
  // A fixed day: the bytes must not depend on when they were made.
  for (const [index, part] of [2026, 1, 1, 0, 0, 0].entries()) bytes.writeUInt16BE(part, 24 + 2 * index);
  bytes.write('acsp', 36, 'latin1');
  for (const [index, value] of PRIMARIES.wtpt.entries()) bytes.writeInt32BE(fixed(value), 68 + 4 * index);
  return bytes;
}

/** s15Fixed16Number. */
const fixed = (value: number): number => Math.round(value * 65_536);

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function xyz(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.write('XYZ ', 0, 'latin1');
  for (const [index, value] of values.entries()) bytes.writeInt32BE(fixed(value), 8 + 4 * index);
  return bytes;
}

function text(words: string): Buffer {
  return Buffer.concat([Buffer.from('text\0\0\0\0', 'latin1'), Buffer.from(`${words}\0`, 'latin1')]);
}

/** textDescriptionType: ASCII, then empty Unicode and Macintosh parts. */
function description(words: string): Buffer {
  const ascii = Buffer.from(`${words}\0`, 'latin1');
  const bytes = Buffer.alloc(12 + ascii.length + 8 + 3 + 67);
  bytes.write('desc', 0, 'latin1');
  bytes.writeUInt32BE(ascii.length, 8);
  ascii.copy(bytes, 12);
  return bytes;
}

/** The tone curve from device value to light, in 16-bit steps. */
function curve(): Buffer {
  const bytes = Buffer.alloc(12 + 2 * CURVE_POINTS);
  bytes.write('curv', 0, 'latin1');
  bytes.writeUInt32BE(CURVE_POINTS, 8);
  for (let point = 0; point < CURVE_POINTS; point += 1) {
    const value = point / (CURVE_POINTS - 1);
    const light = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    bytes.writeUInt16BE(Math.round(light * 65_535), 12 + 2 * point);
  }
  return bytes;
}
