import type { TurnMessage } from '../../flows/turn.ts';
import { type ModelCall, recordCalls, spending } from '../../tools/assistant/spending.ts';
import { loadCatalogue } from '../../tools/catalog/catalogue.ts';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import { type Attachment, keepAttachment } from '../../tools/conversations/attachments.ts';
import type { Arrival, Content } from '../../tools/conversations/message.ts';
import { inShop } from '../../tools/perform.ts';
import type { Run } from '../../tools/tool.ts';
import { heardIn } from '../voice/doubt.ts';
import type { Transcriber, Transcription } from '../voice/transcriber.ts';
import { connectionFor } from './connections.ts';
import { fileOf } from './media.ts';
import type { Parts } from './parts.ts';
import { type Opened, storyOf } from './turn.ts';
import { wordsOf } from './words.ts';

/** Words of the catalogue that the transcriber is told to expect; servers read little more. */
const PROMPT_NAMES = 60;
/** The most recordings of one turn that are listened to: somebody who sends more is asked to write. */
const MOST_RECORDINGS = 5;

type Recording = Extract<Content, { kind: 'media' }>;
type Note = { id: number; recording: Recording };
/** What became of one note. `call` null: the recording could not be had, so no model was asked. */
type Listened = { id: number; words: string; call: Transcription | 'failed' | null };

/**
 * The turn with its voice notes kept and, where a transcriber is there, the shop switched its model on and its budget is
 * not spent, as words. Each note is asked about once: what was heard (nothing, too) is kept on the message before the turn is
 * thought, so a turn that runs twice reads the same words. Never throws for what a provider did.
 */
export async function listen(parts: Parts, shop: ShopFacts, opened: Opened): Promise<Opened> {
  const { transcriber } = parts;
  const notes = opened.turn.messages.flatMap(noteIn).slice(0, MOST_RECORDINGS);
  if (opened.silent || notes.length === 0) return opened;
  const { turn } = opened;
  const { language } = turn.conversation;
  const ctx: Ctx = { hub: parts.hub, shop, actor: { kind: 'system' }, language, cause: turn.cause };
  const sounds = await soundsOf(parts, ctx, opened, notes);
  if (!transcriber || !shop.settings.assistant.model) return opened;
  const prompt = await inShop(ctx, promptOf);
  if (prompt === null) return opened;
  const listened = await Promise.all(
    notes.map((note) => hear(parts, transcriber, { id: note.id, sound: sounds.get(note.id) }, { language, prompt })),
  );
  return inShop(ctx, (run) => keep(run, opened, listened, transcriber.model));
}

/** A recording that nobody has listened to yet. */
function noteIn({ id, content }: TurnMessage): Note[] {
  const fresh = content.kind === 'media' && content.media === 'audio' && content.transcript === undefined;
  return fresh ? [{ id, recording: content }] : [];
}

/** The names of the catalogue, apart by commas; null when this month's budget is spent. */
async function promptOf(run: Run): Promise<string | null> {
  if ((await spending(run)).spent) return null;
  const { products } = await loadCatalogue(run.trx, run.shop.id);
  return products
    .slice(0, PROMPT_NAMES)
    .map((product) => product.name)
    .join(', ');
}

async function hear(
  parts: Parts,
  transcriber: Transcriber,
  { id, sound }: { id: number; sound: Attachment | undefined },
  hints: Parameters<Transcriber['transcribe']>[1],
): Promise<Listened> {
  if (!sound) return { id, words: '', call: null };
  try {
    const call = await transcriber.transcribe(sound, hints);
    return { id, words: heardIn(call, hints.prompt) ?? '', call };
  } catch (error) {
    parts.log.warn('a voice note could not be written down', { message: id, error });
    return { id, words: '', call: 'failed' };
  }
}

/**
 * The recordings by the message they came as: what was kept, else what its channel gives, which is kept from then on
 * (a provider keeps it for a while only). A member's own notes are not kept. What cannot be had is left out.
 */
async function soundsOf(parts: Parts, ctx: Ctx, opened: Opened, notes: Note[]): Promise<Map<number, Attachment>> {
  const sounds = new Map<number, Attachment>();
  const connection = await connectionFor(parts.hub, ctx.shop.id, opened.conversation.id);
  await Promise.all(
    notes.map(async ({ id, recording }) => {
      try {
        const sound = await fileOf(parts, connection, { ...recording, id }, 1);
        if (sound) sounds.set(id, sound);
      } catch (error) {
        parts.log.warn('a voice note could not be fetched', { message: id, error });
      }
    }),
  );
  if (opened.turn.conversation.member) return sounds;
  await inShop(ctx, async (run) => {
    for (const [id, sound] of sounds) await keepAttachment(run, id, sound);
  });
  return sounds;
}

/** Writes what was heard beside each recording, unless another process did; the turn as it reads with it. */
async function keep(run: Run, opened: Opened, listened: Listened[], model: string): Promise<Opened> {
  const { turn, conversation } = opened;
  const words = new Map<number, string>();
  for (const { id, words: heard } of listened) {
    const row = await run.trx
      .selectFrom('message')
      .select('arrival')
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const arrival = row.arrival as Arrival;
    if (arrival.what.kind !== 'message' || arrival.what.content.kind !== 'media') continue;
    const known = arrival.what.content.transcript;
    words.set(id, known ?? heard);
    if (known !== undefined) continue;
    const kept: Arrival = {
      ...arrival,
      what: { kind: 'message', content: { ...arrival.what.content, transcript: heard } },
    };
    await run.trx
      .updateTable('message')
      .set({ arrival: JSON.stringify(kept) })
      .where('id', '=', id)
      .execute();
  }
  await recordCalls(run, { conversationId: conversation.id, turnId: turn.id }, callsOf(listened, model));
  const messages = turn.messages.map((message) => withWords(message, words.get(message.id)));
  const story = turn.conversation.member ? turn.story : await storyOf(run, conversation);
  return { ...opened, turn: { ...turn, messages, story } };
}

function callsOf(listened: Listened[], model: string): ModelCall[] {
  return listened.flatMap(({ call }): ModelCall[] => {
    if (call === null) return [];
    if (call === 'failed') return [{ model, tokens: { in: 0, out: 0 }, failed: true, seconds: null }];
    return [{ model, tokens: call.tokens, failed: false, seconds: call.seconds }];
  });
}

function withWords(message: TurnMessage, transcript: string | undefined): TurnMessage {
  if (transcript === undefined || message.content.kind !== 'media') return message;
  const content = { ...message.content, transcript };
  return { ...message, content, text: wordsOf(content) };
}
