/** What Twilio is told to do with a call (TwiML; www.twilio.com/docs/voice/twiml). */
import type { ShopFacts } from '../../../tools/context.ts';
import { textsFor } from '../../../tools/texts/index.ts';

/** The longest message a caller may leave, seconds; two minutes of mp3 are half a megabyte. */
const LONGEST_SECONDS = 120;
/** So much silence ends it. */
const SILENCE_SECONDS = 4;

/** Twilio's voices by language. */
const VOICES = {
  fr: 'language="fr-FR" voice="Polly.Lea"',
  en: 'language="en-GB" voice="Polly.Amy"',
  ar: 'language="arb" voice="Polly.Zeina"',
};

/** Says who answers and that it records, beeps, records, and has the recording told to `recorded`; then `ended` goes on. */
export function greeting(shop: Pick<ShopFacts, 'name' | 'language'>, { recorded, ended }: Addresses): string {
  const { phone } = textsFor(shop.language);
  const record = [
    `maxLength="${LONGEST_SECONDS}" timeout="${SILENCE_SECONDS}" playBeep="true" trim="trim-silence" finishOnKey="#"`,
    `action="${escaped(ended)}" method="POST"`,
    `recordingStatusCallback="${escaped(recorded)}" recordingStatusCallbackEvent="completed"`,
    'recordingStatusCallbackMethod="POST"',
  ].join(' ');
  // What follows the recording is reached when nothing at all was said.
  return response(`${say(shop, phone.greeting(shop.name))}<Record ${record}/>${say(shop, phone.nothingSaid)}<Hangup/>`);
}

type Addresses = { recorded: string; ended: string };

export function farewell(shop: Pick<ShopFacts, 'name' | 'language'>): string {
  return response(`${say(shop, textsFor(shop.language).phone.thanks)}<Hangup/>`);
}

/** Nothing to do: the answer to a message or a report. */
export const NOTHING = response('');

function response(verbs: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs}</Response>`;
}

function say({ language }: Pick<ShopFacts, 'language'>, words: string): string {
  return `<Say ${VOICES[language]}>${escaped(words)}</Say>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
