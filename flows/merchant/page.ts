import type { Ctx } from '../../tools/context.ts';
import type { PageSeen, Reply } from '../../tools/conversations/message.ts';
import { Refusal } from '../../tools/errors.ts';
import { formatQuantity } from '../../tools/language.ts';
import { formatMoney } from '../../tools/money.ts';
import { whenDue } from '../../tools/orders/cards.ts';
import type { OrderRequest } from '../../tools/orders/change.ts';
import { completeRequest } from '../../tools/orders/new-order.ts';
import { keepLink, showPage } from '../../tools/pages/tools.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { answerPlan, pageLine, proposePlan } from '../../tools/plans/plan.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Outcome, Run } from '../../tools/tool.ts';
import type { TurnMessage } from '../turn.ts';
import { parseCommand } from './grammar.ts';
import { commandInput } from './input.ts';
import { placeOf } from './plans.ts';
import type { Quoted } from './quoted.ts';
import { answered } from './setup.ts';

/** A video or its comments: nothing gives them to us but the person who pastes the address. */
const LINK = /https?:\/\/(?:[\w-]+\.)?tiktok\.com\/\S+/iu;

/**
 * A member's picture that became a page, or a pasted link: its lines are shown as cards, a price list goes to the setup
 * that asked for it, and what nobody read is said to be kept. Null: the message is neither.
 */
export async function takePage(ctx: Ctx, message: TurnMessage): Promise<Outcome[] | null> {
  const { content, text } = message;
  if (content.kind === 'media' && content.page) return [await answerPage(ctx, content.page)];
  const link = content.kind === 'text' && parseCommand(text).kind === 'speech' ? LINK.exec(text)?.[0] : undefined;
  return link ? [await perform(keepLink, ctx, { url: link, message: message.id })] : null;
}

async function answerPage(ctx: Ctx, page: PageSeen): Promise<Outcome> {
  const texts = textsFor(ctx.language).pages;
  const says = (text: string): Outcome => ({ facts: { page: page.id ?? null }, reply: { text } });
  if (page.id === undefined)
    return says({ gone: texts.notFetched, kind: texts.badKind, large: texts.tooLarge }[page.trouble]);
  if (page.kind === 'price_list') {
    if (page.lines > 0 || !page.trouble) return answered(ctx, { page: page.id });
    return says(page.trouble === 'failed' ? texts.listFailed : texts.listKept);
  }
  if (page.lines > 0) return perform(showPage, ctx, { page: page.id });
  const form = `${ctx.hub.publicUrl}/admin/nouvelle?photo=${page.id}`;
  const say = {
    no_model: texts.kept,
    off: texts.keptOff,
    spent: texts.keptSpent,
    failed: texts.keptFailed,
  };
  return says((page.trouble ? say[page.trouble] : texts.nothingRead)(String(page.id), form));
}

/** A line of a page as its card says it. `command` null: what it says is not enough for an order. */
export type ReadLine = { words: string; command: string | null; shown: string };

/** Reads a line the way /nouvelle would, and says what would be created or what is missing. Nothing is written. */
export async function readLine(ctx: Ctx, words: string): Promise<ReadLine> {
  const line = words.replace(/\s+/g, ' ').trim();
  const command = `/nouvelle ${line}`;
  const parsed = parseCommand(command);
  try {
    if (parsed.kind !== 'command') throw new Refusal('invalid', textsFor(ctx.language).orders.createHow);
    const { request } = (await commandInput(ctx, parsed.command, undefined)) as { request?: OrderRequest };
    if (!request) throw new Refusal('invalid', textsFor(ctx.language).orders.askWhat);
    return { words: line, command, shown: await inShop(ctx, (run) => requestText(run, request)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [why = ''] = error.message.split('\n');
    return { words: line, command: null, shown: textsFor(ctx.language).pages.unclear(why) };
  }
}

/** Who, what, when and how much: an order as it would be created. */
async function requestText(run: Run, request: OrderRequest): Promise<string> {
  const { lines, date } = await completeRequest(run, request);
  const texts = textsFor(run.language);
  const money = (amount: number) => formatMoney(amount, run.shop.currency, run.language);
  const rows = lines.map((line) =>
    texts.line(formatQuantity(line.qty, line.unit, run.language), line.name, money(line.total)),
  );
  const fulfilment = request.fulfilment ?? 'pickup';
  const place = request.address ? `${texts.fulfilment[fulfilment]} : ${request.address}` : texts.fulfilment[fulfilment];
  return [
    `👤 ${[request.name, request.phone].filter(Boolean).join(' · ')}`,
    ...rows,
    `📅 ${whenDue({ due_date: date, due_time: request.time ?? null }, run.language)}`,
    `📍 ${place}`,
    ...(request.note ? [`📝 ${request.note}`] : []),
  ].join('\n');
}

type Place = { conversationId: number; memberId: number; key: string };

/** Keeps the line as a plan and returns its card: what was read, what it makes, its part of the photo beside it. */
export async function lineCard(
  run: Run,
  place: Place,
  line: ReadLine,
  about: { pageId: number; title: string; document?: NonNullable<Reply['document']> | undefined },
): Promise<Reply> {
  const texts = textsFor(run.language).pages;
  const card = (plan: number): Reply => ({
    text: [about.title, texts.quoted(line.words), '', line.shown, ...(line.command ? [] : [texts.rewriteHow])].join(
      '\n',
    ),
    choices: [
      ...(line.command ? [{ id: `/oui ${plan}`, title: texts.create }] : []),
      { id: `/recrire ${plan}`, title: texts.modify },
      { id: `/non ${plan}`, title: texts.ignore },
    ],
    ...(about.document ? { document: about.document } : {}),
  });
  return proposePlan(run, {
    ...place,
    commands: [{ text: line.command ?? `/nouvelle ${line.words}` }],
    source: 'page',
    // A photo is nobody's word: a yes to it is a tap on its own card.
    needsTap: true,
    page: { id: about.pageId, card },
  });
}

/** [Modifier] under a line: the line is given back to be corrected and sent as a command of its own. */
export async function rewriteLine(ctx: Ctx, planId: number): Promise<Outcome[]> {
  const texts = textsFor(ctx.language).pages;
  const { conversationId } = placeOf(ctx, '');
  const text = await inShop(ctx, async (run) => {
    const answer = await answerPlan(run, { conversationId, id: planId, yes: false, tapped: true });
    return answer.kind === 'dropped' ? texts.rewrite(answer.plan.commands[0]?.text ?? '') : texts.lineGone;
  });
  return [{ facts: {}, reply: { text } }];
}

/**
 * Words in answer to a line's card: the line as it should read, or what is to be added to it. They become a new card with
 * the same evidence in place of the first. Null: the quoted card is no line of a page.
 */
export async function replyToLine(
  ctx: Ctx,
  said: { text: string; key: string },
  quoted: Quoted,
): Promise<Outcome[] | null> {
  const planId = quoted.plan;
  if (planId === undefined) return null;
  const line = await inShop(ctx, (run) => pageLine(run, planId));
  if (!line) return null;
  const whole = await readLine(ctx, said.text);
  const before = line.text.replace(/^\/nouvelle\s+/, '');
  const joined = whole.command ? whole : await readLine(ctx, `${before}, ${said.text}`);
  const read = joined.command ? joined : whole;
  const texts = textsFor(ctx.language).pages;
  const place = placeOf(ctx, said.key);
  const reply = await inShop(ctx, async (run) => {
    const dropped = await answerPlan(run, {
      conversationId: place.conversationId,
      id: planId,
      yes: false,
      tapped: true,
    });
    if (dropped.kind !== 'dropped') return { text: texts.lineGone };
    return lineCard(run, place, read, {
      pageId: line.pageId,
      title: texts.line(String(line.pageId), '1', '1'),
      document: quoted.document,
    });
  });
  return [{ facts: {}, reply }];
}
