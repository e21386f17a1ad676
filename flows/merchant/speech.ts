import type { Ctx } from '../../tools/context.ts';
import { lastAsker } from '../../tools/conversations/pass-on.ts';
import { formatDay } from '../../tools/language.ts';
import type { Status } from '../../tools/orders/states.ts';
import { inShop } from '../../tools/perform.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Mind } from '../agent/model.ts';
import { readerFor } from '../reader.ts';
import { matchProducts, readCommandWords, readWhen } from '../understand/index.ts';
import { ORDINARY } from '../understand/ordinary.ts';
import { onlyReads } from './families.ts';
import { parseCommand, splitCommands } from './grammar.ts';
import { ordersByName } from './hearing/by-name.ts';
import { type Heard, type HearingWorld, hear, namesAnOrder } from './hearing/hear.ts';
import { placeOf, propose } from './plans.ts';
import { type Done, runCommand } from './run.ts';
import { VOCABULARY } from './vocabulary.ts';

/** How sure a product must be for a sentence to be about it: most of its name was said. */
const SURE_PRODUCT = 0.5;

/**
 * What is said in plain words, or by voice: the exact commands it would run, as one card; lists and reports, which
 * change nothing, are shown at once. `order` is the one of the card that is quoted.
 */
export async function answerSpeech(
  ctx: Ctx,
  said: { text: string; voice: boolean; key: string; order?: number | undefined },
  mind: Mind | undefined,
): Promise<Done[]> {
  const texts = textsFor(ctx.language);
  const place = placeOf(ctx, said.key);
  const heard = await understand(ctx, said, mind);
  const commands = heard.commands.flatMap((text) => {
    const parsed = parseCommand(text, place.role);
    return parsed.kind === 'command' ? [{ text, command: parsed.command }] : [];
  });
  if (commands.length === 0) return (await byName(ctx, said, mind)) ?? reading(ctx, said.text, place.role);
  if (commands.every(({ command }) => onlyReads(command.tool, command.text))) {
    const done: Done[] = [];
    for (const { command } of commands) done.push(...(await runCommand(ctx, command)));
    return done;
  }
  const note = heard.leftover.length > 0 ? texts.merchant.planLeftover(heard.leftover.join(' … ')) : undefined;
  const source = said.voice ? ('voice' as const) : ('speech' as const);
  const reply = await propose(ctx, place, { commands: commands.map(({ text }) => text), source, note });
  return [{ facts: { proposed: commands.length }, ...(reply ? { reply } : {}) }];
}

/** The number of a button may be long, the id behind it no longer than the narrowest channel takes. */
const MOST_IN_CHOICE = 180;
const MOST_CHOICES = 10;

/**
 * "La commande de Karim est prête": the sentence once more with the order's number for the name; of several orders of
 * that name, which one is asked. Null: it names nobody, or nothing known is said of the order.
 */
async function byName(
  ctx: Ctx,
  said: { text: string; voice: boolean; key: string; order?: number | undefined },
  mind: Mind | undefined,
): Promise<Done[] | null> {
  if (said.order !== undefined || (await wordToShow(ctx, said.text)) === '/client') return null;
  const { compiled } = await readerFor(ctx);
  const isWord = (word: string) => ORDINARY.has(word) || (matchProducts(compiled, word)[0]?.score ?? 0) >= SURE_PRODUCT;
  const named = await ordersByName(ctx, said.text, isWord);
  if (!named) return null;
  const numbered = named.orders.slice(0, MOST_CHOICES).map((order) => ({ order, text: named.withNumber(order.short) }));
  const world = await worldFor(ctx, { text: numbered.map(({ text }) => text).join('\n') });
  const [first, ...others] = numbered.filter(
    ({ text }) => text.length <= MOST_IN_CHOICE && hear(text, world).commands.length > 0,
  );
  if (!first) return null;
  if (others.length === 0) return answerSpeech(ctx, { ...said, text: first.text }, mind);
  const texts = textsFor(ctx.language);
  const choices = [first, ...others].map(({ order, text }) => ({
    id: text,
    title: `${order.short} · ${order.due ? formatDay(order.due, ctx.language) : texts.noDate}`.slice(0, MOST_IN_TITLE),
    description: order.name.slice(0, MOST_IN_DESCRIPTION),
  }));
  return [
    {
      facts: {},
      reply: { text: texts.merchant.whichOrder(named.name), choices, choicesLabel: texts.customer.askVariantButton },
    },
  ];
}

const MOST_IN_TITLE = 20;
const MOST_IN_DESCRIPTION = 70;

/** Whether plain words act on an order that exists: such a sentence is never an answer to something else. */
export async function actsOnOrder(ctx: Ctx, text: string): Promise<boolean> {
  const world = await worldFor(ctx, { text });
  const role = ctx.actor.kind === 'member' ? ctx.actor.role : undefined;
  return hear(text, world).commands.some((line) => {
    const parsed = parseCommand(line, role);
    return parsed.kind === 'command' && parsed.command.orders.some((order) => world.statusOf(order) !== undefined);
  });
}

/** The exact commands that plain words would run or show, as they would be typed; none: they ask for nothing. */
export async function commandsSaid(ctx: Ctx, text: string): Promise<string[]> {
  const { commands } = await understand(ctx, { text }, undefined);
  const shown = commands.length > 0 ? null : await wordToShow(ctx, text);
  return shown ? [shown] : commands;
}

/** The command that free words ask to see; none where they are about an order, since it would answer beside them. */
async function wordToShow(ctx: Ctx, text: string): Promise<string | null> {
  return namesAnOrder(text, await worldFor(ctx, { text })) ? null : readCommandWords(text);
}

/** First the exact grammar (a voice note may speak it), then the clauses, then the model. */
async function understand(
  ctx: Ctx,
  said: { text: string; voice?: boolean; order?: number | undefined },
  mind: Mind | undefined,
): Promise<Heard> {
  const role = ctx.actor.kind === 'member' ? ctx.actor.role : undefined;
  const typed = splitCommands(said.text, role).map((line) => parseCommand(line.replace(/[.!]+$/, ''), role));
  if (said.voice && typed.length > 0 && typed.every((parsed) => parsed.kind === 'command')) {
    return {
      commands: typed.flatMap((parsed) => (parsed.kind === 'command' ? [exact(parsed.command)] : [])),
      leftover: [],
    };
  }
  const heard = hear(said.text, await worldFor(ctx, said));
  if (heard.commands.length > 0 && heard.leftover.length === 0) return heard;
  const proposed = mind ? await askModel(ctx, mind, said) : null;
  return proposed && proposed.length > 0 ? { commands: proposed, leftover: [] } : heard;
}

/** A parsed command as it would be typed exactly. */
function exact(command: { word: string; orders: number[]; text: string }): string {
  return [command.word, ...command.orders.map(String), command.text].filter(Boolean).join(' ');
}

async function askModel(
  ctx: Ctx,
  mind: Mind,
  said: { text: string; order?: number | undefined },
): Promise<string[] | null> {
  const { proposeByModel } = await import('../agent/member.ts');
  return proposeByModel(ctx, mind, said);
}

/** Nothing numbered and nothing of the catalogue: what the sentence asks to see ("combien on a vendu aujourd'hui ?"). */
async function reading(ctx: Ctx, text: string, role: 'owner' | 'manager' | 'staff'): Promise<Done[]> {
  const texts = textsFor(ctx.language);
  const word = await wordToShow(ctx, text);
  const parsed = word ? parseCommand(word, role) : null;
  if (parsed?.kind === 'command') return runCommand(ctx, parsed.command);
  if (parsed?.kind === 'help') {
    const { help } = await import('./help.ts');
    return [{ facts: {}, reply: help(ctx.language, role, '') }];
  }
  if (parsed?.kind === 'needs_number') return [{ facts: {}, reply: { text: texts.refusals.needsNumber(parsed.word) } }];
  const asker = await inShop(ctx, lastAsker);
  const rows = [texts.member.noFreeSpeech, asker && texts.conversation.member.quoteHint(asker)];
  return [{ facts: {}, reply: { text: rows.filter(Boolean).join('\n') } }];
}

/** What the sentence may be about: its orders as they stand, the catalogue, the calendar. */
async function worldFor(ctx: Ctx, said: { text: string; order?: number | undefined }): Promise<HearingWorld> {
  const numbers = [...said.text.matchAll(/\d{1,7}/g)].map(([digits]) => Number(digits));
  const asked = [...new Set([...numbers, ...(said.order === undefined ? [] : [said.order])])].filter(
    Number.isSafeInteger,
  );
  const rows =
    asked.length === 0
      ? []
      : await inShop(ctx, (run) =>
          run.trx.selectFrom('orders').select(['short', 'status']).where('short', 'in', asked).execute(),
        );
  const statuses = new Map<number, Status>(rows.map((row) => [row.short, row.status]));
  const { compiled } = await readerFor(ctx);
  const refTime = new Date(ctx.hub.now()).toISOString();
  return {
    statusOf: (order) => statuses.get(order),
    isProduct: (words) => (matchProducts(compiled, words)[0]?.score ?? 0) >= SURE_PRODUCT,
    isWhen: (words) => {
      const when = readWhen(words, { refTime, timezone: ctx.shop.timezone });
      return Boolean(when?.date || when?.time);
    },
    exists: (word) => VOCABULARY.some(({ tool }) => tool.command!.words[0] === word),
    order: said.order,
  };
}
