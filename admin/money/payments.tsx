/** The list of payments: what it is narrowed to, what it comes to, row by row. */
import { money } from '../format.ts';
import { Icon } from '../parts/icons.tsx';
import { StateChip, type Tone } from '../parts/state.tsx';
import type { EntryKind, PaymentRow, PaymentsData } from './data.ts';
import { Amount, moneyPage, When, wayName } from './frame.tsx';
import { type MoneyTexts, moneyTexts } from './texts.ts';

type Part = { data: PaymentsData; w: MoneyTexts };

const KINDS: EntryKind[] = ['payment', 'refund', 'chargeback', 'correction'];
export const KIND_TONES: Record<EntryKind, Tone> = {
  payment: 'good',
  refund: 'cool',
  correction: 'quiet',
  chargeback: 'bad',
};

function Select({
  name,
  label,
  value,
  options,
  all,
}: {
  name: string;
  label: string;
  value: string;
  options: [string, string][];
  all: string;
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <select name={name}>
        <option value="">{all}</option>
        {options.map(([code, words]) => (
          <option value={code} selected={code === value}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

function Filters({ data, w }: Part) {
  const { filter } = data;
  return (
    <form class="money-filters" method="get" action="/admin/argent">
      <label class="field">
        <span>{w.from}</span>
        <input type="date" name="du" value={filter.from} />
      </label>
      <label class="field">
        <span>{w.to}</span>
        <input type="date" name="au" value={filter.to} />
      </label>
      <Select
        name="moyen"
        label={w.by}
        value={filter.by}
        all={w.all}
        options={data.ways.map((way) => [way, w.methods[way as keyof MoneyTexts['methods']] ?? way])}
      />
      <Select
        name="operation"
        label={w.kind}
        value={filter.kind}
        all={w.all}
        options={KINDS.map((kind) => [kind, w.kinds[kind]])}
      />
      <label class="field wide">
        <span>{w.search}</span>
        <input type="search" name="q" value={filter.q} maxlength={80} dir="auto" />
      </label>
      <button type="submit" class="button">
        {w.show}
      </button>
    </form>
  );
}

function Sums({ data, w }: Part) {
  const { sums } = data;
  const shown = (['received', 'refunded', 'disputed', 'fees', 'net'] as const).filter(
    (name) => name === 'received' || name === 'net' || sums[name].amount !== 0,
  );
  return (
    <dl class="money-sums">
      {shown.map((name) => (
        <div class={name}>
          <dt>{w.sums[name]}</dt>
          <dd>
            <bdi>{money(sums[name], data.lang)}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Row({ row, data, w }: { row: PaymentRow } & Part) {
  return (
    <li>
      <a class="money-row" href={row.href}>
        <span class="money-when">
          <When at={row.at} data={data} />
        </span>
        <span class="money-who">
          <b>{w.order(row.short)}</b>
          <bdi>{row.customer ?? w.noName}</bdi>
        </span>
        <span class="money-how">
          <StateChip tone={KIND_TONES[row.kind]}>{w.kinds[row.kind]}</StateChip>
          <span>{wayName(w, row)}</span>
        </span>
        <span class="money-much">
          <Amount value={row.amount} data={data} />
          {row.fee && row.fee.amount !== 0 ? <small>{w.fee(money(row.fee, data.lang))}</small> : null}
        </span>
      </a>
    </li>
  );
}

/** The page as text; answer it with `pageHeaders()`. */
export function paymentsPage(data: PaymentsData): string {
  const w = moneyTexts(data.lang);
  const body = (
    <>
      <Filters data={data} w={w} />
      <section>
        <div class="money-head">
          <Sums data={data} w={w} />
          <a class="button plain small" href={data.csv} download>
            <Icon name="save" />
            {w.csv}
          </a>
        </div>
        <p class="money-count">{w.rows(data.sums.rows)}</p>
        {data.rows.length === 0 ? <p class="nothing">{w.none}</p> : null}
        <ul class="money-list">
          {data.rows.map((row) => (
            <Row row={row} data={data} w={w} />
          ))}
        </ul>
        {data.more ? (
          <p>
            <a class="button plain" href={data.more}>
              {w.more}
            </a>
          </p>
        ) : null}
      </section>
    </>
  );
  return moneyPage(data, 'payments', w.tabs.payments, body, w.leads.payments);
}
