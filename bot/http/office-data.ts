import type {
  ChannelState,
  OfficeLine,
  OrderRow,
  SystemState,
  TodayData,
  WaitingCard,
} from '../../admin/office/index.ts';
import type { Ctx } from '../../tools/context.ts';
import type { ChannelName } from '../../tools/conversations/message.ts';
import { formatQuantity } from '../../tools/language.ts';
import type { OrderView } from '../../tools/orders/read.ts';
import type { SignedIn } from '../../tools/team/sign-in.ts';
import type { Today, WaitingOrder } from '../../tools/team/today.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { signedFrame } from './office-room.ts';

/** What the page shows of the installation itself. */
export type OfficeFacts = {
  engine: SystemState['database'];
  model: SystemState['model'];
  /** Channels whose secret is there. */
  signed: Set<ChannelName>;
  simulatorUrl: string | null;
};

/** Graph's code for a template that does not exist or is not approved. */
const TEMPLATE_MISSING = new Set([132001, 132007, 132015, 132016]);

/** The facts of the office's first page in the page's own terms. */
export function todayData(
  ctx: Ctx,
  session: SignedIn,
  today: Today,
  facts: OfficeFacts,
  flash: TodayData['flash'],
): TodayData {
  const { shop } = ctx;
  const money = (minor: number) => ({ amount: minor, currency: shop.currency });
  const basket = (figures: Today['today']) => (figures.orders > 0 ? money(figures.basket) : null);
  const oldest = today.waiting[0]?.view.order.created_at.getTime();
  return {
    ...signedFrame(ctx, session, flash),
    confirmAction: '/admin/confirmer',
    refuseAction: '/admin/refuser',
    ...(shop.demo && facts.simulatorUrl ? { simulator: facts.simulatorUrl } : {}),
    figures: {
      orders: { today: today.today.orders, yesterday: today.yesterday.orders },
      revenue: { today: money(today.today.revenue), yesterday: money(today.yesterday.revenue) },
      waiting: { count: today.waiting.length, ...(oldest === undefined ? {} : { oldestAt: oldest }) },
      basket: { today: basket(today.today), yesterday: basket(today.yesterday) },
    },
    waiting: today.waiting.map((waiting) => waitingCard(ctx, waiting)),
    orders: today.orders.map((view) => orderRow(ctx, view)),
    system: {
      channels: channelStates(ctx, today, facts),
      model: shop.settings.assistant.model ? facts.model : { state: 'off' },
      database: facts.engine,
    },
  };
}

function linesOf(ctx: Ctx, view: OrderView): OfficeLine[] {
  return view.lines.map((line) => {
    const detail = Object.entries(line.options as Record<string, unknown>)
      .map(([name, value]) => `${name} : ${String(value)}`)
      .join(', ');
    return { qty: formatQuantity(line.qty, line.unit, ctx.language), name: line.name, ...(detail ? { detail } : {}) };
  });
}

function dueOf(view: OrderView): { due?: { date: string; time?: string } } {
  const { due_date: date, due_time: time } = view.order;
  return date ? { due: { date, ...(time ? { time } : {}) } } : {};
}

function waitingCard(ctx: Ctx, { view, undelivered }: WaitingOrder): WaitingCard {
  const { order, customer } = view;
  const name = order.customer_name ?? customer.name;
  const notice = undelivered ? noticeOf(undelivered) : undefined;
  return {
    short: order.short,
    number: order.number,
    version: order.version,
    channel: order.channel as ChannelName,
    customer: { ...(name ? { name } : {}), ...(customer.phone ? { phone: customer.phone } : {}) },
    lines: linesOf(ctx, view),
    ...dueOf(view),
    ...(order.fulfilment ? { fulfilment: order.fulfilment } : {}),
    ...(order.address ? { address: order.address } : {}),
    ...(order.note ? { note: order.note } : {}),
    total: { amount: order.total, currency: ctx.shop.currency },
    since: order.created_at.getTime(),
    ...(notice ? { notice } : {}),
  };
}

function noticeOf(undelivered: { code: number; state: string }): NonNullable<WaitingCard['notice']> {
  if (undelivered.state === 'failed') return 'send_failed';
  return TEMPLATE_MISSING.has(undelivered.code) ? 'template_not_approved' : 'window_closed';
}

function orderRow(ctx: Ctx, view: OrderView): OrderRow {
  const { order, customer } = view;
  const name = order.customer_name ?? customer.name;
  return {
    short: order.short,
    number: order.number,
    at: order.created_at.getTime(),
    channel: order.channel as ChannelName,
    ...(name ? { customer: name } : {}),
    lines: linesOf(ctx, view),
    ...dueOf(view),
    total: { amount: order.total, currency: ctx.shop.currency },
    status: order.status,
    payment: order.payment_status,
  };
}

function channelStates(ctx: Ctx, today: Today, facts: OfficeFacts): ChannelState[] {
  const { faults } = textsFor(ctx.language);
  return today.connections.map((connection): ChannelState => {
    const channel = connection.channel as ChannelName;
    const state = !facts.signed.has(channel)
      ? 'secret_missing'
      : connection.state === 'on'
        ? 'connected'
        : 'disconnected';
    const last = connection.lastFailure ?? connection.reason;
    return {
      channel,
      account: connection.display ?? connection.account,
      state,
      ...(connection.lastEventAt === null ? {} : { lastEventAt: connection.lastEventAt }),
      ...(connection.failures > 0 || connection.reason
        ? {
            failures: {
              count: connection.failures,
              ...(last ? { last: last.fault ? faults[last.fault] : last.details } : {}),
            },
          }
        : {}),
    };
  });
}
