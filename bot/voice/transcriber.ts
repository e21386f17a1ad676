/** Speech to text by any server that speaks OpenAI's `POST /audio/transcriptions`. */
import { z } from 'zod';
import type { Language } from '../../tools/context.ts';

/** What a server heard. `segments` are absent where it tells nothing of how sure it is. */
export type Transcription = {
  text: string;
  /** The length of the recording in seconds, where the server says it. */
  seconds: number | null;
  tokens: { in: number; out: number };
  segments?: Segment[];
};

/** A stretch of the recording, by Whisper's own measures. */
export type Segment = {
  text: string;
  seconds: number;
  /** Mean natural logarithm of the tokens' probabilities: 0 is certain. */
  logprob?: number | undefined;
  /** 0 to 1: how much this stretch sounds like nobody speaking. */
  noSpeech?: number | undefined;
  /** How well the text compresses: what is said over and over compresses best. */
  compression?: number | undefined;
};

export type Audio = { bytes: Uint8Array; mime: string };

export type Transcriber = {
  model: string;
  /** Writes down a recording. `prompt`: words that may be said in it. Throws an Error without any content. */
  transcribe(audio: Audio, hints: { language: Language; prompt: string }): Promise<Transcription>;
};

export type TranscriberOptions = {
  apiKey: string | null;
  /** OpenAI's own when null. */
  baseUrl: string | null;
  model: string;
  /** How long one try may take. */
  timeoutMs?: number;
};

const OPENAI = 'https://api.openai.com/v1';
const TIMEOUT_MS = 20_000;
const TRIES = 2;
/** What a voice message may hold on WhatsApp (16 MB); servers take up to 25. */
export const AUDIO_BYTES = 16 * 1024 * 1024;

/** These models answer plain json alone, with the probability of each token when asked. */
const PLAIN_ONLY = /^gpt-4o.*transcribe/;

const answered = z.object({
  text: z.string(),
  duration: z.coerce.number().nonnegative().optional().catch(undefined),
  segments: z
    .array(
      z.object({
        text: z.string(),
        start: z.number().optional(),
        end: z.number().optional(),
        avg_logprob: z.number().optional(),
        no_speech_prob: z.number().optional(),
        compression_ratio: z.number().optional(),
      }),
    )
    .optional()
    .catch(undefined),
  logprobs: z
    .array(z.object({ logprob: z.number() }))
    .nullish()
    .catch(undefined),
  usage: z
    .object({ seconds: z.number().optional(), input_tokens: z.int().optional(), output_tokens: z.int().optional() })
    .nullish()
    .catch(undefined),
});

type Format = 'verbose_json' | 'json';

/** A transcriber at `baseUrl`. One more try where another can help; a server that refuses details is asked plainly. */
export function createTranscriber(options: TranscriberOptions): Transcriber {
  const { model } = options;
  return {
    model,
    async transcribe(audio, hints) {
      if (audio.bytes.byteLength === 0) throw new Error('The recording is empty.');
      if (audio.bytes.byteLength > AUDIO_BYTES) throw new Error('The recording is larger than 16 MB.');
      let format: Format = PLAIN_ONLY.test(model) ? 'json' : 'verbose_json';
      for (let tries = 1; ; tries++) {
        const last = tries >= TRIES;
        try {
          const response = await post(options, formOf(audio, { ...hints, model, format }));
          if (response.ok) return read(await response.json());
          await response.body?.cancel();
          if (last || !mayHelp(response.status, format)) throw refusal(response.status);
          if (response.status === 400) format = 'json';
        } catch (error) {
          if (last || isRefusal(error) || error instanceof z.ZodError) throw plainly(error);
        }
      }
    },
  };
}

/** The server's answer was an error; only its status is told. */
function refusal(status: number): Error {
  return Object.assign(new Error(`The transcriber answered ${status}.`), { status });
}

const isRefusal = (error: unknown): error is Error => error instanceof Error && 'status' in error;

/** A refused form may be one whose server knows no verbose_json. */
function mayHelp(status: number, format: Format): boolean {
  return status === 429 || status >= 500 || (status === 400 && format === 'verbose_json');
}

/** What went wrong without what was said: a provider's message may quote a key or a customer. */
function plainly(error: unknown): Error {
  if (isRefusal(error)) return error;
  const name = error instanceof Error ? error.name : 'Error';
  return new Error(`The transcriber gave no answer that can be read (${name}).`);
}

function post({ apiKey, baseUrl, timeoutMs = TIMEOUT_MS }: TranscriberOptions, body: FormData): Promise<Response> {
  return fetch(`${(baseUrl ?? OPENAI).replace(/\/+$/, '')}/audio/transcriptions`, {
    method: 'POST',
    body,
    redirect: 'error',
    headers: apiKey ? { authorization: `Bearer ${apiKey}` } : {},
    signal: AbortSignal.timeout(timeoutMs),
  });
}

function formOf(
  { bytes, mime }: Audio,
  asked: { language: Language; prompt: string; model: string; format: Format },
): FormData {
  const form = new FormData();
  const type = mime.split(';')[0]!.trim().toLowerCase() || 'audio/ogg';
  form.append('file', new File([new Uint8Array(bytes)], `note.${endingOf(type)}`, { type }));
  form.append('model', asked.model);
  form.append('language', asked.language);
  if (asked.prompt) form.append('prompt', asked.prompt);
  form.append('response_format', asked.format);
  form.append('temperature', '0');
  if (PLAIN_ONLY.test(asked.model)) form.append('include[]', 'logprobs');
  return form;
}

const ENDINGS: Record<string, string> = {
  mpeg: 'mp3',
  mp3: 'mp3',
  mp4: 'm4a',
  'x-m4a': 'm4a',
  m4a: 'm4a',
  aac: 'aac',
  wav: 'wav',
  'x-wav': 'wav',
  wave: 'wav',
  webm: 'webm',
  flac: 'flac',
  amr: 'amr',
};

/** Servers go by the file's ending. */
function endingOf(type: string): string {
  return ENDINGS[type.split('/')[1] ?? ''] ?? 'ogg';
}

function read(body: unknown): Transcription {
  const { text, duration, segments, logprobs, usage } = answered.parse(body);
  const seconds = duration ?? usage?.seconds ?? null;
  const stretches: Segment[] | undefined = segments?.map((one) => ({
    text: one.text,
    seconds: Math.max(0, (one.end ?? 0) - (one.start ?? 0)),
    logprob: one.avg_logprob,
    noSpeech: one.no_speech_prob,
    compression: one.compression_ratio,
  }));
  const whole = logprobs?.length
    ? [{ text, seconds: seconds ?? 1, logprob: logprobs.reduce((sum, one) => sum + one.logprob, 0) / logprobs.length }]
    : undefined;
  const known = stretches?.length ? stretches : whole;
  return {
    text,
    seconds,
    tokens: { in: usage?.input_tokens ?? 0, out: usage?.output_tokens ?? 0 },
    ...(known ? { segments: known } : {}),
  };
}
