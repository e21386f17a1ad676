import type { Ctx } from '../../tools/context.ts';
import { alert, customerName } from '../../tools/conversations/index.ts';
import { memberThreads, say } from '../../tools/conversations/say.ts';
import { draftContentSchema } from '../../tools/drafts/draft.ts';
import { formatMoney, parseMoney } from '../../tools/money.ts';
import { inShop } from '../../tools/perform.ts';
import { proposePlan } from '../../tools/plans/plan.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { readerFor } from '../reader.ts';
import { type ReaderTurn, read, readWhen } from '../understand/index.ts';
import { parseCommand } from './grammar.ts';

/** What the owner wrote to a customer from her own phone. */
export type Echo = { conversationId: number; customerId: number; text: string; story: ReaderTurn[] };

const MONEY = /(\d+(?:[.,]\d{1,3})?)\s*(?:€|euros?|eur\b|dt\b|tnd|dinars?)/iu;
/** Words that promise nothing: a refusal, a question. */
const NO_PROMISE =
  /(?<!\p{L})(?:désolée?|impossible|complets?|fermée?s?|malheureusement|pas possible|sorry|closed)(?!\p{L})|\?\s*$/iu;

type Promised = { date: string | null; time: string | null; amount: number | null };

/**
 * Offers the members what one of them promised a customer in her own words ("ok 45 € pour samedi 15h") as commands to
 * validate: the open order changed and confirmed, or a new one with what was asked. Nothing runs before a yes; words
 * that promise nothing offer nothing. `done` runs in the transaction of the offer.
 */
export async function offerPromise(ctx: Ctx, echo: Echo, done: (run: Run) => Promise<void>): Promise<void> {
  const promised = readPromise(ctx, echo.text);
  const fresh = promised ? await freshOrder(ctx, echo, promised) : null;
  await inShop(ctx, async (run) => {
    await done(run);
    if (!promised) return;
    const offer = (await openOrder(run, echo, promised)) ?? fresh;
    if (!offer) return;
    const who = await customerName(run, echo.customerId);
    const roles = new Map(
      (await run.trx.selectFrom('member').select(['id', 'role']).execute()).map((member) => [member.id, member.role]),
    );
    for (const thread of await memberThreads(run)) {
      const role = roles.get(thread.memberId);
      if (role !== 'owner' && role !== 'manager') continue;
      const theirs = { ...run, language: thread.language };
      const texts = textsFor(thread.language).merchant;
      const note = offer.note?.(thread.language);
      const reply = await proposePlan(theirs, {
        conversationId: thread.conversationId,
        memberId: thread.memberId,
        commands: offer.commands,
        source: 'echo',
        needsTap: false,
        key: 'promise',
        title: texts.promised(who, echo.text),
        ...(note ? { note } : {}),
      });
      const { template } = alert(run, thread.language, reply.text).reply;
      await say(run, thread.conversationId, 'promise', { ...reply, template });
    }
  });
}

function readPromise(ctx: Ctx, text: string): Promised | null {
  if (!text.trim() || NO_PROMISE.test(text)) return null;
  const money = MONEY.exec(text);
  const rest = money ? text.replace(money[0], ' ') : text;
  const when = readWhen(rest, { refTime: new Date(ctx.hub.now()).toISOString(), timezone: ctx.shop.timezone });
  const amount = money ? parseMoney(money[1]!, ctx.shop.currency) : null;
  const promised = { date: when?.date ?? null, time: when?.time ?? null, amount };
  return promised.date || promised.time || amount !== null ? promised : null;
}

type Offer = {
  commands: { text: string; order?: number }[];
  note?: ((language: Run['language']) => string) | undefined;
};

/** The conversation's order that is still open: what is promised changes it, and confirms it when it waits. */
async function openOrder(run: Run, echo: Echo, promised: Promised): Promise<Offer | null> {
  const order = await run.trx
    .selectFrom('orders')
    .select(['short', 'status', 'due_date', 'due_time', 'total'])
    .where('conversation_id', '=', echo.conversationId)
    .where('status', 'in', ['pending', 'confirmed', 'preparing'])
    .where('paid', '=', 0)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  if (!order) return null;
  const moves =
    (promised.date !== null && promised.date !== order.due_date) ||
    (promised.time !== null && promised.time !== order.due_time);
  const commands = [
    ...(moves ? [`/modifier ${order.short} ${whenWords(promised)}`] : []),
    ...(order.status === 'pending' ? [`/confirmer ${order.short}`] : []),
  ];
  if (commands.length === 0) return null;
  const { amount } = promised;
  return {
    commands: commands.map((text) => ({ text, order: order.short })),
    note:
      amount === null || amount === order.total
        ? undefined
        : (language) =>
            textsFor(language).merchant.promisedPrice(
              formatMoney(amount, run.shop.currency, language),
              formatMoney(order.total, run.shop.currency, language),
            ),
  };
}

/** An order that is not taken down yet: what the customer asked for, at the time that was promised. */
async function freshOrder(ctx: Ctx, echo: Echo, promised: Promised): Promise<Offer | null> {
  if (parseCommand('/nouvelle x').kind !== 'command') return null;
  const { compiled, catalogue } = await readerFor(ctx);
  const asked = read(compiled, {
    turns: echo.story,
    refTime: new Date(ctx.hub.now()).toISOString(),
    speaker: 'customer',
  });
  const { draft, customer } = await inShop(ctx, async (run) => ({
    draft: await run.trx
      .selectFrom('draft')
      .select('content')
      .where('conversation_id', '=', echo.conversationId)
      .where('state', '=', 'open')
      .executeTakeFirst(),
    customer: await run.trx
      .selectFrom('customer')
      .select(['name', 'phone'])
      .where('id', '=', echo.customerId)
      .executeTakeFirst(),
  }));
  const kept = draft ? draftContentSchema.parse(draft.content) : null;
  const lines = (kept?.lines ?? asked.items).flatMap(({ sku, qty }) => {
    const found = sku ? catalogue.find(sku) : null;
    const name = [found?.product.name, found?.variant?.name].filter(Boolean).join(' ');
    return found && qty !== null ? [`${qty} ${name}`] : [];
  });
  if (lines.length === 0) return null;
  const when = whenWords({
    date: promised.date ?? kept?.date ?? asked.date,
    time: promised.time ?? kept?.time ?? asked.time,
  });
  const address = kept?.address ?? asked.address;
  const text = [
    '/nouvelle',
    customer?.name,
    customer?.phone,
    `${lines.join(', ')},`,
    when,
    address ? `livraison ${address}` : '',
  ];
  const { amount } = promised;
  return {
    commands: [{ text: text.filter(Boolean).join(' ') }],
    note:
      amount === null
        ? undefined
        : (language) => textsFor(language).merchant.promisedNewPrice(formatMoney(amount, ctx.shop.currency, language)),
  };
}

/** "28/11/2026 15h30": the day and hour as a member would type them. */
function whenWords({ date, time }: Pick<Promised, 'date' | 'time'>): string {
  const [year, month, day] = (date ?? '').split('-');
  const [hour, minute] = (time ?? '').split(':');
  return [year ? `${day}/${month}/${year}` : '', hour ? `${Number(hour)}h${minute === '00' ? '' : minute}` : '']
    .filter(Boolean)
    .join(' ');
}
