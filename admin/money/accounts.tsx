/** The shop's accounts at its providers: the comparison with the books, fees and payouts, the accountant's files. */
import { ago, monthName, shortDay } from '../format.ts';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/state.tsx';
import type { AccountsData } from './data.ts';
import { Amount, moneyPage, wayName } from './frame.tsx';
import { type MoneyTexts, moneyTexts } from './texts.ts';

type Part = { data: AccountsData; w: MoneyTexts };
type Comparison = AccountsData['comparisons'][number];

const nameOf = (w: MoneyTexts, provider: string) => wayName(w, { provider, method: '' });

function Differences({ one, data, w }: { one: Comparison } & Part) {
  return (
    <div class="money-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{w.kind}</th>
            <th scope="col">{w.ours}</th>
            <th scope="col">{w.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {one.differences.map((row) => (
            <tr>
              <td>
                <b>{w.movementKinds[row.kind as keyof MoneyTexts['movementKinds']] ?? row.kind}</b>,{' '}
                {w.where[row.where]}
                {row.order ? (
                  <>
                    {' · '}
                    <a href={row.order.href}>{w.order(row.order.short)}</a>
                  </>
                ) : null}
                <code>{row.ref}</code>
              </td>
              <td class="number">{row.ours ? <Amount value={row.ours} data={data} /> : '—'}</td>
              <td class="number">{row.theirs ? <Amount value={row.theirs} data={data} /> : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ComparisonCard({ provider, data, w }: { provider: string } & Part) {
  const one = data.comparisons.find((some) => some.provider === provider);
  const day = (at: number) => shortDay(at, data.timeZone, data.lang);
  return (
    <section class="account">
      <h2>{nameOf(w, provider)}</h2>
      {!one ? (
        <p>{w.neverCompared}</p>
      ) : (
        <>
          <p>
            {one.doneAt === undefined ? w.comparing : w.comparedAt(ago(one.doneAt, data.now, data.lang))}
            {' · '}
            {w.period(day(one.from), day(one.to - 1))}
          </p>
          {one.entered > 0 ? <Notice tone="cool">{w.entered(one.entered)}</Notice> : null}
          {one.state === 'failed' ? <Notice tone="bad">{w.failed(one.error ?? '')}</Notice> : null}
          {one.state === 'done' && one.differences.length === 0 ? <Notice tone="good">{w.equal}</Notice> : null}
          {one.differences.length > 0 ? (
            <>
              <Notice tone="warn">{w.differences(one.differences.length)}</Notice>
              <Differences one={one} data={data} w={w} />
            </>
          ) : null}
        </>
      )}
    </section>
  );
}

function Months({ data, w }: Part) {
  const columns = [w.month, w.provider, w.sums.received, w.sums.refunded, w.sums.disputed, w.sums.fees, w.paidOut];
  return (
    <section>
      <h2>{w.months}</h2>
      {data.months.length === 0 ? (
        <p class="nothing">{w.monthsNone}</p>
      ) : (
        <div class="money-table">
          <table>
            <thead>
              <tr>
                {columns.map((name) => (
                  <th scope="col">{name}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.months.map((row) => (
                <tr>
                  <td>{monthName(row.month, data.lang)}</td>
                  <td>{nameOf(w, row.provider)}</td>
                  {[row.received, row.refunded, row.disputed, row.fees, row.paidOut].map((amount) => (
                    <td class="number">
                      <bdi>{amount}</bdi>
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Payouts({ data, w }: Part) {
  return (
    <section>
      <h2>{w.payouts}</h2>
      {data.payouts.length === 0 ? <p class="nothing">{w.payoutsNone}</p> : null}
      <ul class="money-list">
        {data.payouts.map((one) => (
          <li class="money-row">
            <span class="money-when">{shortDay(one.at, data.timeZone, data.lang)}</span>
            <span class="money-who">
              <b>{nameOf(w, one.provider)}</b>
              <code>{one.ref}</code>
            </span>
            <span class="money-much">
              <bdi class="money">{one.amount}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The page as text; answer it with `pageHeaders()`. */
export function accountsPage(data: AccountsData): string {
  const w = moneyTexts(data.lang);
  const part = { data, w };
  const body = (
    <>
      {data.providers.length === 0 ? (
        <p class="nothing">{w.noProvider}</p>
      ) : (
        <>
          <PostForm action={data.compareAction} csrf={data.csrf}>
            <button type="submit" class="button">
              <Icon name="refresh" />
              {w.compare}
            </button>
          </PostForm>
          <div class="accounts">
            {data.providers.map((provider) => (
              <ComparisonCard provider={provider} {...part} />
            ))}
          </div>
          <Months {...part} />
          <Payouts {...part} />
        </>
      )}
      <section>
        <h2>{w.files}</h2>
        <p class="money-count">{w.filesLead}</p>
        <p class="money-files">
          {data.files.map((file) => (
            <a class="button plain small" href={file.href} download>
              <Icon name="save" />
              {monthName(file.month, data.lang)}
            </a>
          ))}
        </p>
      </section>
    </>
  );
  return moneyPage(data, 'accounts', w.tabs.accounts, body, w.leads.accounts);
}
