import { Refusal } from '../errors.ts';
import { advance, type OrderRef, showOrder } from '../orders/advance.ts';
import { changeOrder, changeSchema, type OrderChange } from '../orders/change.ts';
import { withText } from '../orders/inputs.ts';
import { tellCustomer } from '../orders/place.ts';
import { type OrderView, orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';

type Request = { id: number; order_version: number; what: 'change' | 'cancel'; change: OrderChange };

export const applyChange = defineTool({
  name: 'apply_change',
  says: 'Applies the change a customer asked for, exactly as it was shown.',
  for: ['member'],
  input: withText,
  command: {
    words: ['appliquer', 'apply'],
    takes: 'order_and_text',
    example: '156',
    help: {
      fr: 'applique le changement demandé par le client',
      en: 'applies the change the customer asked for',
      ar: 'تطبيق التغيير الذي طلبه الزبون',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const found = await requestFor(run, input);
    if ('instead' in found) return found.instead;
    const { view, request } = found;
    const ref = { order: input.order, version: view.order.version };
    if (request.what === 'cancel') {
      await decide(run, request.id, 'applied');
      return advance(run, ref, { to: 'cancelled' });
    }
    const outcome = await changeOrder(run, ref, request.change);
    await decide(run, request.id, 'applied');
    return {
      ...outcome,
      undo: { tool: 'modify_order', input: { order: input.order, change: inverse(view, request.change) } },
    };
  },
});

export const declineChange = defineTool({
  name: 'decline_change',
  says: 'Declines the change or cancellation a customer asked for and tells the customer why.',
  for: ['member'],
  input: withText,
  command: {
    words: ['decliner', 'reject'],
    takes: 'order_and_text',
    example: '156 complet samedi',
    help: {
      fr: 'refuse le changement demandé et prévient le client (motif)',
      en: 'declines the change asked for and tells the customer (reason)',
      ar: 'رفض التغيير المطلوب وإعلام الزبون (السبب)',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const found = await requestFor(run, input);
    if ('instead' in found) return found.instead;
    const { view, request } = found;
    await decide(run, request.id, 'refused');
    const reason = input.text.replace(MARK, '').trim();
    await tellCustomer(run, view, `declined:${request.id}`, (language) => {
      const texts = textsFor(language).conversation;
      const sentence = request.what === 'cancel' ? texts.cancelDeclined : texts.changeDeclined;
      return { text: sentence(view.order.short, reason) };
    });
    const text = textsFor(run.language).conversation.member.declined(view.order.short);
    return { facts: { declined: true, order: view.order.short }, reply: { text } };
  },
});

/** A button names the request it was shown for, beside the order: "d12". */
const MARK = /(?:^|\s)d(\d+)(?=\s|$)/;

/** The request a tap or a typed word decides, its order locked; the card instead when either is not as it was shown. */
async function requestFor(
  run: Run,
  input: OrderRef & { text: string },
): Promise<{ view: OrderView; request: Request } | { instead: Outcome }> {
  const view = await orderByShort(run, input.order, true);
  const mark = MARK.exec(input.text)?.[1];
  const row = await run.trx
    .selectFrom('change_request')
    .select(['id', 'order_version', 'what', 'change'])
    .where('order_id', '=', view.order.id)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst();
  const texts = textsFor(run.language).conversation.member;
  if (!row && mark === undefined) throw new Refusal('wrong_state', texts.noRequest(input.order));
  const shown =
    row !== undefined &&
    (mark === undefined || Number(mark) === row.id) &&
    row.order_version === view.order.version &&
    (input.version === undefined || input.version === view.order.version);
  if (!shown || view.order.status === 'cancelled' || view.order.status === 'delivered') {
    return { instead: await otherwise(run, view, texts.otherRequest(input.order)) };
  }
  const request: Request = { ...row, change: changeSchema.parse(row.change) };
  return { view, request };
}

async function otherwise(run: Run, view: OrderView, why: string): Promise<Outcome> {
  const card = await showOrder(run, view);
  return {
    facts: { done: false, order: view.order.short },
    reply: { ...card, text: `${why}\n\n${card.text}` },
    about: { orderId: view.order.id, version: view.order.version },
  };
}

async function decide(run: Run, id: number, state: 'applied' | 'refused'): Promise<void> {
  const by = run.actor.kind === 'member' ? run.actor.memberId : null;
  await run.trx
    .updateTable('change_request')
    .set({ state, decided_at: new Date(run.at), decided_by: by })
    .where('id', '=', id)
    .execute();
}

/** The change that leads back to the order as it was. */
function inverse(view: OrderView, change: OrderChange): OrderChange {
  const { order } = view;
  const kept = view.lines.map((line) => ({ sku: line.sku, qty: Number(line.qty) }));
  const added = change.lines.filter((line) => !view.lines.some((one) => one.sku === line.sku));
  return {
    lines: change.lines.length > 0 ? [...kept, ...added.map((line) => ({ sku: line.sku, qty: 0 }))] : [],
    ...(change.date !== undefined && order.due_date ? { date: order.due_date } : {}),
    ...(change.time !== undefined && order.due_time ? { time: order.due_time } : {}),
    ...(change.fulfilment !== undefined && order.fulfilment ? { fulfilment: order.fulfilment } : {}),
    ...(change.address !== undefined && order.address ? { address: order.address } : {}),
    ...(change.fulfilment === undefined ? {} : { shipping: order.shipping }),
  };
}
