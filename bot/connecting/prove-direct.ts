/** A mailbox, a telephone number and a TikTok shop prove themselves before they are kept: somebody logs in with them. */
import { z } from 'zod';
import { Refusal } from '../../tools/errors.ts';
import type { Texts } from '../../tools/texts/index.ts';
import type { Connection } from '../channels/channel.ts';
import { checkImap } from '../channels/email/imap.ts';
import { checkSmtp } from '../channels/email/smtp.ts';
import { call } from '../channels/phone/send.ts';
import { createTikTokShop, TikTokError } from '../channels/tiktok/index.ts';
import type { Settings } from '../settings.ts';
import type { WholeConnection } from './prove.ts';

const TIMEOUT_MS = 8_000;

/** The server could not be asked: what was typed may be right, and may be kept all the same. */
export class NotReached extends Refusal {
  constructor(message: string) {
    super('unavailable', message);
  }
}

export type Direct = Extract<WholeConnection, { channel: 'email' | 'phone' | 'tiktok' }>;
export const isDirect = (connection: WholeConnection): connection is Direct =>
  connection.channel === 'email' || connection.channel === 'phone' || connection.channel === 'tiktok';

/**
 * Logs in with what was typed. Throws a Refusal that says in the member's language what is wrong and what to do, or
 * NotReached where nobody answered.
 */
export async function proveDirect(
  connection: Direct,
  given: { settings: Settings; now(): number; texts: Texts },
): Promise<void> {
  if (connection.channel === 'email') return proveMailbox(connection, given.texts);
  if (connection.channel === 'phone') return proveNumber(connection, given);
  return proveShop(connection, given);
}

type Of<C extends Direct['channel']> = Extract<Direct, { channel: C }>;
const sentence = (says: string, next: string) => `${says} ${next}`;

async function proveMailbox({ imap_url, smtp_url, inbound_key }: Of<'email'>, { email }: Texts): Promise<void> {
  const { doctor } = email;
  if (!imap_url && !inbound_key) throw new Refusal('invalid', sentence(doctor.noWayIn, doctor.noWayInNext));
  const [incoming, outgoing] = await Promise.all([
    imap_url ? checkImap(imap_url) : null,
    smtp_url ? checkSmtp(smtp_url) : null,
  ]);
  if (incoming && !incoming.ok && incoming.kind === 'login')
    throw new Refusal('invalid', sentence(doctor.imapRefused, doctor.imapRefusedNext));
  if (outgoing?.failure?.action === 'reconnect')
    throw new Refusal('invalid', sentence(doctor.smtpRefused, doctor.smtpRefusedNext));
  if (incoming && !incoming.ok)
    throw new NotReached(sentence(doctor.imapUnreachable(incoming.why), doctor.imapUnreachableNext));
  if (outgoing?.failure)
    throw new NotReached(sentence(doctor.smtpUnreachable(outgoing.failure.details), doctor.smtpUnreachableNext));
}

/** A country code and a subscriber's number, fifteen digits at most (ITU-T E.164). */
const E164 = /^\+[1-9]\d{7,14}$/;
const numbers = z.object({ incoming_phone_numbers: z.array(z.object({ phone_number: z.string() })) });

/** Without the account's SID nothing can be asked: the token is then proved by the first call. */
async function proveNumber(
  { number, auth_token, account_sid }: Of<'phone'>,
  { settings, texts }: { settings: Settings; texts: Texts },
): Promise<void> {
  const { doctor } = texts.phone;
  const account = `+${number.replace(/\D/g, '').replace(/^00/, '')}`;
  if (!E164.test(account)) throw new Refusal('invalid', doctor.notANumber(number));
  if (!account_sid) return;
  const address = { twilioUrl: settings.providers.twilioUrl, timeoutMs: TIMEOUT_MS };
  const asked = `IncomingPhoneNumbers.json?PhoneNumber=${encodeURIComponent(account)}`;
  const response = await call(address, { secrets: { auth_token } }, account_sid, asked, {}).catch(() => null);
  if (!response || response.status >= 500) throw new NotReached(texts.connect.nobodyAnswers('Twilio'));
  if (!response.ok) throw new Refusal('invalid', sentence(doctor.refused(String(response.status)), doctor.refusedNext));
  const known = numbers.safeParse(await response.json().catch(() => null));
  if (!known.data?.incoming_phone_numbers.some(({ phone_number }) => phone_number === account))
    throw new Refusal('invalid', sentence(doctor.noNumber(account), doctor.noNumberNext));
}

async function proveShop(
  { shop_id, channel: _channel, ...secrets }: Of<'tiktok'>,
  { settings, now, texts }: { settings: Settings; now(): number; texts: Texts },
): Promise<void> {
  const { doctor } = texts.market;
  const shop = createTikTokShop({ tiktokUrl: settings.providers.tiktokUrl, now, timeoutMs: TIMEOUT_MS });
  const connection: Connection = {
    id: 0,
    shopId: 0,
    channel: 'tiktok',
    account: shop_id,
    secrets: withoutGaps(secrets),
  };
  try {
    const { id } = await shop.shop(connection);
    if (id !== shop_id) throw new Refusal('invalid', sentence(doctor.otherShop(id), doctor.otherShopNext));
  } catch (error) {
    if (!(error instanceof TikTokError)) throw error;
    const { action, details } = error.failure;
    if (action === 'retry') throw new NotReached(texts.connect.nobodyAnswers('TikTok Shop'));
    throw new Refusal('invalid', sentence(doctor.refused(details), doctor.tokenNext));
  }
}

const withoutGaps = (given: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined));
