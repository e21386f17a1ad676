import { z } from 'zod';
import { type Check, fail, ok, warn } from '../../tools/connections/checkup.ts';
import { inEveryLanguage, type Texts, type Words } from '../../tools/texts/index.ts';
import { call } from '../channels/phone/send.ts';
import { phoneUrl } from '../http/phone.ts';
import type { ConnectionExaminer, ConnectionVisit } from './visit.ts';

const say = (words: (texts: Texts['phone']) => string): Words => inEveryLanguage((texts) => words(texts.phone));
const TIMEOUT_MS = 8_000;

const numbers = z.object({
  incoming_phone_numbers: z.array(
    z.object({
      phone_number: z.string(),
      voice_url: z.string().nullish(),
      sms_url: z.string().nullish(),
      capabilities: z.object({ voice: z.boolean().nullish(), sms: z.boolean().nullish() }).nullish(),
    }),
  ),
});
type OwnNumber = z.infer<typeof numbers>['incoming_phone_numbers'][number];

/** A Twilio number: the account opens, the number is its own, and calls and text messages are sent to us. */
export const examinePhone: ConnectionExaminer = async (visit) => {
  const { connection } = visit;
  const account = connection.secrets.account_sid;
  if (!account)
    return [
      warn(
        'account',
        say((texts) => texts.doctor.noSid),
        say((texts) => texts.doctor.noSidNext),
      ),
      heard(visit),
    ];
  const address = { twilioUrl: visit.settings.providers.twilioUrl, timeoutMs: TIMEOUT_MS };
  const asked = `IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(connection.account)}`;
  const response = await call(address, connection, account, asked, {});
  if (!response.ok)
    return [
      fail(
        'account',
        say((texts) => texts.doctor.refused(String(response.status))),
        say((texts) => texts.doctor.refusedNext),
      ),
    ];
  const known = numbers.parse(await response.json()).incoming_phone_numbers;
  const mine = known.find(({ phone_number }) => phone_number === connection.account);
  const opened = ok(
    'account',
    say((texts) => texts.doctor.account),
  );
  if (!mine)
    return [
      opened,
      fail(
        'number',
        say((texts) => texts.doctor.noNumber(connection.account)),
        say((texts) => texts.doctor.noNumberNext),
      ),
    ];
  return [opened, ...hooks(visit, mine), ...texting(visit, mine), heard(visit)];
};

/** Where the number is set to call. */
function hooks({ hub, shop, connection }: ConnectionVisit, { voice_url, sms_url }: OwnNumber): Check[] {
  const wanted = phoneUrl(hub.publicUrl, shop.slug);
  const next = say((texts) => texts.doctor.hookNext(wanted));
  const voice =
    voice_url === wanted
      ? ok(
          'voice',
          say((texts) => texts.doctor.voice),
        )
      : fail(
          'voice',
          say((texts) => texts.doctor.voiceElsewhere(voice_url || '—')),
          next,
        );
  if (!connection.secrets.sms) return [voice];
  const sms =
    sms_url === wanted
      ? ok(
          'sms',
          say((texts) => texts.doctor.smsHook),
        )
      : warn(
          'sms',
          say((texts) => texts.doctor.smsElsewhere(sms_url || '—')),
          next,
        );
  return [voice, sms];
}

/** Whether callers can be answered in writing. */
function texting({ connection }: ConnectionVisit, { capabilities }: OwnNumber): Check[] {
  if (!connection.secrets.sms)
    return [
      warn(
        'answers',
        say((texts) => texts.doctor.noSms),
        say((texts) => texts.doctor.noSmsNext),
      ),
    ];
  return capabilities?.sms === false
    ? [
        fail(
          'answers',
          say((texts) => texts.doctor.cannotSms),
          say((texts) => texts.doctor.cannotSmsNext),
        ),
      ]
    : [
        ok(
          'answers',
          say((texts) => texts.doctor.sms),
        ),
      ];
}

/** What turns a recording into words. */
function heard({ hub, shop }: ConnectionVisit): Check {
  const { model } = shop.settings.assistant;
  return hub.languageModel?.transcriber && model
    ? ok(
        'transcriber',
        say((texts) => texts.doctor.transcriber(hub.languageModel!.transcriber!)),
      )
    : warn(
        'transcriber',
        say((texts) => texts.doctor.noTranscriber),
        say((texts) => texts.doctor.noTranscriberNext),
      );
}
