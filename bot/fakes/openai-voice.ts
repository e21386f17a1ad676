/** The transcriptions endpoint of the fake server: what the real one refuses, and a script of what is heard. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Hono } from 'hono';

/** A recording as it was posted. */
export type HeardRequest = {
  filename: string;
  mime: string;
  bytes: Uint8Array;
  model: string;
  language: string;
  prompt: string;
  format: string;
};

/** What one recording is answered with: the words, and how sure the server is of them. */
export type Hearing = {
  text?: string;
  logprob?: number;
  noSpeech?: number;
  seconds?: number;
  /** An HTTP error instead. */
  status?: number;
  delayMs?: number;
};

export type Ears = {
  /** Every recording that was accepted, in order. */
  recordings: HeardRequest[];
  /** Adds to the script of what is heard; at its end the answer is an error 500. */
  hears(...hearings: Hearing[]): void;
};

const ENDINGS = /\.(flac|mp3|mp4|mpeg|mpga|m4a|ogg|wav|webm)$/;
const MOST_BYTES = 25 * 1024 * 1024;

/** Adds the endpoint to the server's app. */
export function openEars(app: Hono, { apiKey, refused }: { apiKey: string; refused: string[] }): Ears {
  const recordings: HeardRequest[] = [];
  const script: Hearing[] = [];
  app.post('/v1/audio/transcriptions', async (c) => {
    const refuse = (why: string, status: 400 | 401 = 400) => {
      refused.push(why);
      return c.json({ error: { message: why, type: 'fake_error', param: null, code: null } }, status);
    };
    if (c.req.header('authorization') !== `Bearer ${apiKey}`) return refuse('Authorization', 401);
    if (!c.req.header('content-type')?.startsWith('multipart/form-data; boundary=')) return refuse('Content-Type');
    const form = await c.req.parseBody().catch(() => null);
    const read = await readForm(form ?? {});
    if (typeof read === 'string') return refuse(read);
    recordings.push(read);
    const next = script.shift() ?? { status: 500 };
    if (next.delayMs) await pause(next.delayMs, null, { ref: false });
    if (next.status) return c.json({ error: { message: 'The server had an error' } }, next.status as 500);
    return c.json(answer(next, read));
  });
  return { recordings, hears: (...hearings) => void script.push(...hearings) };
}

type Form = Record<string, unknown>;

/** The form as the endpoint takes it, or why it does not. */
async function readForm(form: Form): Promise<HeardRequest | string> {
  const { file } = form;
  const text = (name: string) => (typeof form[name] === 'string' ? String(form[name]) : '');
  const [model, language, prompt, format] = ['model', 'language', 'prompt', 'response_format'].map(text);
  if (!(file instanceof File) || file.size === 0) return 'file: missing or empty';
  if (file.size > MOST_BYTES) return 'file: larger than 25 MB';
  if (!ENDINGS.test(file.name)) return `file: ${file.name} is of no known format`;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const isOgg = Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'OggS';
  if (file.name.endsWith('.ogg') !== isOgg) return 'file: its content is not what its name says';
  if (!model) return 'model: missing';
  if (language && !/^[a-z]{2}$/.test(language)) return `language: ${language} is no ISO-639-1 code`;
  const formats = /^gpt-4o/.test(model) ? ['json'] : ['json', 'text', 'srt', 'verbose_json', 'vtt'];
  if (format && !formats.includes(format)) return `response_format: ${format} is not for ${model}`;
  return {
    filename: file.name,
    mime: file.type,
    bytes,
    model,
    language: language ?? '',
    prompt: prompt ?? '',
    format: format || 'json',
  };
}

function answer(
  { text = '', logprob = -0.2, noSpeech = 0.02, seconds = 4 }: Hearing,
  { format, language }: HeardRequest,
) {
  const usage = { type: 'duration', seconds: Math.ceil(seconds) };
  if (format !== 'verbose_json') return { text, usage };
  const measures = { avg_logprob: logprob, no_speech_prob: noSpeech, compression_ratio: 1.2, temperature: 0 };
  const segment = { id: 0, seek: 0, start: 0, end: seconds, text: ` ${text}`, tokens: [50364], ...measures };
  return { task: 'transcribe', language, duration: seconds, text, segments: text ? [segment] : [], usage };
}
