import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakeOpenAI, startFakeOpenAI } from '../fakes/openai.ts';
import { voiceNote } from '../testing/ogg.ts';
import { AUDIO_BYTES, createTranscriber, type TranscriberOptions } from './transcriber.ts';

let server: FakeOpenAI;
before(async () => {
  server = await startFakeOpenAI();
});
after(() => server.close());

const HINTS = { language: 'fr', prompt: 'Fraisier' } as const;
const NOTE = { bytes: voiceNote(), mime: 'audio/ogg; codecs=opus' };
const hear = (changes: Partial<TranscriberOptions> = {}, audio = NOTE) =>
  createTranscriber({ apiKey: server.apiKey, baseUrl: server.url, model: 'whisper-1', ...changes }).transcribe(
    audio,
    HINTS,
  );
const asked = async (work: () => Promise<unknown>) => {
  const before = server.recordings.length;
  await assert.rejects(work);
  return server.recordings.length - before;
};

test('posts the recording and reads words, length and measures', async () => {
  server.hears({ text: 'Deux fraisiers', seconds: 3.5, logprob: -0.3, noSpeech: 0.1 });
  assert.deepEqual(await hear(), {
    text: 'Deux fraisiers',
    seconds: 3.5,
    tokens: { in: 0, out: 0 },
    segments: [{ text: ' Deux fraisiers', seconds: 3.5, logprob: -0.3, noSpeech: 0.1, compression: 1.2 }],
  });
  assert.equal(server.recordings.at(-1)?.prompt, 'Fraisier');
});

test('a model that answers plain json alone is asked for that, and is enough', async () => {
  server.hears({ text: 'Deux fraisiers', seconds: 3.5 });
  const { text, seconds, segments } = await hear({ model: 'gpt-4o-mini-transcribe' });
  assert.deepEqual([text, seconds, segments], ['Deux fraisiers', 4, undefined]);
  assert.equal(server.recordings.at(-1)?.format, 'json');
});

test('a server that knows no verbose_json is asked again without', async () => {
  server.hears({ status: 400 }, { text: 'Oui' });
  assert.equal((await hear()).text, 'Oui');
  assert.deepEqual(
    server.recordings.slice(-2).map((one) => one.format),
    ['verbose_json', 'json'],
  );
});

test('one more try where it can help, none where it cannot', async () => {
  server.hears({ status: 503 }, { status: 429 });
  assert.equal(await asked(() => hear()), 2);
  server.hears({ status: 404 });
  assert.equal(await asked(() => hear()), 1);
  assert.equal(await asked(() => hear({ apiKey: 'wrong' })), 0);
  server.hears({ delayMs: 5_000 }, { delayMs: 5_000 });
  assert.equal(await asked(() => hear({ timeoutMs: 100 })), 2);
});

test('what is empty or too large is never posted', async () => {
  assert.equal(await asked(() => hear({}, { ...NOTE, bytes: new Uint8Array() })), 0);
  assert.equal(await asked(() => hear({}, { ...NOTE, bytes: new Uint8Array(AUDIO_BYTES + 1) })), 0);
});

test('the file is named by what it is', async () => {
  for (const [mime, filename] of [
    ['audio/mpeg', 'note.mp3'],
    ['audio/mp4', 'note.m4a'],
    ['video/mp4', 'note.m4a'],
    ['audio/wav', 'note.wav'],
  ] as const) {
    server.hears({ text: 'Oui' });
    await hear({}, { bytes: new Uint8Array([1, 2, 3]), mime });
    assert.equal(server.recordings.at(-1)?.filename, filename);
  }
});

test('an error says nothing of the key or of what was said', async () => {
  await assert.rejects(hear({ baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'sk-secret' }), (error: Error) => {
    assert.doesNotMatch(`${error.message} ${error.stack}`, /sk-secret|Fraisier/);
    return /no answer/.test(error.message);
  });
});
