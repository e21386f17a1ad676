import { forShop, type Trx } from '../../db/shop.ts';
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
import type { Arrival, MediaKind } from '../../tools/conversations/message.ts';
import { say, tellMembers } from '../../tools/conversations/say.ts';
import { documentUrl } from '../../tools/day/picture.ts';
import { ask, type ErrandPayload, type KEEP_FILE } from '../../tools/errands.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { connectionFor, openedConnection } from './connections.ts';
import { fileOf } from './media.ts';
import type { Parts } from './parts.ts';
import type { Opened } from './turn.ts';

type Keeping = Extract<ErrandPayload, { kind: typeof KEEP_FILE }>;
type Fetching = Extract<ErrandPayload, { kind: 'fetch_attachment' }>;
type Trouble = 'gone' | 'kind' | 'large';

/** A file that cannot be had by then is given up: with the back-off of errands, half an hour. */
const MOST_TRIES = 10;

/**
 * Fetches the file of a message that was just stored, before anybody looks at the message: providers' addresses last
 * minutes. What others may not keep, or is gone, is left to who shows it. Throws where another try can help.
 */
export async function fileArrived(
  parts: Parts,
  shop: ShopFacts,
  { messageId }: Keeping,
  tries: number,
): Promise<(run: Run) => Promise<void>> {
  const found = await forShop(parts.hub.database, shop.id, (trx) => messageWith(trx, messageId));
  if (!found) return async () => {};
  const connection = openedConnection(parts.hub, shop.id, found);
  const media = await had(parts, shop, { messageId, tries }, () =>
    fileOf(parts, connection, { ...found.content, id: messageId }),
  );
  return async (run) => {
    if (!media || refusal(found.content.media, media)) return;
    const now = await run.trx
      .selectFrom('message')
      .leftJoin('conversation', 'conversation.id', 'message.conversation_id')
      .select(['message.state', 'conversation.member_id'])
      .where('message.id', '=', messageId)
      .forUpdate('message')
      .executeTakeFirst();
    // It was deleted meanwhile; or a member's own note, which is dropped once it was answered.
    if (!now || (now.state === 'done' && now.member_id !== null && isNote(found.content))) return;
    await keepAttachment(run, messageId, media);
  };
}

/** A message that names a file, with its connection; null where it is gone or its words stand in for it. */
async function messageWith(trx: Trx, messageId: number) {
  const row = await trx
    .selectFrom('message')
    .innerJoin('connection', 'connection.id', 'message.connection_id')
    .select(['arrival', 'connection.id', 'connection.channel', 'connection.account', 'connection.secrets_sealed'])
    .where('message.id', '=', messageId)
    .executeTakeFirst();
  const what = (row?.arrival as Arrival | undefined)?.what;
  return row && what?.kind === 'message' && what.content.kind === 'media' ? { ...row, content: what.content } : null;
}

/** What members say by voice is not kept beyond its answer. */
const isNote = ({ media }: { media: MediaKind }) => media === 'audio';

/** Drops the voice notes of a member's turn: called in the transaction that ends it, after its messages are done. */
export async function dropNotes(run: Run, { turn }: Opened): Promise<void> {
  if (!turn.conversation.member) return;
  const notes = turn.messages.filter(({ content }) => content.kind === 'media' && isNote(content));
  for (const { id } of notes) await run.trx.deleteFrom('attachment').where('message_id', '=', id).execute();
}

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
  const { messageId } = errand;
  return had(parts, shop, { messageId, tries }, () => fileOf(parts, connection, { ...errand, id: messageId }));
}

/** What can be had at last: after so many tries a file is given up. */
async function had(
  parts: Parts,
  shop: ShopFacts,
  { messageId, tries }: { messageId: number; tries: number },
  fetch: () => Promise<Attachment | null>,
): Promise<Attachment | null> {
  try {
    return await fetch();
  } catch (error) {
    // A channel that has to be connected again may give it after that.
    if (tries < MOST_TRIES) throw error;
    parts.log.warn('a file could not be fetched', { shop: shop.slug, message: messageId, error });
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
