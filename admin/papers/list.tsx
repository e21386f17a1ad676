/** All documents of the shop, and those that are owed and lack something. */
import { money } from '../format.ts';
import { Icon } from '../parts/icons.tsx';
import { StateChip } from '../parts/state.tsx';
import type { Lack, PaperRow, PapersData, WaitingRow } from './data.ts';
import { moment, monthName, PAPERS_PATH, PapersFrame, STATE_TONES, shortDay } from './frame.tsx';
import { type PapersTexts, papersTexts } from './texts/index.ts';

type Part = { data: PapersData; w: PapersTexts };

const KINDS = ['invoice', 'deposit', 'credit_note', 'quote', 'receipt'] as const;
const STATES = ['due', 'paid', 'open', 'accepted', 'expired', 'cancelled', 'issued'] as const;

/** The form of a customer that is a company. */
const company = (customer: string) => `${PAPERS_PATH}/client/${customer}`;

/** Where a missing fact is filled in: a field of the shop's page, or a command in the thread. */
const FILL: Record<
  Lack,
  { href: string | ((customer: string) => string) } | { command: (customer: string, order: string) => string }
> = {
  address: { href: '/admin/boutique#address' },
  siret: { href: '/admin/boutique#siret' },
  matricule_fiscal: { href: '/admin/boutique#siret' },
  vat_number: { command: () => '/legal tva FR…' },
  capital: { command: () => '/legal capital 8 000 €' },
  rcs: { command: () => '/legal rcs Paris …' },
  buyer_address: { href: company },
  buyer_siren: { href: company },
  buyer_vat: { href: company },
  supplied_on: { command: (_, order) => `/modifier ${order} …` },
  vat_case: { command: (_, order) => `/tva-etranger ${order}` },
};

function Missing({ lack, row, w }: { lack: Lack; row: WaitingRow; w: PapersTexts }) {
  const way = FILL[lack];
  return (
    <li>
      <span>{w.lacks[lack]}</span>
      {'href' in way ? (
        <a
          href={typeof way.href === 'string' ? way.href : way.href(row.customerRef)}
          aria-label={`${w.fill} : ${w.lacks[lack]}`}
        >
          {w.fill}
        </a>
      ) : (
        <small>
          <bdi>{w.inThread(way.command(row.customerRef, row.order))}</bdi>
        </small>
      )}
    </li>
  );
}

function Waiting({ data, w }: Part) {
  if (data.waiting.length === 0) return null;
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">
        {w.waiting} <span class="tally">{data.waiting.length}</span>
      </h2>
      <p class="soft">{w.waitingLead}</p>
      <ul class="owed">
        {data.waiting.map((row) => (
          <li>
            <div>
              <b>
                {w.kinds[row.kind]} · {w.order} <bdi>{row.order}</bdi>
              </b>
              <span>
                <bdi>{row.customer}</bdi> · <bdi>{money(row.total, data.lang)}</bdi>
              </span>
              <small>{moment(row.since, data.timeZone, data.lang)}</small>
            </div>
            {row.lacks.length === 0 ? (
              <p class="soft">{w.waitingNow}</p>
            ) : (
              <div>
                <small>{w.lacking}</small>
                <ul class="lacks">
                  {row.lacks.map((lack) => (
                    <Missing lack={lack} row={row} w={w} />
                  ))}
                </ul>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Choice(props: { name: string; label: string; any: string; chosen: string; options: [string, string][] }) {
  return (
    <label>
      <span class="unseen">{props.label}</span>
      <select name={props.name}>
        <option value="">{props.any}</option>
        {props.options.map(([value, text]) => (
          <option value={value} selected={value === props.chosen}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

function Filter({ data, w }: Part) {
  const { filter, lang } = data;
  return (
    <form class="filter" method="get" action={PAPERS_PATH}>
      <input type="search" name="q" value={filter.query} placeholder={w.search} aria-label={w.search} dir="auto" />
      <Choice
        name="mois"
        label={w.month}
        any={w.anyMonth}
        chosen={filter.month}
        options={data.months.map((month) => [month, monthName(month, lang)])}
      />
      <Choice
        name="type"
        label={w.kind}
        any={w.anyKind}
        chosen={filter.kind}
        options={KINDS.map((kind) => [kind, w.kinds[kind]])}
      />
      <Choice
        name="etat"
        label={w.state}
        any={w.anyState}
        chosen={filter.state}
        options={STATES.map((state) => [state, w.states[state]])}
      />
      <button type="submit" class="button plain">
        {w.find}
      </button>
    </form>
  );
}

function Row({ paper, data, w }: { paper: PaperRow } & Part) {
  return (
    <tr>
      <th scope="row">
        <a href={`${PAPERS_PATH}/${paper.id}`}>
          <bdi>{paper.number}</bdi>
        </a>
      </th>
      <td class="p-kind">{w.kinds[paper.kind]}</td>
      <td class="p-day">{shortDay(paper.issuedOn, data.lang)}</td>
      <td class="p-buyer">
        <bdi>{paper.buyer || w.unknownBuyer}</bdi>
      </td>
      <td class="p-order">{paper.order ? <bdi>{paper.order}</bdi> : null}</td>
      <td class="p-total">
        <bdi>{money(paper.total, data.lang)}</bdi>
      </td>
      <td class="p-state">
        <StateChip tone={STATE_TONES[paper.state]}>{w.states[paper.state]}</StateChip>
      </td>
    </tr>
  );
}

/** The list; its filters are a GET, so that an address can be kept. */
export function papersPage(data: PapersData) {
  const w = papersTexts(data.lang);
  const { filter } = data;
  const filtered = Boolean(filter.query || filter.month || filter.kind || filter.state);
  return (
    <PapersFrame data={data} tab="list" title={w.title}>
      <Waiting data={data} w={w} />
      <section>
        <Filter data={data} w={w} />
        {data.papers.length === 0 ? (
          <p class="nothing">
            <Icon name="paper" />
            {filtered ? w.none : w.noneYet}
          </p>
        ) : (
          <table class="papers">
            <thead>
              <tr>
                <th scope="col">{w.number}</th>
                <th scope="col">{w.kind}</th>
                <th scope="col">{w.issuedOn}</th>
                <th scope="col">{w.customer}</th>
                <th scope="col">{w.order}</th>
                <th scope="col" class="p-total">
                  {w.total}
                </th>
                <th scope="col">{w.state}</th>
              </tr>
            </thead>
            <tbody>
              {data.papers.map((paper) => (
                <Row paper={paper} data={data} w={w} />
              ))}
            </tbody>
          </table>
        )}
        <p class="onward">
          {filtered ? (
            <a class="button plain" href={PAPERS_PATH}>
              {w.all}
            </a>
          ) : null}
          {data.more ? (
            <a class="button plain" href={data.more}>
              {w.more}
            </a>
          ) : null}
        </p>
      </section>
    </PapersFrame>
  );
}
