/** The approved platform: which one, what it gets, what became of it. */
import { Checks } from '../channels/page.tsx';
import { money } from '../format.ts';
import { PostForm } from '../parts/form.tsx';
import { Notice, StateChip, type Tone } from '../parts/state.tsx';
import type { PlatformData, PlatformField } from './data.ts';
import { moment, PAPERS_PATH, PapersFrame, shortDay } from './frame.tsx';
import { type PlatformTexts, platformTexts } from './texts/platform.ts';

type Part = { data: PlatformData; w: PlatformTexts };
const PATH = `${PAPERS_PATH}/plateforme`;

const REPORT_TONES: Record<PlatformData['reports'][number]['status'], Tone> = {
  empty: 'quiet',
  waiting: 'cool',
  sent: 'cool',
  accepted: 'good',
  rejected: 'bad',
};
const BAD: ReadonlySet<string> = new Set(['refused', 'rejected', 'disputed', 'suspended']);
const GOOD: ReadonlySet<string> = new Set(['approved', 'payment_sent', 'cashed']);
const toneOf = (status: string): Tone => (BAD.has(status) ? 'bad' : GOOD.has(status) ? 'good' : 'cool');

function State({ data, w }: Part) {
  const { platform } = data;
  if (!platform) return <Notice tone="warn">{w.none}</Notice>;
  return (
    <section class="connection" aria-labelledby="platform-now">
      <h2 id="platform-now">
        <bdi>{platform.sender?.name ?? platform.host}</bdi>
      </h2>
      <p class="soft">
        {platform.own ? w.own : w.shared} · <bdi>{platform.host}</bdi>
        {platform.sender ? <> · {w.registered(platform.sender.number)}</> : null}
      </p>
      {data.checkup ? <Checks checkup={data.checkup} data={data} /> : null}
      <PostForm action={`${PATH}/verifier`} csrf={data.csrf}>
        <button type="submit" class="button plain small">
          {w.check}
        </button>
      </PostForm>
    </section>
  );
}

function Use({ data, w }: Part) {
  const owner = data.member.role === 'owner';
  const rhythms = (['off', 'ten_days', 'month', 'two_months'] as const).filter(
    (one) => one === 'off' || one === data.use.rhythm || (one === 'two_months') === data.franchise,
  );
  return (
    <section class="connection" aria-labelledby="platform-use">
      <h2 id="platform-use">{w.useTitle}</h2>
      <PostForm action={`${PATH}/usage`} csrf={data.csrf} className="stack">
        <label class="check">
          <input type="checkbox" name="factures" value="oui" checked={data.use.invoices} disabled={!owner} />
          <span>
            {w.invoices}
            <small>{w.invoicesHelp}</small>
          </span>
        </label>
        <label class="field">
          <span>{w.reporting}</span>
          <select name="rythme" disabled={!owner}>
            {rhythms.map((one) => (
              <option value={one} selected={one === data.use.rhythm}>
                {w.rhythms[one]}
              </option>
            ))}
          </select>
          <small>{w.reportingHelp}</small>
        </label>
        {data.since ? <p class="soft">{w.since(shortDay(data.since, data.lang))}</p> : null}
        {owner ? (
          <button type="submit" class="button">
            {w.save}
          </button>
        ) : null}
      </PostForm>
      {data.lacks.length > 0 ? <Notice tone="warn">{w.waits(data.lacks.join(', '))}</Notice> : null}
      {data.mixed && data.use.rhythm !== 'off' ? <Notice tone="quiet">{w.mixed}</Notice> : null}
    </section>
  );
}

const SECRET: ReadonlySet<PlatformField> = new Set(['token', 'client_secret']);

function Field({ name, data, w }: { name: PlatformField } & Part) {
  const secret = SECRET.has(name);
  return (
    <label class="field">
      <span>{w.fields[name]}</span>
      <input
        type={secret ? 'password' : 'text'}
        name={name}
        value={secret ? undefined : data.given[name]}
        required={name === 'url'}
        maxlength={4000}
        autocomplete="off"
        spellcheck={false}
        dir="ltr"
      />
    </label>
  );
}

function Access({ data, w }: Part) {
  if (data.member.role !== 'owner') return <Notice tone="quiet">{w.ownersOnly}</Notice>;
  const own = data.platform?.own === true;
  return (
    <section class="connection" aria-labelledby="platform-access">
      <details open={!data.platform || data.fault !== undefined}>
        <summary>
          <h2 id="platform-access">{own ? w.renewTitle : w.accessTitle}</h2>
        </summary>
        <ol class="steps">
          {w.steps.map((step) => (
            <li dir="auto">{step}</li>
          ))}
        </ol>
        {data.fault ? <Notice tone="bad">{data.fault}</Notice> : null}
        <PostForm action={`${PATH}/acces`} csrf={data.csrf} className="stack">
          {(['url', 'token_url', 'client_id', 'client_secret', 'token', 'number', 'name'] as const).map((name) => (
            <Field name={name} data={data} w={w} />
          ))}
          <button type="submit" class="button">
            {w.connect}
          </button>
        </PostForm>
        {own ? (
          <PostForm action={`${PATH}/oublier`} csrf={data.csrf}>
            <button type="submit" class="button danger">
              {w.forget}
            </button>
          </PostForm>
        ) : null}
      </details>
    </section>
  );
}

function Reports({ data, w }: Part) {
  return (
    <section aria-labelledby="platform-reports">
      <h2 id="platform-reports">{w.reportsTitle}</h2>
      {data.reports.length === 0 ? (
        <p class="nothing">{w.noReports}</p>
      ) : (
        <ul class="rows handed">
          {data.reports.map((row) => (
            <li>
              <span>
                <b>
                  {w.kinds[row.kind]} · {shortDay(row.from, data.lang)} – {shortDay(row.to, data.lang)}
                </b>
                <small>
                  <bdi>{money(row.total, data.lang)}</bdi> · {moment(row.at, data.timeZone, data.lang)}
                  {row.version > 1 ? <> · {w.version(String(row.version))}</> : null}
                </small>
                {row.why ? <small dir="auto">{row.why}</small> : null}
              </span>
              <span class="handed-acts">
                <StateChip tone={REPORT_TONES[row.status]}>{w.reportStates[row.status]}</StateChip>
                {row.status === 'empty' ? null : (
                  <a class="button plain small" href={`${PATH}/rapports/${row.id}`} download>
                    {w.file}
                  </a>
                )}
                {row.again ? (
                  <PostForm action={`${PATH}/rapports/${row.id}`} csrf={data.csrf}>
                    <button type="submit" class="button plain small">
                      {w.again}
                    </button>
                  </PostForm>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Flows({ data, w }: Part) {
  return (
    <section aria-labelledby="platform-flows">
      <h2 id="platform-flows">{w.flowsTitle}</h2>
      {data.flows.length === 0 ? (
        <p class="nothing">{w.noFlows}</p>
      ) : (
        <ul class="rows handed">
          {data.flows.map((row) => (
            <li>
              <span>
                <a href={`${PAPERS_PATH}/${row.paperId}`}>
                  <b>
                    <bdi>{row.number}</bdi>
                  </b>
                </a>
                <small>
                  <bdi>{row.buyer}</bdi> · {moment(row.at, data.timeZone, data.lang)}
                </small>
                {row.why ? <small dir="auto">{row.why}</small> : null}
              </span>
              <StateChip tone={toneOf(row.status)}>{w.life[row.status]}</StateChip>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The page; of a shop that is not French it says what is not made here. */
export function platformPage(data: PlatformData) {
  const w = platformTexts(data.lang);
  return (
    <PapersFrame data={data} tab="platform" title={w.title} {...(data.abroad ? {} : { lead: w.lead })}>
      {data.abroad ? (
        <Notice tone="quiet">{w.abroad}</Notice>
      ) : (
        <>
          <State data={data} w={w} />
          <Use data={data} w={w} />
          <Access data={data} w={w} />
          <Reports data={data} w={w} />
          <Flows data={data} w={w} />
        </>
      )}
    </PapersFrame>
  );
}
