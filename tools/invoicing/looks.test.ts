/** A merchant's template cannot break the legal part of a paper. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { fitted, sniffLogo } from './logo.ts';
import { readable } from './page/looks.ts';
import { paperHtml } from './page.tsx';
import { openPrinter } from './pdf.ts';
import { aPaper } from './testing-papers.ts';

const printer = openPrinter({ log: () => {} });
after(() => printer.close());

const LOOK = { name: 'modern' as const, revision: 1 };
const hostile = [
  '</p></body><style>*{display:none!important}</style><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>" onload="x',
  '\u202E\u2066TVA non applicable\u202E',
  'W'.repeat(300),
  '</style><style>@page{size:1mm}body{display:none}',
];

/** The text of a page without tags and style. */
const seen = (html: string) => html.replace(/<style[\s\S]*?<\/style>/g, '').replace(/<[^>]+>/g, ' ');

for (const words of hostile) {
  test(`footer and thanks stay words: ${JSON.stringify(words.slice(0, 40))}`, () => {
    const plain = aPaper();
    const html = paperHtml(aPaper({ template: { ...LOOK, footer: words, thanks: words } }));
    assert.equal(html.match(/<style/g)?.length, 1);
    assert.doesNotMatch(html, /<script|<img|\u202e|\u2066(?!.*\u2069)/i);
    for (const said of ['F-2026-0156', 'Sophie Martin', 'Total TTC', ...plain.mentions])
      assert.ok(seen(html).includes(said), said);
  });
}

test('no colour makes a paper that cannot be read: 4.5 to 1 on white, as what stands on it', () => {
  const level = (colour: string) => {
    const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
    const [r = 0, g = 0, b = 0] = parts.map((part) =>
      part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
    );
    return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
  };
  for (const colour of ['#ffffff', '#ffee88', '#fefefe', '#00ff00', '#ff00ff', '#777777', '#000000', '#8a3b2e'])
    assert.ok(level(readable(colour)) >= 4.5, colour);
});

/** A PNG of this size, all of one colour. */
function aPng(width: number, height: number): Buffer {
  const crcs = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const crc = (body.reduce((sum, byte) => crcs[(sum ^ byte) & 0xff]! ^ (sum >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
    const [length, end] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    end.writeUInt32BE(crc);
    return Buffer.concat([length, body, end]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x55);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('a logo is what its bytes are, within its sizes; whatever it is called', () => {
  assert.deepEqual(sniffLogo(aPng(200, 80)), { mime: 'image/png', width: 200, height: 80 });
  assert.deepEqual(sniffLogo(Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108003200640301', 'hex')), {
    mime: 'image/jpeg',
    width: 100,
    height: 50,
  });
  for (const [bytes, fault] of [
    [Buffer.alloc(0), 'empty'],
    [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'kind'],
    [Buffer.from('GIF89a'), 'kind'],
    [Buffer.from('ffd8ffff', 'hex'), 'kind'],
    [Buffer.alloc(2_000_001), 'too_large'],
    [aPng(5000, 20), 'pixels'],
    [aPng(8, 8), 'pixels'],
  ] as const)
    assert.deepEqual(sniffLogo(bytes), { fault });
  assert.deepEqual(fitted({ width: 4000, height: 100 }), { width: 360, height: 9 });
  assert.deepEqual(fitted({ width: 100, height: 4000 }), { width: 8, height: 150 });
});

test('the tallest, widest logo and the longest words leave a short paper on one page, in every look and language', async () => {
  for (const name of ['classic', 'modern', 'warm'] as const) {
    for (const [width, height] of [
      [720, 300],
      [16, 300],
    ] as const) {
      const template = {
        name,
        revision: 1,
        logo: 'a'.repeat(64),
        footer: 'Ouvert '.repeat(40).trim(),
        thanks: 'Merci !',
      };
      const html = paperHtml(aPaper({ template, language: 'ar' }), aPng(width, height));
      const pdf = Buffer.from(await printer.print(html)).toString('latin1');
      assert.equal(/\/Count (\d+)/.exec(pdf)?.[1], '1', `${name} ${width}x${height}`);
    }
  }
});
