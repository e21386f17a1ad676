import type { Ctx } from '../../tools/context.ts';
import { type AttachmentDocument, attachmentDocuments, isFleeting } from '../../tools/conversations/attachments.ts';
import { alert, customerName } from '../../tools/conversations/index.ts';
import type { Content, Reply } from '../../tools/conversations/message.ts';
import { tellMembers } from '../../tools/conversations/say.ts';
import { inShop } from '../../tools/perform.ts';
import { type Texts, textsFor } from '../../tools/texts/index.ts';
import type { Turn, TurnMessage } from '../turn.ts';

/** Messages that carry no words: a photo without a caption, a voice note, a contact, something unknown. */
export function wordless(turn: Turn): TurnMessage[] {
  return turn.messages.filter((message) => {
    if (message.text.trim() !== '') return false;
    return !['text', 'tap', 'cart', 'location'].includes(message.content.kind);
  });
}

/**
 * Shows the members, as what they are, messages that nobody here can read. Once each, whatever is repeated. Files that
 * are being fetched are shown once that is done.
 */
export async function showAsSuch(ctx: Ctx, customerId: number, turn: Turn, unread: TurnMessage[]): Promise<void> {
  const messages = unread.filter(
    ({ content }) => !isFleeting(turn.conversation.channel, content) || content.media === 'audio',
  );
  if (messages.length === 0) return;
  await inShop(ctx, async (run) => {
    const who = await customerName(run, customerId);
    const [first, ...others] = await attachmentDocuments(
      run.trx,
      messages.map(({ id }) => id),
    );
    await tellMembers(run, 'as_such', (language) => {
      const texts = textsFor(language);
      const what = [...new Set(messages.map((message) => nameFor(message.content, texts)))].join(', ');
      return withSound(alert(run, language, texts.member.showAsSuch(who, what)), first);
    });
    // What nobody here could hear, she hears herself.
    for (const document of others) {
      await tellMembers(run, `as_such:${document.fileId}`, (language) => {
        const texts = textsFor(language).member;
        return withSound(alert(run, language, texts.showAsSuch(who, texts.media.audio)), document);
      });
    }
  });
}

function withSound(said: { reply: Reply }, document: AttachmentDocument | undefined): { reply: Reply } {
  return document ? { reply: { ...said.reply, document } } : said;
}

/** What the customer is told about them: that it cannot be heard, cannot be read, or was passed on. */
export function aboutWordless(messages: TurnMessage[], ctx: Ctx): string | null {
  const texts = textsFor(ctx.language).customer;
  const kinds = messages.map((message) => message.content);
  if (kinds.length === 0) return null;
  const recordings = kinds.filter((content) => content.kind === 'media' && content.media === 'audio');
  if (recordings.some((content) => content.kind === 'media' && content.transcript !== undefined))
    return textsFor(ctx.language).conversation.notHeard;
  if (recordings.length > 0) return texts.cannotListen;
  if (kinds.every((content) => content.kind === 'contacts' || content.kind === 'form')) return texts.received;
  return texts.cannotRead;
}

function nameFor(content: Content, texts: Texts): string {
  const { member } = texts;
  switch (content.kind) {
    case 'media':
      return content.filename ? `${member.media[content.media]} (${content.filename})` : member.media[content.media];
    case 'contacts':
      return member.contacts(
        content.contacts.map((card) => [card.name, ...card.phones].filter(Boolean).join(' ')).join(', '),
      );
    case 'form':
      return member.form;
    case 'location':
      return member.location;
    case 'unsupported':
      return `${member.unsupported} (${content.what})`;
    default:
      return member.unsupported;
  }
}
