import { parseCommand } from '../../flows/merchant/grammar.ts';
import type { TurnMessage } from '../../flows/turn.ts';
import { recordCalls, spending } from '../../tools/assistant/spending.ts';
import { loadCatalogue } from '../../tools/catalog/catalogue.ts';
import { keepPhoto, pictureKind } from '../../tools/catalog/photo.ts';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import type { Arrival, Content, PageSeen, PageTrouble } from '../../tools/conversations/message.ts';
import { keepPage, type NewPage, type PageReading } from '../../tools/pages/page.ts';
import { inShop } from '../../tools/perform.ts';
import { LIST_CHARACTERS } from '../../tools/shops/price-list.ts';
import { productsAreAsked } from '../../tools/shops/setup.ts';
import type { Run } from '../../tools/tool.ts';
import type { Picture } from '../vision/looker.ts';
import { connectionFor } from './connections.ts';
import { failureOf, fileOf } from './media.ts';
import type { Parts } from './parts.ts';
import type { Opened } from './turn.ts';
import { wordsOf } from './words.ts';

/** The largest picture that is kept and read, and the most of one turn. */
const PAGE_BYTES = 8 * 1024 * 1024;
const MOST_FILES = 5;
/** Names of the catalogue that a reader of pictures is told to expect. */
const NAMES = 80;

type Media = Extract<Content, { kind: 'media' }>;
type File = { message: TurnMessage; media: Media };
/** What became of one file: a page to keep, a picture that is none, the text of a table. */
type Seen =
  | { page: NewPage; tokens: { in: number; out: number } | 'failed' | null }
  | { trouble: 'gone' | 'kind' | 'large' }
  | { text: string };

/**
 * The turn of a member with what she photographed as pages, read where a model for pictures is there, the shop switched
 * its model on and its budget is not spent; and with the words of a table she sent as a file while products are asked
 * for. Each picture is kept and asked about once, before the turn is thought. Never throws for what a provider did.
 */
export async function see(parts: Parts, shop: ShopFacts, opened: Opened): Promise<Opened> {
  const { turn } = opened;
  const channel = parts.channels[opened.conversation.channel as keyof Parts['channels']];
  if (!turn.conversation.member || !channel?.fetchMedia) return opened;
  const files = turn.messages.flatMap(fileIn).slice(0, MOST_FILES);
  if (files.length === 0) return opened;
  const { language } = turn.conversation;
  const ctx: Ctx = { hub: parts.hub, shop, actor: { kind: 'system' }, language, cause: turn.cause };
  const asked = await inShop(ctx, (run) => howToRead(parts, run, turn.conversation.member!.id));
  const wanted = files.filter(({ media }) => media.media === 'image' || asked.kind === 'price_list');
  if (wanted.length === 0) return opened;
  const connection = await connectionFor(parts.hub, shop.id, opened.conversation.id);
  const fetched = async ({ media, message }: File): Promise<Uint8Array | null> => {
    try {
      return (await fileOf(parts, connection, { ...media, id: message.id }))?.bytes ?? null;
    } catch (error) {
      // What another try can bring is worth one: the lane is tried again.
      if (failureOf(error)?.action === 'retry') throw error;
      parts.log.warn('a member’s file could not be fetched', { error });
      return null;
    }
  };
  const seen: { file: File; seen: Seen }[] = [];
  for (const file of wanted) {
    const bytes = await fetched(file);
    seen.push({ file, seen: await lookAt(parts, opened, file, bytes, { ...asked, language }) });
  }
  return inShop(ctx, (run) => keep(run, opened, seen, parts.looker?.model ?? ''));
}

/** A picture that no command names, or a table; neither looked at yet. */
function fileIn(message: TurnMessage): File[] {
  const { content } = message;
  if (content.kind !== 'media' || content.page || content.transcript !== undefined) return [];
  if (isCommand(content.caption?.trim() ?? '')) return [];
  const isImage = content.media === 'image' || (content.media === 'document' && /^image\//.test(content.mime ?? ''));
  if (isImage) return [{ message, media: { ...content, media: 'image' } }];
  const isTable =
    content.media === 'document' &&
    (/^text\/|csv/.test(content.mime ?? '') || /\.(csv|tsv|txt)$/i.test(content.filename ?? ''));
  return isTable ? [{ message, media: content }] : [];
}

/** "/photo fraisier" or "photo fraisier"; "commandes de samedi" below a picture says what it shows. */
function isCommand(caption: string): boolean {
  if (caption.startsWith('/')) return true;
  const parsed = parseCommand(caption);
  return parsed.kind === 'command' && parsed.command.tool.name === keepPhoto.name;
}

type HowToRead = { kind: PageReading['kind']; trouble: PageTrouble | null; names: string };

async function howToRead(parts: Parts, run: Run, memberId: number): Promise<HowToRead> {
  const kind = (await productsAreAsked(run, memberId)) ? 'price_list' : 'notebook';
  const { products } = await loadCatalogue(run.trx, run.shop.id);
  const names = products
    .slice(0, NAMES)
    .map((product) => product.name)
    .join(', ');
  if (!parts.looker) return { kind, trouble: 'no_model', names };
  if (!run.shop.settings.assistant.model) return { kind, trouble: 'off', names };
  return { kind, trouble: (await spending(run)).spent ? 'spent' : null, names };
}

async function lookAt(
  parts: Parts,
  { turn, conversation }: Opened,
  { message, media }: File,
  bytes: Uint8Array | null,
  asked: HowToRead & { language: Ctx['language'] },
): Promise<Seen> {
  if (!bytes || bytes.byteLength === 0) return { trouble: 'gone' };
  if (media.media === 'document') return { text: decoded(bytes).slice(0, LIST_CHARACTERS) };
  const mime = pictureKind(bytes);
  if (!mime) return { trouble: 'kind' };
  if (bytes.byteLength > PAGE_BYTES) return { trouble: 'large' };
  const kept = {
    messageId: message.id,
    conversationId: conversation.id,
    memberId: turn.conversation.member!.id,
    mime,
    bytes,
    caption: media.caption ?? null,
  };
  const unread = (trouble: PageTrouble | null): NewPage => ({
    ...kept,
    kind: asked.kind,
    lines: null,
    model: null,
    trouble,
  });
  if (asked.trouble || !parts.looker) return { page: unread(asked.trouble), tokens: null };
  try {
    const picture: Picture = { bytes, mime };
    const { lines, tokens } = await parts.looker.look(picture, asked);
    const read = { kind: asked.kind, lines } as PageReading;
    return { page: { ...kept, ...read, model: parts.looker.model, trouble: null }, tokens };
  } catch (error) {
    parts.log.warn('a picture could not be read', { message: message.id, error });
    return { page: unread('failed'), tokens: 'failed' };
  }
}

/** UTF-8, else what spreadsheets on Windows write. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Keeps the pages and writes beside each message what became of it; the turn as it reads with that. */
async function keep(run: Run, opened: Opened, all: { file: File; seen: Seen }[], model: string): Promise<Opened> {
  const { turn, conversation } = opened;
  const changed = new Map<number, Media>();
  for (const { file, seen } of all) {
    const media = await withSeen(run, file.media, seen);
    changed.set(file.message.id, media);
    const row = await run.trx
      .selectFrom('message')
      .select('arrival')
      .where('id', '=', file.message.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const arrival: Arrival = { ...(row.arrival as Arrival), what: { kind: 'message', content: media } };
    await run.trx
      .updateTable('message')
      .set({ arrival: JSON.stringify(arrival) })
      .where('id', '=', file.message.id)
      .execute();
    if (!('page' in seen) || seen.tokens === null) continue;
    const failed = seen.tokens === 'failed';
    const tokens = seen.tokens === 'failed' ? { in: 0, out: 0 } : seen.tokens;
    await recordCalls(run, { conversationId: conversation.id, turnId: turn.id }, [{ model, tokens, failed }]);
  }
  const messages = turn.messages.map((message) => {
    const content = changed.get(message.id);
    return content ? { ...message, content, text: wordsOf(content) } : message;
  });
  return { ...opened, turn: { ...turn, messages } };
}

async function withSeen(run: Run, media: Media, seen: Seen): Promise<Media> {
  if ('text' in seen) return { ...media, transcript: seen.text };
  if ('trouble' in seen) return { ...media, page: { trouble: seen.trouble } };
  const id = await keepPage(run, seen.page);
  // The page is the picture now.
  await run.trx.deleteFrom('attachment').where('message_id', '=', seen.page.messageId).execute();
  const { kind, lines, trouble } = seen.page;
  const page: PageSeen = { id, kind, lines: lines?.length ?? 0, ...(trouble ? { trouble } : {}) };
  return { ...media, page };
}
