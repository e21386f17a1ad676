/** Replies out, media in: what the WhatsApp channel asks of the Graph API. */
import type { Connection, Failure, Outbound, Sent } from '../channel.ts';
import { isCannotSay } from './cannot-say.ts';
import { compose } from './compose.ts';
import {
  failureOf,
  type GraphAddress,
  type GraphClient,
  graphClient,
  isGraphId,
  MEDIA_TIMEOUT_MS,
  post,
} from './graph.ts';

/** Graph's code for a closed 24 h window; ours too when we know it before asking. */
const WINDOW_CLOSED = 131047;
const BAD_REQUEST = 100;
const NO_TOKEN = 190;

/**
 * Sends one reply as one message; its document is uploaded first. Never throws: what the message itself makes
 * impossible is `give_up`, and no answer at all is `retry` (the message may have left: delivery is at least once).
 */
export async function send(address: GraphAddress, connection: Connection, message: Outbound): Promise<Sent> {
  const attempt = message.attempt ?? 0;
  const refused = refusal(connection, message);
  if (refused) return { ok: false, failure: refused };
  try {
    const client = clientFor(address, connection);
    // Composed once before the upload, so that an impossible message uploads nothing.
    compose(message, 'unsent');
    const documentId = await upload(address, connection, message);
    const answer = await post<unknown>(client, `${connection.account}/messages`, compose(message, documentId));
    return { ok: true, providerId: messageIdIn(answer) };
  } catch (error) {
    if (isCannotSay(error)) return failed({ action: 'give_up', code: BAD_REQUEST, details: error.message });
    return failed(failureOf(error, attempt));
  }
}

/** Marks a message read and shows "typing…" (until the reply, 25 s at most). Best effort: no error comes out. */
export async function acknowledge(address: GraphAddress, connection: Connection, messageId: string): Promise<void> {
  if (brokenConnection(connection)) return;
  const body = {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: messageId,
    typing_indicator: { type: 'text' },
  };
  try {
    await post(clientFor(address, connection), `${connection.account}/messages`, body);
  } catch {
    // A missing tick is not worth a retry; a dead token shows at the next send.
  }
}

function refusal(connection: Connection, { asTemplate, reply }: Outbound): Failure | null {
  const broken = brokenConnection(connection);
  if (broken) return broken;
  if (!asTemplate || reply.template) return null;
  const details = 'More than 24 h since the contact last wrote, and this reply has no template.';
  return { action: 'wait', code: WINDOW_CLOSED, details };
}

/** Why this connection cannot be used at all, or null. */
export function brokenConnection(connection: Connection): Failure | null {
  const broken = (details: string): Failure => ({ action: 'reconnect', code: NO_TOKEN, details });
  if (!connection.secrets.access_token) return broken('This WhatsApp connection has no access_token.');
  if (!isGraphId(connection.account))
    return broken(`"${connection.account}" is no phone_number_id: digits were expected.`);
  return null;
}

/** The Graph client of a connection that `brokenConnection` passed. */
export function clientFor(address: GraphAddress, connection: Connection, usualMs?: number): GraphClient {
  return graphClient(address, connection.secrets.access_token ?? '', usualMs);
}

async function upload(address: GraphAddress, connection: Connection, message: Outbound): Promise<string | undefined> {
  const file = message.reply.document;
  if (!file || message.asTemplate) return undefined;
  const { id } = await clientFor(address, connection, MEDIA_TIMEOUT_MS).media.upload({
    phoneNumberId: connection.account,
    type: file.mime,
    file: new Blob([new Uint8Array(file.bytes)], { type: file.mime }),
    fileName: file.filename,
  });
  if (!id) throw new Error('The upload was answered without a media id.');
  return id;
}

function messageIdIn(answer: unknown): string {
  const list: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'messages') : undefined;
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  const id: unknown = typeof first === 'object' && first !== null ? Reflect.get(first, 'id') : undefined;
  if (typeof id !== 'string' || id === '') throw new Error('The answer named no message id.');
  return id;
}

function failed(failure: Failure): Sent {
  return { ok: false, failure };
}
