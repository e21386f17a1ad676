/** What the pages about money share: the head, the row of pages, an amount with its sign, a sentence left by an act. */
import type { Child } from 'hono/jsx';
import { type Money, money, shortDay, timeOf } from '../format.ts';
import { Frame, render } from '../layout.tsx';
import { Top } from '../office/top.tsx';
import { Notice } from '../parts/state.tsx';
import { textsIn } from '../texts/index.ts';
import type { MoneyFrame, MoneyTab } from './data.ts';
import { type MoneyTexts, moneyTexts } from './texts.ts';

/** A whole page about money, as text. */
export function moneyPage(data: MoneyFrame, tab: MoneyTab, title: string, body: Child, lead?: string): string {
  const w = moneyTexts(data.lang);
  return render(
    <Frame
      lang={data.lang}
      look="office"
      title={`${title} · ${data.shopName}`}
      styles={['office.css', 'office-money.css']}
      scripts={['forms.js', 'menu.js']}
    >
      <Top data={data} t={textsIn(data.lang)} here="money" />
      <main class="page">
        <nav class="money-tabs" aria-label={w.tabsLabel}>
          {data.tabs.map((one) => (
            <a href={one.href} aria-current={one.tab === tab ? 'page' : undefined}>
              {w.tabs[one.tab]}
            </a>
          ))}
        </nav>
        <div class="page-head">
          <h1>{title}</h1>
          {lead ? <p>{lead}</p> : null}
        </div>
        {data.flash ? <Notice tone={data.flash.kind}>{data.flash.text}</Notice> : null}
        {body}
      </main>
    </Frame>,
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

/** How something was paid, in words: the provider where there is one, else the means. */
export function wayName(w: MoneyTexts, one: { provider: string; method: string }): string {
  const key = one.provider === 'manual' ? one.method : one.provider;
  return w.methods[key as keyof MoneyTexts['methods']] ?? key;
}
