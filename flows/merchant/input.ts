import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { parseMoney } from '../../tools/money.ts';
import type { OrderChange, OrderRequest } from '../../tools/orders/change.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { readerFor } from '../reader.ts';
import { type Reading, read, readWhen } from '../understand/index.ts';
import type { Command } from './grammar.ts';

/** What a command's tool takes, from what was typed after its word. Throws Refusal when the words cannot be read. */
export async function commandInput(ctx: Ctx, command: Command, order: number | undefined): Promise<object> {
  const { takes, reads } = command.tool.command!;
  const named = {
    ...(order === undefined ? {} : { order }),
    ...(command.version === undefined ? {} : { version: command.version }),
  };
  if (takes === 'nothing' || takes === 'order') return named;
  const { text } = command;
  switch (reads) {
    case 'change':
      return { ...named, ...(text ? { change: await readChange(ctx, text) } : {}) };
    case 'request':
      return { ...named, text, ...(text ? { request: await readRequest(ctx, text) } : {}) };
    case 'day': {
      const day = whenNamed(ctx, text)?.date;
      return { ...named, text, ...(day ? { day } : {}) };
    }
    case 'when': {
      const when = whenNamed(ctx, text);
      return { ...named, text, ...(when?.date ? { date: when.date } : {}), ...(when?.time ? { time: when.time } : {}) };
    }
    default:
      return { ...named, text };
  }
}

function whenNamed(ctx: Ctx, text: string) {
  if (!text) return undefined;
  return readWhen(text, { refTime: new Date(ctx.hub.now()).toISOString(), timezone: ctx.shop.timezone });
}

const FEE = /\b(?:livraison|delivery|frais)\s*:?\s*(\d+(?:[.,]\d+)?)\s*(?:€|eur|dt|tnd)?/iu;

/** "3 fraisiers, dimanche 10h, livraison 5€": what a member wants different. Throws Refusal naming what is unclear. */
async function readChange(ctx: Ctx, text: string): Promise<OrderChange> {
  const { change } = await readOrder(ctx, text);
  const empty = change.lines.length === 0 && Object.keys(change).length === 1;
  if (empty) throw new Refusal('invalid', textsFor(ctx.language).refusals.notUnderstoodChange(text));
  return change;
}

/** A whole order in one line: "Marie 0612345678 2 fraisiers 8p samedi 14h". Throws Refusal naming what is unclear. */
async function readRequest(ctx: Ctx, text: string): Promise<OrderRequest> {
  const { change, reading } = await readOrder(ctx, text);
  return {
    ...change,
    ...(reading.customer_name ? { name: reading.customer_name } : {}),
    ...(reading.phone ? { phone: reading.phone } : {}),
  };
}

async function readOrder(ctx: Ctx, text: string): Promise<{ change: OrderChange; reading: Reading }> {
  const texts = textsFor(ctx.language).refusals;
  const fee = FEE.exec(text);
  const shipping = fee ? parseMoney(fee[1]!, ctx.shop.currency) : null;
  const rest = fee ? text.replace(fee[0], ' ') : text;
  const { compiled, catalogue } = await readerFor(ctx);
  const reading = read(compiled, {
    turns: [{ from: 'customer', text: rest.trim() || text }],
    refTime: new Date(ctx.hub.now()).toISOString(),
    speaker: 'customer',
  });
  const unclear = reading.unresolved[0];
  if (unclear && rest.trim()) {
    const names = unclear.candidates.flatMap((sku) => catalogue.find(sku)?.product.name ?? []);
    throw new Refusal(
      'invalid',
      names.length > 0 ? texts.ambiguousChange(unclear.text, names) : texts.notUnderstoodChange(unclear.text),
    );
  }
  const change: OrderChange = {
    lines: reading.items.flatMap((item) =>
      item.qty === null ? [] : [{ sku: item.sku, qty: item.op === 'remove' ? 0 : item.qty }],
    ),
    ...(reading.date ? { date: reading.date } : {}),
    ...(reading.time ? { time: reading.time } : {}),
    ...(reading.fulfilment ? { fulfilment: reading.fulfilment } : {}),
    ...(reading.address ? { address: reading.address } : {}),
    ...(shipping === null ? {} : { shipping, fulfilment: 'delivery' as const }),
  };
  return { change, reading };
}
