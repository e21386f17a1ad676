/** The part of the fake Graph API that Messenger and Instagram speak to: messages, sender actions, uploads. */
import { randomUUID } from 'node:crypto';
import { checkDirect } from './direct-checks.ts';
import type { FakeAccount, SentMessage, Upload } from './graph-account.ts';
import { at, type GraphRefusal, listAt, refuse, textAt } from './graph-checks.ts';

/** One sender action it got: "typing…" or a mark of reading. */
export type DirectAction = { account: string; to: string; action: string };

/** Whether a body posted to `/{id}/messages` is for one of these two. */
export function isDirect(body: unknown): boolean {
  return at(body, 'messaging_product') === undefined && at(body, 'recipient') !== undefined;
}

/** Takes or refuses one body; what was taken is in `memory` like every other message. */
export function takeDirect(
  memory: FakeAccount,
  actions: DirectAction[],
  account: string,
  body: unknown,
): GraphRefusal | { recipient_id: string; message_id?: string } {
  const comment = textAt(body, 'recipient', 'comment_id');
  if (comment) return takePrivateReply(memory, account, comment, body);
  const hasAttachment = (id: string) => memory.uploads.some((one) => one.id === id && one.phoneNumberId === account);
  const refused = checkDirect(body, { account, hasAttachment, isOpen: memory.isOpen });
  if (refused) return refused;
  const to = textAt(body, 'recipient', 'id');
  const action = textAt(body, 'sender_action');
  if (action) {
    actions.push({ account, to, action });
    return { recipient_id: to };
  }
  const sent = asSent(account, to, body);
  memory.sent.push(sent);
  for (const tell of memory.watchers) tell();
  return { recipient_id: to, message_id: sent.id };
}

/** A comment may be answered in private once, with one text. */
function takePrivateReply(
  memory: FakeAccount,
  account: string,
  comment: string,
  body: unknown,
): GraphRefusal | { recipient_id: string; message_id: string } {
  const known = memory.comments.get(comment);
  if (!known) return refuse(100, 'The comment does not exist', 400, 33);
  if (known.answered) return refuse(10900, 'Activity already replied to', 400, 2018109);
  const refused = checkDirect(
    { ...(body as object), recipient: { id: known.from } },
    { account, hasAttachment: () => false, isOpen: () => true },
  );
  if (refused) return refused;
  known.answered = true;
  const sent = asSent(account, known.from, body);
  memory.sent.push(sent);
  for (const tell of memory.watchers) tell();
  return { recipient_id: known.from, message_id: sent.id };
}

/** Keeps the file of a multipart form; its attachment id, or what is wrong with the form. */
export async function takeAttachment(
  memory: FakeAccount,
  account: string,
  form: Record<string, unknown>,
): Promise<GraphRefusal | { attachment_id: string }> {
  const { filedata, message } = form;
  const type = typeof message === 'string' ? textAt(JSON.parse(message), 'attachment', 'type') : '';
  if (!/^(file|image)$/.test(type)) return refuse(100, 'message.attachment.type is required');
  if (!(filedata instanceof File) || filedata.size === 0) return refuse(100, 'filedata is required', 400, 2018047);
  const upload: Upload = {
    id: String(2_000_000_000_000 + memory.uploads.length),
    phoneNumberId: account,
    mime: filedata.type,
    filename: filedata.name,
    bytes: new Uint8Array(await filedata.arrayBuffer()),
  };
  memory.uploads.push(upload);
  return { attachment_id: upload.id };
}

/** What a reader of the message would see. */
function asSent(account: string, to: string, body: unknown): SentMessage {
  const message = at(body, 'message');
  const payload = at(message, 'attachment', 'payload');
  const buttons = listAt(payload, 'buttons');
  const tappable = [
    ...buttons.filter((one) => textAt(one, 'type') === 'postback'),
    ...listAt(message, 'quick_replies'),
  ];
  const url = textAt(
    buttons.find((one) => textAt(one, 'type') === 'web_url'),
    'url',
  );
  const tracker = textAt(message, 'metadata');
  const documentId = textAt(payload, 'attachment_id');
  return {
    id: `m_${randomUUID()}`,
    phoneNumberId: account,
    to,
    type: textAt(message, 'attachment', 'type') || 'text',
    body: { ...(body as Record<string, unknown>) },
    text: textAt(message, 'text') || textAt(payload, 'text'),
    choices: tappable.map((one) => ({ id: textAt(one, 'payload'), title: textAt(one, 'title') })),
    ...(url && { url }),
    ...(documentId && { documentId }),
    ...(tracker && { tracker }),
  };
}
