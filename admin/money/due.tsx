/** What is still to be collected: order by order, its instalments below it, the late ones first. */
import { dueDay, money } from '../format.ts';
import type { DueData } from './data.ts';
import { Amount, moneyPage, WhenDue } from './frame.tsx';
import { moneyTexts } from './texts.ts';

/** The page as text; answer it with `pageHeaders()`. */
export function duePage(data: DueData): string {
  const w = moneyTexts(data.lang);
  const day = (date: string) => w.dueFor(dueDay({ date }, data.lang));
  const body = (
    <section>
      {data.rows.length === 0 ? (
        <p class="nothing">{w.dueNone}</p>
      ) : (
        <p class="money-count">
          {w.dueTotal(money(data.total, data.lang), data.late.amount > 0 ? money(data.late, data.lang) : null)}
        </p>
      )}
      <ul class="money-list">
        {data.rows.map((row) => (
          <li>
            <a class="money-row" href={row.href}>
              <span class="money-who">
                <b>{w.order(row.short)}</b>
                <bdi>{row.customer ?? w.noName}</bdi>
              </span>
              <span class="money-how">
                <WhenDue when={row.when} w={w} />
                <span>{row.dueOn ? day(row.dueOn) : null}</span>
              </span>
              <span class="money-much">
                <Amount value={row.due} data={data} />
              </span>
            </a>
            {row.parts.length > 0 ? (
              <ol class="money-parts">
                {row.parts.map((part) => (
                  <li>
                    <WhenDue when={part.when} w={w} />
                    <span>
                      {w.part(part.position, part.count)}, {day(part.dueOn)}
                    </span>
                    <Amount value={part.open} data={data} />
                  </li>
                ))}
              </ol>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
  return moneyPage(data, 'due', w.tabs.due, body, w.leads.due);
}
