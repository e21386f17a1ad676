import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';
import decodeQR from 'qr/decode.js';
import { epcText, isIban } from './payments/transfer.ts';
import { qrModules, qrPng, qrSvg } from './qr.ts';

/** The pixels of a one-bit PNG as an image that a scanner reads. */
function pixelsOf(png: Buffer) {
  const side = png.readUInt32BE(16);
  const at = png.indexOf('IDAT');
  const raw = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const perRow = Math.ceil(side / 8) + 1;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1)
    for (let x = 0; x < side; x += 1) {
      const white = (raw[y * perRow + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1;
      data.fill(white * 255, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  return { width: side, height: side, data };
}

test('a scanner reads back what the PNG says: addresses and bank transfers', () => {
  const epc = epcText({
    name: 'Pâtisserie Lilas',
    iban: 'FR1420041010050500013M02606',
    bic: 'PSSTFRPPXXX',
    cents: 1890,
    reference: '2026-0156',
  })!;
  for (const text of ['https://wa.me/33612345678', 'https://hub.example.fr/pay/1-2-3-abcdefghijklmnopqrstuvwx', epc])
    assert.equal(decodeQR(pixelsOf(Buffer.from(qrPng(text)))), text);
});

test('the drawing has the same dark modules as the code', () => {
  const text = 'https://wa.me/33612345678';
  const dark = qrModules(text).flat().filter(Boolean).length;
  const drawn = [...qrSvg(text).matchAll(/h(\d+)v1h-/g)].reduce((sum, found) => sum + Number(found[1]), 0);
  assert.equal(drawn, dark);
});

test('the EPC text line by line (EPC069-12, version 002); amounts it cannot carry', () => {
  const asked = { name: 'Lilas', iban: 'FR1420041010050500013M02606', bic: null, cents: 5, reference: '2026-0001' };
  assert.equal(epcText(asked), 'BCD\n002\n1\nSCT\n\nLilas\nFR1420041010050500013M02606\nEUR0.05\n\n\n2026-0001');
  assert.ok(Buffer.byteLength(epcText({ ...asked, name: 'é'.repeat(200), reference: 'x'.repeat(300) })!) <= 331);
  assert.equal(epcText({ ...asked, cents: 0 }), null);
  assert.equal(epcText({ ...asked, cents: 100_000_000_000 }), null);
});

test('IBANs by their check digits and length: the registry’s examples, one digit wrong, one missing', () => {
  for (const good of ['FR1420041010050500013M02606', 'TN5910006035183598478831', 'DE89370400440532013000'])
    assert.ok(isIban(good), good);
  for (const bad of ['FR1420041010050500013M02607', 'FR142004101005050001302606', 'TN59100060351835984788', 'x', ''])
    assert.ok(!isIban(bad), bad);
});
