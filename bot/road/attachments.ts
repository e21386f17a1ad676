import type { ShopFacts } from '../../tools/context.ts';
import {
  type Attachment,
  attachmentDocuments,
  isFleeting,
  isSendable,
  keepAttachment,
  refusal,
} from '../../tools/conversations/attachments.ts';
import { alert, customerName } from '../../tools/conversations/index.ts';
import { say, tellMembers } from '../../tools/conversations/say.ts';
import { documentUrl } from '../../tools/day/picture.ts';
import { ask, type ErrandPayload } from '../../tools/errands.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { connectionFor } from './connections.ts';
import { fetchFile } from './media.ts';
import type { Parts } from './parts.ts';
import type { Opened } from './turn.ts';

type Fetching = Extract<ErrandPayload, { kind: 'fetch_attachment' }>;
type Trouble = 'gone' | 'kind' | 'large';

/** A file that cannot be had by then is given up: with the back-off of errands, half an hour. */
const MOST_TRIES = 10;

/**
 * Asks for the files of a turn, in the transaction that opens it. Not for what others fetch: the voice notes that are
 * listened to, and the pictures of members, which are read as pages.
 */
export async function askForFiles(run: Run, { turn, conversation, silent }: Opened): Promise<void> {
  const isMember = conversation.member_id !== null;
  for (const { id, content } of turn.messages) {
    if (!isFleeting(conversation.channel, content)) continue;
    if (content.media === 'audio' ? !silent : isMember && content.media === 'image') continue;
    await ask(run, `attachment:${id}`, {
      kind: 'fetch_attachment',
      messageId: id,
      conversationId: conversation.id,
      ref: content.ref,
      media: content.media,
      ...(content.mime === undefined ? {} : { mime: content.mime }),
      ...(content.filename === undefined ? {} : { filename: content.filename }),
      ...(content.caption === undefined ? {} : { caption: content.caption }),
    });
  }
}

/**
 * Fetches a file while its provider has it, and gives what is done with it in the errand's own transaction: kept beside
 * its message, and shown to the members, or its loss told in plain sight. Throws where another try can help.
 */
export async function attachmentSent(
  parts: Parts,
  shop: ShopFacts,
  errand: Fetching,
  tries: number,
): Promise<(run: Run) => Promise<void>> {
  const media = await fetched(parts, shop, errand, tries);
  const trouble: Trouble | null = media ? refusal(errand.media, media) : 'gone';
  return async (run) => {
    if (media && !trouble) await keepAttachment(run, errand.messageId, media);
    await show(run, errand, trouble);
  };
}

async function fetched(parts: Parts, shop: ShopFacts, errand: Fetching, tries: number): Promise<Attachment | null> {
  const connection = await connectionFor(parts.hub, shop.id, errand.conversationId);
  try {
    return await fetchFile(parts, connection, errand);
  } catch (error) {
    // A channel that has to be connected again may give it after that.
    if (tries < MOST_TRIES) throw error;
    parts.log.warn('a file could not be fetched', { shop: shop.slug, message: errand.messageId, error });
    return null;
  }
}

async function show(run: Run, errand: Fetching, trouble: Trouble | null): Promise<void> {
  const { customer_id: customerId, member_id: memberId } = await run.trx
    .selectFrom('conversation')
    .select(['customer_id', 'member_id'])
    .where('id', '=', errand.conversationId)
    .executeTakeFirstOrThrow();
  if (memberId !== null) {
    if (trouble)
      await say(run, errand.conversationId, 'attachment', { text: textsFor(run.language).attachments[trouble] });
    return;
  }
  const [document] = await attachmentDocuments(run.trx, trouble ? [] : [errand.messageId]);
  const url = document && !run.hub.linksOff ? documentUrl(run.hub, run.shop.id, document.fileId) : null;
  const name = customerId === null ? null : await customerName(run, customerId);
  await tellMembers(run, 'attachment', (language) => {
    const texts = textsFor(language);
    const who = name ?? texts.member.unnamed;
    const kind = texts.member.media[errand.media];
    const what = errand.filename ? `${kind} (${errand.filename})` : kind;
    const said = texts.member.showAsSuch(
      who,
      errand.caption ? `${what}\n${texts.attachments.caption(errand.caption)}` : what,
    );
    if (!document) return alert(run, language, `${said}\n⚠️ ${texts.attachments[trouble ?? 'gone']}`);
    const { reply } = alert(run, language, url ? `${said}\n${url}` : said);
    // By template no file can go along: its address does.
    return { reply: isSendable(document) ? { ...reply, text: said, document } : reply };
  });
}
