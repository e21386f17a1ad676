import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileKind } from './file-kind.ts';

const text = (words: string) => new TextEncoder().encode(words);

test('a head that says what a file is wins over what it is called', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  assert.equal(fileKind(png, 'image/jpeg'), 'image/png');
  assert.equal(fileKind(text('%PDF-1.7'), undefined), 'application/pdf');
  assert.equal(fileKind(text('%PDF-1.7'), 'image/png'), 'application/pdf');
  assert.equal(fileKind(text('MZ\0'), 'application/pdf'), 'application/x-msdownload');
  assert.equal(fileKind(text('RIFF0000WEBPVP8 '), 'image/webp'), 'image/webp');
});

test('markup is markup under every name', () => {
  for (const page of ['<!DOCTYPE html><p>', '  <html>', '\u{feff}<svg onload=x>', '<?xml version="1.0"?>', '<script>'])
    assert.equal(fileKind(text(page), 'image/jpeg'), 'text/html', page);
  assert.equal(fileKind(text('<3 merci'), 'text/plain'), 'text/plain');
});

test('where the head says nothing, or less, the declared kind stays', () => {
  assert.equal(fileKind(text('OggS'), 'audio/ogg; codecs=opus'), 'audio/ogg; codecs=opus');
  assert.equal(fileKind(text('OggS'), 'application/octet-stream'), 'audio/ogg');
  assert.equal(fileKind(text('0000ftypM4A '), 'audio/mp4'), 'audio/mp4');
  assert.equal(fileKind(text('0000ftypisom'), 'application/octet-stream'), 'video/mp4');
  assert.equal(
    fileKind(text('PK..'), 'application/vnd.oasis.opendocument.text'),
    'application/vnd.oasis.opendocument.text',
  );
  assert.equal(fileKind(new Uint8Array(), undefined), 'application/octet-stream');
});
