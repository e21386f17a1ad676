/** For the accountant and the tax office: exports, closures of the till, the sealed archive. */
import { Checks } from '../channels/page.tsx';
import { money } from '../format.ts';
import { PostForm } from '../parts/form.tsx';
import type { BooksData } from './data.ts';
import { moment, monthName, PAPERS_PATH, PapersFrame, shortDay } from './frame.tsx';
import { type PapersTexts, papersTexts } from './texts/index.ts';

type Part = { data: BooksData; w: PapersTexts };

const EXPORTS = ['factures', 'fec', 'journal', 'tva', 'ereporting'] as const;

function Exports({ data, w }: Part) {
  const { months, years } = data.periods;
  const offered = EXPORTS.filter((kind) => kind !== 'fec' || data.currency === 'EUR');
  return (
    <section aria-labelledby="exports">
      <h2 id="exports">{w.exportTitle}</h2>
      <ul class="exports">
        {offered.map((kind) => {
          const [name, help] = w.exports[kind]!;
          return (
            <li>
              <div>
                <b>{name}</b>
                <small>{help}</small>
              </div>
              <form method="get" action={`${PAPERS_PATH}/compta/export`}>
                <input type="hidden" name="quoi" value={kind} />
                <select name="periode" aria-label={`${w.period} : ${name}`}>
                  {months.map((month) => (
                    <option value={month}>{monthName(month, data.lang)}</option>
                  ))}
                  {years.map((year) => (
                    <option value={year}>{year}</option>
                  ))}
                </select>
                <button type="submit" class="button plain small" aria-label={`${w.get} : ${name}`}>
                  {w.get}
                </button>
              </form>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Closures({ data, w }: Part) {
  const close = (what: string, words: string) => (
    <PostForm action={`${PAPERS_PATH}/compta/cloture`} csrf={data.csrf} fields={{ quoi: what }}>
      <button type="submit" class="button">
        {words}
      </button>
    </PostForm>
  );
  return (
    <section aria-labelledby="closures">
      <h2 id="closures">{w.closureTitle}</h2>
      <p class="soft">{w.closureLead}</p>
      <div class="acts row">
        <span>{w.openEntries(data.open)}</span>
        {data.open > 0 ? close('jour', w.closeDay) : null}
        {data.toClose.map(({ kind, period }) =>
          kind === 'year'
            ? close('annee', w.closeYear(period))
            : close('mois', w.closeMonth(monthName(period, data.lang))),
        )}
      </div>
      {data.closures.length === 0 ? <p class="nothing">{w.noClosures}</p> : null}
      {(['year', 'month', 'day'] as const).map((kind) => (
        <ClosureTable kind={kind} data={data} w={w} />
      ))}
    </section>
  );
}

function ClosureTable({ kind, data, w }: { kind: BooksData['closures'][number]['kind'] } & Part) {
  const rows = data.closures.filter((row) => row.kind === kind);
  if (rows.length === 0) return null;
  const named = { year: (text: string) => text, month: monthName, day: shortDay };
  return (
    <details open={kind !== 'day' || rows.length <= 10}>
      <summary>
        <h3>
          {w.closureGroups[kind]} <span class="tally">{rows.length}</span>
        </h3>
      </summary>
      <table class="papers closures">
        <thead>
          <tr>
            <th scope="col">{w.closureNumber}</th>
            <th scope="col">{w.closurePeriod}</th>
            <th scope="col" class="p-total">
              {w.closureTotal}
            </th>
            <th scope="col" class="p-total">
              {w.perpetual}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <th scope="row">
                {w.closureKinds[row.kind]} {row.number}
              </th>
              <td>
                <bdi>{named[kind](row.period, data.lang)}</bdi>
              </td>
              <td class="p-total">
                <bdi>{money(row.total, data.lang)}</bdi>
              </td>
              <td class="p-total">
                <bdi>{money(row.perpetual, data.lang)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Audit({ data, w }: Part) {
  return (
    <section class="connection" aria-labelledby="audit">
      <h2 id="audit">{w.auditTitle}</h2>
      <p class="soft">{w.auditLead}</p>
      {data.checkup ? <Checks checkup={data.checkup} data={data} /> : <p class="check-age">{w.auditNever}</p>}
      <PostForm action={`${PAPERS_PATH}/compta/verifier`} csrf={data.csrf}>
        <button type="submit" class="button plain small">
          {w.auditDo}
        </button>
      </PostForm>
    </section>
  );
}

function Archive({ data, w }: Part) {
  return (
    <section aria-labelledby="archive">
      <h2 id="archive">{w.archiveTitle}</h2>
      <p class="soft">{w.archiveLead}</p>
      <form method="post" action={`${PAPERS_PATH}/compta/archive`}>
        <input type="hidden" name="csrf" value={data.csrf} />
        <button type="submit" class="button">
          {w.archiveDo}
        </button>
      </form>
      {data.archives.length > 0 ? (
        <>
          <h3>{w.archivesMade}</h3>
          <ul class="rows">
            {data.archives.map((row) => (
              <li>
                <span>
                  {moment(row.at, data.timeZone, data.lang)}
                  <small>{w.archiveAt(String(row.position))}</small>
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <form
        class="acts row"
        method="post"
        action={`${PAPERS_PATH}/compta/archive/verifier`}
        enctype="multipart/form-data"
      >
        <input type="hidden" name="csrf" value={data.csrf} />
        <input type="file" name="fichier" accept=".zip,application/zip" aria-label={w.archiveCheck} required />
        <button type="submit" class="button plain">
          {w.archiveCheck}
        </button>
      </form>
      <p>
        <a href={`${PAPERS_PATH}/compta/attestation`}>{w.attestation}</a>
      </p>
    </section>
  );
}

/** The page of the books. */
export function booksPage(data: BooksData) {
  const w = papersTexts(data.lang);
  return (
    <PapersFrame data={data} tab="books" title={w.booksTitle} lead={w.booksLead}>
      <Exports data={data} w={w} />
      <Closures data={data} w={w} />
      <Audit data={data} w={w} />
      <Archive data={data} w={w} />
    </PapersFrame>
  );
}
