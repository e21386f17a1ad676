/** Today's orders: a table on a wide screen, cards on a small one, the same markup. */
import { dueDay, money, timeOf } from '../format.ts';
import { StateChip, type Tone } from '../parts/state.tsx';
import type { Texts } from '../texts/index.ts';
import { ChannelIcon } from './channel-icon.tsx';
import type { OrderRow, OrderStatus, PaymentStatus, TodayData } from './data.ts';
import { LineText } from './waiting.tsx';

export const STATUS_TONES: Record<OrderStatus, Tone> = {
  pending: 'warn',
  confirmed: 'cool',
  preparing: 'cool',
  ready: 'good',
  delivered: 'quiet',
  cancelled: 'bad',
};
export const PAYMENT_TONES: Record<PaymentStatus, Tone> = {
  unpaid: 'warn',
  partial: 'cool',
  paid: 'good',
  refunded: 'quiet',
};

function Row({ order, data, t }: { order: OrderRow; data: TodayData; t: Texts }) {
  return (
    <tr>
      <th scope="row" class="o-number">
        <ChannelIcon channel={order.channel} t={t} />
        <bdi>{order.number}</bdi>
      </th>
      <td class="o-time">{timeOf(order.at, data.timeZone, data.lang)}</td>
      <td class="o-customer">
        <bdi>{order.customer ?? t.today.unknownCustomer}</bdi>
      </td>
      <td class="o-lines">
        <ul>
          {order.lines.map((line) => (
            <li>
              <LineText line={line} t={t} />
            </li>
          ))}
        </ul>
        {order.due ? <small>{dueDay(order.due, data.lang)}</small> : null}
      </td>
      <td class="o-total">
        <bdi>{money(order.total, data.lang)}</bdi>
      </td>
      <td class="o-status">
        <StateChip tone={STATUS_TONES[order.status]}>{t.today.statuses[order.status]}</StateChip>
      </td>
      <td class="o-payment">
        {order.status === 'cancelled' && order.payment === 'unpaid' ? null : (
          <StateChip tone={PAYMENT_TONES[order.payment]}>{t.today.payments[order.payment]}</StateChip>
        )}
      </td>
    </tr>
  );
}

/** The section of today's orders; it says so when there is none. */
export function OrderList({ data, t }: { data: TodayData; t: Texts }) {
  const heads = ['order', 'placedAt', 'customer', 'lines', 'amount', 'status', 'payment'] as const;
  return (
    <section aria-labelledby="orders">
      <h2 id="orders">{t.today.ordersTitle}</h2>
      {data.orders.length === 0 ? (
        <p class="nothing">{t.today.ordersNone}</p>
      ) : (
        <table class="orders">
          <thead>
            <tr>
              {heads.map((head) => (
                <th scope="col" class={head === 'amount' ? 'o-total' : undefined}>
                  {t.today[head]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.orders.map((order) => (
              <Row order={order} data={data} t={t} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
