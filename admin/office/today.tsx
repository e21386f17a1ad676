/** The office's first page: today's figures, what waits, today's orders, how the channels are. */
import { ago, count, dayOf, growth, type Lang, type Money, money } from '../format.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { type Texts, textsIn } from '../texts/index.ts';
import type { TodayData } from './data.ts';
import { OfficeFrame } from './frame.tsx';
import { OrderList } from './orders.tsx';
import { SystemPanel } from './system.tsx';
import { WaitingList } from './waiting.tsx';

type Facts = { data: TodayData; t: Texts };

type Delta = { words: string; way: 'up' | 'down' | 'same' };

function compared(today: number, yesterday: number, shown: string | null, t: Texts): Delta {
  if (yesterday === 0 && today === 0) return { words: t.today.sameAsYesterday, way: 'same' };
  if (yesterday === 0 || shown === null) return { words: t.today.noYesterday, way: 'same' };
  if (today === yesterday) return { words: t.today.sameAsYesterday, way: 'same' };
  return { words: t.today.versus(shown), way: today > yesterday ? 'up' : 'down' };
}

const signed = (n: number, lang: Lang): string => (n > 0 ? `+${count(n, lang)}` : n < 0 ? `−${count(-n, lang)}` : '0');

function signedMoney(today: Money, yesterday: Money, lang: Lang): string {
  const difference = today.amount - yesterday.amount;
  const amount = money({ amount: Math.abs(difference), currency: today.currency }, lang);
  return `${difference < 0 ? '−' : '+'}${amount}`;
}

function Figure(props: { icon: IconName; value: string; name: string; below: Delta; alert?: boolean }) {
  return (
    <div class={`figure${props.alert ? ' alert' : ''}`}>
      <dt>
        <Icon name={props.icon} />
        {props.name}
      </dt>
      <dd class="value">
        <bdi>{props.value}</bdi>
      </dd>
      <dd class={`delta ${props.below.way}`}>{props.below.words}</dd>
    </div>
  );
}

function Figures({ data, t }: Facts) {
  const { lang, figures } = data;
  const { orders, revenue, waiting, basket } = figures;
  const ordersDelta = signed(orders.today - orders.yesterday, lang);
  const basketNow = basket.today;
  const basketDelta =
    basketNow && basket.yesterday
      ? compared(basketNow.amount, basket.yesterday.amount, signedMoney(basketNow, basket.yesterday, lang), t)
      : compared(basketNow?.amount ?? 0, basket.yesterday?.amount ?? 0, null, t);
  const revenueDelta = growth(revenue.today.amount, revenue.yesterday.amount, lang);
  const oldest =
    waiting.oldestAt === undefined ? t.today.nothingWaits : t.today.oldest(ago(waiting.oldestAt, data.now, lang));
  return (
    <dl class="figures">
      <Figure
        icon="bag"
        name={t.today.orders}
        value={count(orders.today, lang)}
        below={compared(orders.today, orders.yesterday, ordersDelta, t)}
      />
      <Figure
        icon="card"
        name={t.today.revenue}
        value={money(revenue.today, lang)}
        below={compared(revenue.today.amount, revenue.yesterday.amount, revenueDelta, t)}
      />
      <Figure
        icon="clock"
        name={t.today.waiting}
        value={count(waiting.count, lang)}
        below={{ words: oldest, way: 'same' }}
        alert={waiting.count > 0}
      />
      <Figure
        icon="person"
        name={t.today.basket}
        value={basketNow ? money(basketNow, lang) : '—'}
        below={basketDelta}
      />
    </dl>
  );
}

/** Today's page. Its script only keeps forms from being sent twice and brings the page up to date every half minute. */
export function todayPage(data: TodayData) {
  const t = textsIn(data.lang);
  return (
    <OfficeFrame
      data={data}
      here="today"
      title={t.today.title}
      lead={dayOf(data.now, data.timeZone, data.lang)}
      styles={['office-today.css', 'office-orders.css']}
      scripts={['today.js']}
      fresh
      beside={
        data.simulator ? (
          <a class="button plain small" href={data.simulator}>
            <Icon name="device" />
            {t.today.toSimulator}
          </a>
        ) : null
      }
    >
      <Figures data={data} t={t} />
      <WaitingList data={data} t={t} />
      <OrderList data={data} t={t} />
      <SystemPanel data={data} t={t} />
    </OfficeFrame>
  );
}
