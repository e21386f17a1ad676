/** Replies out: what Messenger and Instagram ask of the Graph API. */
import type { Connection, Failure, Outbound, OutboundDocument, Sent } from '../channel.ts';
import { isCannotSay } from '../whatsapp/cannot-say.ts';
import { type GraphAddress, isGraphId } from '../whatsapp/graph.ts';
import { compose, type WireRequest } from './compose.ts';
import { COURTESY_MS, failureOf, field, get, idIn, post } from './graph.ts';
import { hostOf, isPageToken } from './host.ts';
import type { DirectName } from './payload.ts';

/** Codes of failures we know of without asking; Graph's own for the same. */
const WINDOW_CLOSED = 10;
const BAD_REQUEST = 100;
const NO_TOKEN = 190;

/** How many messages of several parts, cut off half-way, are remembered. */
const MOST_BEGUN = 1_000;

export type Sender = {
  send(connection: Connection, message: Outbound): Promise<Sent>;
  acknowledge(connection: Connection, contact: string): Promise<void>;
  nameOf(connection: Connection, contact: string): Promise<string | null>;
};

/** What a message of several parts got through before it failed, by connection and tracker. */
type Begun = Map<string, { sent: string[]; attachmentId?: string }>;

/** Sending on one of the two channels. `send` never throws; what did not leave says why and what to do about it. */
export function createSender(address: GraphAddress, channel: DirectName): Sender {
  const begun: Begun = new Map();
  return {
    send: (connection, message) => send(address, channel, begun, connection, message),
    acknowledge: (connection, contact) => acknowledge(address, channel, connection, contact),
    nameOf: (connection, contact) => nameOf(address, channel, connection, contact),
  };
}

async function send(
  address: GraphAddress,
  channel: DirectName,
  begun: Begun,
  connection: Connection,
  message: Outbound,
): Promise<Sent> {
  const refused = refusal(channel, connection, message);
  if (refused) return { ok: false, failure: refused };
  const key = `${connection.id}:${message.tracker}`;
  try {
    const requests = compose(message, channel);
    const progress = begun.get(key) ?? { sent: [] };
    remember(begun, key, progress);
    let contact: string | undefined;
    for (const request of requests.slice(progress.sent.length)) {
      const body = await withFile(address, channel, connection, request, message.reply.document, progress);
      const answer = await post(
        hostOf(address, channel, token(connection)),
        token(connection),
        path(channel, connection),
        body,
      );
      progress.sent.push(idIn(answer, 'message_id'));
      const to = field(answer, 'recipient_id');
      if (typeof to === 'string' && to !== '' && to !== message.to) contact = to;
    }
    begun.delete(key);
    return { ok: true, providerId: progress.sent.at(-1) ?? '', ...(contact !== undefined && { contact }) };
  } catch (error) {
    if (isCannotSay(error))
      return { ok: false, failure: { action: 'give_up', code: BAD_REQUEST, details: error.message } };
    return { ok: false, failure: unpermitted(failureOf(error, message.attempt ?? 0), message) };
  }
}

/** The app may lack the permission for a person's words outside the window; the account itself still works. */
function unpermitted(failure: Failure, { asPerson }: Outbound): Failure {
  return asPerson && failure.action === 'reconnect' && failure.code !== NO_TOKEN
    ? { ...failure, action: 'wait' }
    : failure;
}

function remember(begun: Begun, key: string, progress: { sent: string[] }): void {
  begun.delete(key);
  begun.set(key, progress);
  const [oldest] = begun.keys();
  if (begun.size > MOST_BEGUN && oldest !== undefined) begun.delete(oldest);
}

async function withFile(
  address: GraphAddress,
  channel: DirectName,
  connection: Connection,
  { file, ...request }: WireRequest,
  document: OutboundDocument | undefined,
  progress: { attachmentId?: string },
): Promise<object> {
  if (!file || !document) return request;
  const type = document.mime.startsWith('image/') ? 'image' : 'file';
  progress.attachmentId ??= await upload(hostOf(address, channel, token(connection)), connection, type, document);
  const attachment = { type, payload: { attachment_id: progress.attachmentId } };
  return { ...request, message: { ...request.message, attachment } };
}

/** Uploads a file to the page; it may then be sent by its id. */
async function upload(
  address: GraphAddress,
  connection: Connection,
  type: 'image' | 'file',
  document: OutboundDocument,
): Promise<string> {
  const form = new FormData();
  form.set('message', JSON.stringify({ attachment: { type, payload: { is_reusable: true } } }));
  form.set('filedata', new Blob([new Uint8Array(document.bytes)], { type: document.mime }), document.filename);
  return idIn(
    await post(address, token(connection), `${connection.account}/message_attachments`, form),
    'attachment_id',
  );
}

/** Marks what the contact wrote as seen and shows "typing…". Best effort: no error comes out. */
async function acknowledge(
  address: GraphAddress,
  channel: DirectName,
  connection: Connection,
  contact: string,
): Promise<void> {
  if (broken(connection)) return;
  try {
    for (const sender_action of ['mark_seen', 'typing_on']) {
      const body = { recipient: { id: contact }, sender_action };
      await post(hostOf(address, channel, token(connection)), token(connection), path(channel, connection), body);
    }
  } catch {
    // A missing tick is not worth a retry; a dead token shows at the next send.
  }
}

const NAME_LENGTH = 200;

/** The name of a contact's profile; Meta tells it only once the contact has written. */
async function nameOf(
  address: GraphAddress,
  channel: DirectName,
  connection: Connection,
  contact: string,
): Promise<string | null> {
  if (broken(connection) || !isGraphId(contact)) return null;
  const fields = channel === 'messenger' ? 'first_name,last_name' : 'name,username';
  try {
    const path = `${contact}?fields=${fields}`;
    const host = hostOf(address, channel, token(connection));
    const profile = await get(host, token(connection), path, COURTESY_MS);
    const [first, last, name, username] = ['first_name', 'last_name', 'name', 'username'].map((key) => {
      const said = field(profile, key);
      return typeof said === 'string' ? said.trim() : '';
    });
    return ([first, last].filter(Boolean).join(' ') || name || username || '').slice(0, NAME_LENGTH) || null;
  } catch {
    // The permission may be missing, or the profile closed: the contact stays without a name.
    return null;
  }
}

function refusal(channel: DirectName, connection: Connection, message: Outbound): Failure | null {
  const fault = broken(connection);
  if (fault) return fault;
  if (!message.asTemplate) return null;
  const details = `More than 24 h since the contact last wrote, and ${channel} has no templates.`;
  return { action: 'wait', code: WINDOW_CLOSED, details };
}

/** Why this connection cannot be used at all, or null. */
function broken({ secrets, account }: Connection): Failure | null {
  const reconnect = (details: string): Failure => ({ action: 'reconnect', code: NO_TOKEN, details });
  if (!secrets.access_token) return reconnect('This connection has no access_token.');
  if (!isGraphId(account)) return reconnect(`"${account}" is no id of a page or account.`);
  return null;
}

function token({ secrets }: Connection): string {
  return secrets.access_token ?? '';
}

/** An Instagram account reached by its page's token (`EA…`) sends as that page: "me". */
function path(channel: DirectName, connection: Connection): string {
  const byPage = channel === 'instagram' && isPageToken(token(connection));
  return `${byPage ? 'me' : connection.account}/messages`;
}
