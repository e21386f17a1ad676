/**
 * What the real Graph API refuses of the bodies of Messenger and Instagram, for those we send. Written from Meta's
 * tables and on purpose not from our own composing code: a limit we got wrong there must be found here.
 */
import { at, type GraphRefusal, listAt, refuse, textAt } from './graph-checks.ts';

/** Ids of Instagram's professional accounts begin so; pages' do not. */
export function isInstagram(account: string): boolean {
  return account.startsWith('1784');
}

/** What a message is checked against besides its own shape. */
export type DirectAccount = { account: string; hasAttachment(id: string): boolean; isOpen(user: string): boolean };

/** Null when Messenger or Instagram would take this body, otherwise what it would answer. */
export function checkDirect(body: unknown, known: DirectAccount): GraphRefusal | null {
  const to = textAt(body, 'recipient', 'id');
  if (!/^\w+$/.test(to)) return refuse(100, '(#100) No matching user found', 400, 2018001);
  const action = at(body, 'sender_action');
  if (action !== undefined) {
    if (at(body, 'message') !== undefined) return refuse(100, 'sender_action goes alone', 400, 2018049);
    return /^(mark_seen|typing_on|typing_off)$/.test(String(action)) ? null : refuse(100, 'sender_action is unknown');
  }
  const instagram = isInstagram(known.account);
  const message = at(body, 'message');
  return checkType(body, to, known) ?? (instagram ? checkInstagram(message) : checkMessenger(message, known));
}

function checkType(body: unknown, to: string, known: DirectAccount): GraphRefusal | null {
  const type = textAt(body, 'messaging_type');
  const instagram = isInstagram(known.account);
  if (!instagram && !/^(RESPONSE|UPDATE|MESSAGE_TAG)$/.test(type)) return refuse(100, 'messaging_type is required');
  if (type === 'MESSAGE_TAG' && textAt(body, 'tag') !== 'HUMAN_AGENT')
    return refuse(100, `tag ${textAt(body, 'tag')} is not allowed`, 400, 2018049);
  if (known.isOpen(to) || type === 'MESSAGE_TAG') return null;
  return refuse(10, 'This message is sent outside of allowed window.', 400, instagram ? 2534022 : 2018278);
}

function checkMessenger(message: unknown, known: DirectAccount): GraphRefusal | null {
  if (textAt(message, 'metadata').length > 1000) return refuse(100, 'metadata is longer than 1000 characters');
  const attachment = at(message, 'attachment');
  const text = at(message, 'text');
  if (attachment === undefined) return between('message[text]', text, 2000) ?? checkQuickReplies(message);
  if (text !== undefined) return refuse(100, 'text and attachment cannot go together');
  if (textAt(attachment, 'type') === 'template')
    return checkTemplate(at(attachment, 'payload')) ?? checkQuickReplies(message);
  if (!/^(file|image|audio|video)$/.test(textAt(attachment, 'type'))) return refuse(100, 'attachment.type is unknown');
  const id = textAt(attachment, 'payload', 'attachment_id');
  if (!known.hasAttachment(id)) return refuse(100, `attachment_id ${id} does not exist`, 400, 2018074);
  return checkQuickReplies(message);
}

function checkInstagram(message: unknown): GraphRefusal | null {
  if (at(message, 'metadata') !== undefined) return refuse(100, 'metadata is not a parameter of Instagram');
  const attachment = at(message, 'attachment');
  if (attachment !== undefined) {
    const url = textAt(attachment, 'payload', 'url');
    if (textAt(attachment, 'type') !== 'image' || !/^https?:/.test(url) || !URL.canParse(url))
      return refuse(100, 'files of this type cannot be sent on Instagram');
    return at(message, 'text') === undefined ? null : refuse(100, 'text and attachment cannot go together');
  }
  const text = at(message, 'text');
  if (typeof text !== 'string' || text.trim() === '') return refuse(100, 'message[text] is required');
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > 1000) return refuse(100, `Length of param message[text] must be at most 1000 bytes, it has ${bytes}`);
  return checkQuickReplies(message);
}

function checkTemplate(payload: unknown): GraphRefusal | null {
  if (textAt(payload, 'template_type') !== 'button') return refuse(100, 'template_type is not one this fake knows');
  const buttons = listAt(payload, 'buttons');
  if (buttons.length < 1 || buttons.length > 3) return refuse(100, `${buttons.length} buttons, 1 to 3 are allowed`);
  for (const button of buttons) {
    const title = between('button title', at(button, 'title'), 20);
    if (title) return title;
    const type = textAt(button, 'type');
    if (type === 'web_url' && !/^https?:\/\/\S+$/.test(textAt(button, 'url'))) return refuse(100, 'button url');
    if (type !== 'web_url' && between('button payload', at(button, 'payload'), 1000))
      return refuse(100, 'button payload');
    if (!/^(web_url|postback)$/.test(type)) return refuse(100, `button type ${type}`);
  }
  return between('template text', at(payload, 'text'), 640);
}

function checkQuickReplies(message: unknown): GraphRefusal | null {
  const replies = listAt(message, 'quick_replies');
  if (replies.length > 13) return refuse(100, `${replies.length} quick replies, at most 13`, 400, 2018065);
  for (const reply of replies) {
    if (textAt(reply, 'content_type') !== 'text') return refuse(100, 'quick_replies content_type');
    const fault =
      between('quick reply title', at(reply, 'title'), 20) ??
      between('quick reply payload', at(reply, 'payload'), 1000);
    if (fault) return fault;
  }
  return null;
}

function between(name: string, given: unknown, max: number): GraphRefusal | null {
  if (typeof given !== 'string' || given.trim() === '') return refuse(100, `${name} is required`);
  return given.length > max ? refuse(100, `Length of param ${name} must be at most ${max}`) : null;
}
