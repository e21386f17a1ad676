/** What the pages about money share: the head, the row of pages, an amount with its sign, a sentence left by an act. */
import type { Child } from 'hono/jsx';
import { type Money, money, shortDay, timeOf } from '../format.ts';
import { render } from '../layout.tsx';
import { OfficeFrame } from '../office/frame.tsx';
import { StateChip } from '../parts/state.tsx';
import type { DueWhen, MoneyFrame, MoneyTab } from './data.ts';
import { type MoneyTexts, moneyTexts } from './texts.ts';

/** A whole page about money, as text. */
export function moneyPage(data: MoneyFrame, tab: MoneyTab, title: string, body: Child, lead?: string): string {
  const w = moneyTexts(data.lang);
  return render(
    <OfficeFrame
      data={data}
      here="money"
      title={title}
      lead={lead}
      tabs={{
        label: w.tabsLabel,
        tabs: data.tabs.map((one) => ({ name: w.tabs[one.tab], href: one.href, here: one.tab === tab })),
      }}
      styles={['office-money.css']}
    >
      {body}
    </OfficeFrame>,
  );
}

/** An amount; what goes out stands apart by its sign and its colour. */
export function Amount({ value, data }: { value: Money; data: Pick<MoneyFrame, 'lang'> }) {
  return <bdi class={value.amount < 0 ? 'money out' : 'money'}>{money(value, data.lang)}</bdi>;
}

/** The day and the time of something. */
export function When({ at, data }: { at: number; data: Pick<MoneyFrame, 'lang' | 'timeZone'> }) {
  return (
    <time datetime={new Date(at).toISOString()}>
      {shortDay(at, data.timeZone, data.lang)} <small>{timeOf(at, data.timeZone, data.lang)}</small>
    </time>
  );
}

const DUE_TONES = { late: 'bad', today: 'warn', to_come: 'quiet' } as const;

/** Whether what is due is late, to be paid today, or to come. */
export function WhenDue({ when, w }: { when: DueWhen; w: MoneyTexts }) {
  return <StateChip tone={DUE_TONES[when]}>{w.dueWhen[when]}</StateChip>;
}

/** How something was paid, in words: the provider where there is one, else the means. */
export function wayName(w: MoneyTexts, one: { provider: string; method: string }): string {
  const key = one.provider === 'manual' ? one.method : one.provider;
  return w.methods[key as keyof MoneyTexts['methods']] ?? key;
}
