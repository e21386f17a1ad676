import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { parseMoney } from '../../tools/money.ts';
import type { OrderChange } from '../../tools/orders/change.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { readerFor } from '../reader.ts';
import { read, readWhen } from '../understand/index.ts';
import type { Command } from './grammar.ts';

/** What a command's tool takes, from what was typed after its word. Throws Refusal when the words cannot be read. */
export async function commandInput(ctx: Ctx, command: Command, order: number | undefined): Promise<object> {
  const version = command.version === undefined ? {} : { version: command.version };
  switch (command.tool.name) {
    case 'modify_order': {
      const change = command.text ? await readChange(ctx, command.text) : undefined;
      return { order, ...version, ...(change ? { change } : {}) };
    }
    case 'list_orders': {
      const day = dayNamed(ctx, command.text);
      return { text: command.text, ...(day ? { day } : {}) };
    }
    case 'search_catalogue':
    case 'link_account':
      return { text: command.text };
    default:
      return command.tool.command?.takes === 'order_and_text'
        ? { order, ...version, text: command.text }
        : { order, ...version };
  }
}

function dayNamed(ctx: Ctx, text: string): string | undefined {
  if (!text) return undefined;
  const when = readWhen(text, { refTime: new Date(ctx.hub.now()).toISOString(), timezone: ctx.shop.timezone });
  return when?.date ?? undefined;
}

const FEE = /\b(?:livraison|delivery|frais)\s*:?\s*(\d+(?:[.,]\d+)?)\s*(?:€|eur|dt|tnd)?/iu;

/** "3 fraisiers, dimanche 10h, livraison 5€": what a member wants different. Throws Refusal naming what is unclear. */
async function readChange(ctx: Ctx, text: string): Promise<OrderChange> {
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
  const empty = change.lines.length === 0 && Object.keys(change).length === 1;
  if (empty) throw new Refusal('invalid', texts.notUnderstoodChange(text));
  return change;
}
