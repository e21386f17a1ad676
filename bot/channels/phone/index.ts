/** A telephone number at Twilio, as a channel: calls that are recorded, and text messages where the number has them. */
import type { Channel } from '../channel.ts';
import { readTwilio } from './read.ts';
import { fetchRecording, PHONE_LIMITS, send, type TwilioAddress } from './send.ts';
import { verifyTwilio } from './signature.ts';

export type PhoneOptions = TwilioAddress & {
  /** Where reports on text messages are posted, for a shop. */
  reportsTo(shopId: number): Promise<string>;
  now?: () => number;
};

/** The phone channel. A connection's `account` is its number (+E.164); `auth_token` signs and opens the API. */
export function createPhone(options: PhoneOptions): Channel {
  const { reportsTo, now = Date.now, ...address } = options;
  return {
    name: 'phone',
    limits: PHONE_LIMITS,
    verify: ({ headers, raw, url = '', connection }) =>
      verifyTwilio(
        url,
        new URLSearchParams(new TextDecoder().decode(raw)),
        headers.get('x-twilio-signature'),
        connection?.secrets.auth_token ?? '',
      ),
    read: (body) => readTwilio(body, now()),
    send: async (connection, message) => send(address, connection, message, await reportsTo(connection.shopId)),
    fetchMedia: (connection, ref) => fetchRecording(address, connection, ref),
  };
}
