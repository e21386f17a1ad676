/** E-mail as a channel: in by IMAP or a provider's webhook, out by SMTP. */
import { digest, type Sealer } from '../../../tools/sealing.ts';
import type { Channel, Connection, Outbound, Sent } from '../channel.ts';
import { composeLetter, EMAIL_LIMITS } from './compose.ts';
import { sendBySmtp } from './smtp.ts';

export type EmailOptions = {
  sealer: Pick<Sealer, 'sign' | 'verify'>;
  /** The installation's mail server, for connections without one of their own. */
  smtpUrl: string | null;
  /** The kept file of a letter; null when there is none. */
  fileOf(connection: Connection, ref: string): Promise<{ bytes: Uint8Array; mime: string } | null>;
};

/**
 * The e-mail channel. A connection's `account` is its address; `imap_url`, `smtp_url` and `inbound_key` are its secrets.
 * Its webhook proves who calls by the connection's key, so `verify` accepts nothing by itself, and letters are read
 * outside (`letterOf`), since that takes its time.
 */
export function createEmail(options: EmailOptions): Channel {
  const { sealer, smtpUrl, fileOf } = options;
  return {
    name: 'email',
    limits: EMAIL_LIMITS,
    letters: true,
    verify: () => false,
    read: () => [],
    async send(connection, message): Promise<Sent> {
      const url = connection.secrets.smtp_url ?? smtpUrl;
      if (!url) {
        const details = 'no mail server: neither smtp_url in the connection nor SMTP_URL is set';
        return { ok: false, failure: { action: 'reconnect', code: 0, details } };
      }
      const letter = composeLetter(message, connection.account, messageIdOf(sealer, connection, message));
      return sendBySmtp(url, letter, message.attempt);
    },
    async fetchMedia(connection, { id = '' }) {
      const file = await fileOf(connection, id);
      if (file) return file;
      const failure = { action: 'give_up' as const, code: 404, details: `no file ${digest(id).slice(0, 8)} is kept` };
      throw Object.assign(new Error(failure.details), { failure });
    },
  };
}

/**
 * The Message-ID of an outgoing message: the same at every try, so a second copy is recognised, and signed, so that who
 * answers or bounces it proves to have got it.
 */
function messageIdOf(sealer: EmailOptions['sealer'], connection: Connection, message: Outbound): string {
  const token = sealer.sign('mail', [connection.shopId, Number(message.tracker)]);
  return `<${token}@${connection.account.split('@')[1]}>`;
}

/** The number of our own outgoing message that a Message-ID is of, in the given shop; null when it is not ours. */
export function trackerOf(sealer: EmailOptions['sealer'], shopId: number, messageId: string): string | null {
  const token = /^<([^@<>\s]{10,120})@[^@<>\s]+>$/.exec(messageId)?.[1];
  const ids = token ? sealer.verify('mail', token, 0) : null;
  return ids?.[0] === shopId && ids[1] !== undefined ? String(ids[1]) : null;
}
