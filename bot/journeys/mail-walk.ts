/** What the journeys by e-mail do over and over: letters handed over by providers, the letters that answer them. */
import assert from 'node:assert/strict';
import type { ShopFileInput } from '../../tools/shops/shop-file.ts';
import { type Call, mailgun, postmark, type Sent, sendGrid } from '../fakes/inbound-mail.ts';
import { type FakeSmtp, startFakeSmtp, type TakenLetter } from '../fakes/smtp.ts';
import { aShop, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

export const KEY = 'inbound-key-0123456789';
export const ADDRESS = 'bonjour@maison.example';
export const PATH = '/webhooks/email/maison';
export const WAIT_MS = 25_000;

export type MailWalk = {
  walk: Walk;
  smtp: FakeSmtp;
  now(): number;
  /** Makes a provider's call; the status of the answer. */
  post(call: Call): Promise<number>;
  /** The first letter to somebody from then on, once nothing is left to do. */
  answerTo(call: Call, to: string): Promise<TakenLetter>;
  /** A letter as each provider hands it over, believed. */
  shapes: Record<'postmark' | 'mailgun' | 'sendGrid', (mail: Sent) => Call>;
  close(): Promise<void>;
};

/** A shop with WhatsApp for its members and a mailbox for its customers. `more`: further connections. */
export async function startMailWalk(
  more: (smtpUrl: string) => NonNullable<ShopFileInput['connections']> = () => [],
  settings: Record<string, string> = {},
): Promise<MailWalk> {
  const smtp = await startFakeSmtp();
  const connections = [
    { channel: 'whatsapp' as const, phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' },
    { channel: 'email' as const, address: ADDRESS, smtp_url: smtp.url, inbound_key: KEY },
    ...more(smtp.url),
  ];
  const walk = await startWalk({ shops: [aShop('maison', { connections })], more: settings });
  const now = () => walk.parts.hub.now();
  const post = async ({ path, body, headers }: Call) => {
    const answer = await fetch(`${walk.url}${path}`, { method: 'POST', body: new Uint8Array(body), headers });
    await answer.text();
    return answer.status;
  };
  return {
    walk,
    smtp,
    now,
    post,
    answerTo: async (call, to) => {
      const since = smtp.sentTo(to).length;
      assert.equal(await post(call), 200);
      await smtp.waitFor((letter) => letter.to === to && smtp.sentTo(to).indexOf(letter) >= since, WAIT_MS);
      await walk.quiet();
      return smtp.sentTo(to)[since]!;
    },
    shapes: {
      postmark: (mail) => postmark(PATH, KEY, mail),
      mailgun: (mail) => mailgun(PATH, KEY, mail, { at: now() }),
      sendGrid: (mail) => sendGrid(PATH, KEY, mail),
    },
    close: async () => {
      await walk.close();
      await smtp.close();
    },
  };
}
