/** One document: its picture, its chain both ways, the money, how it was sent, and what can be done with it. */
import { money } from '../format.ts';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice, StateChip, type Tone } from '../parts/state.tsx';
import type { PaperData, TraceRow } from './data.ts';
import { moment, PAPERS_PATH, PapersFrame, STATE_TONES, shortDay } from './frame.tsx';
import { type PapersTexts, papersTexts } from './texts/index.ts';

type Part = { data: PaperData; w: PapersTexts };

function Facts({ data, w }: Part) {
  const { lang } = data;
  const rows: [string, string][] = [
    [w.issuedOn, shortDay(data.issuedOn, lang)],
    ...(data.validUntil ? [[w.validUntil, shortDay(data.validUntil, lang)] as [string, string]] : []),
    ...(data.order ? [[w.order, data.order] as [string, string]] : []),
    ...(data.net.amount === data.gross.amount
      ? []
      : ([
          [w.net, money(data.net, lang)],
          [w.vat, money(data.vat, lang)],
        ] as [string, string][])),
    [w.total, money(data.gross, lang)],
    ...(data.kind === 'invoice' && data.due.amount > 0 ? [[w.due, money(data.due, lang)] as [string, string]] : []),
  ];
  return (
    <section class="sheet-facts">
      <div class="sheet-who">
        <StateChip tone={STATE_TONES[data.state]}>{w.states[data.state]}</StateChip>
        <b>
          <bdi>{data.buyer.name || w.unknownBuyer}</bdi>
        </b>
        {data.buyer.business && data.buyer.siren ? <small>{w.company(data.buyer.siren)}</small> : null}
      </div>
      <dl>
        {rows.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Chain({ data, w }: Part) {
  return (
    <section>
      <h2>{w.chain}</h2>
      {data.chain.length === 0 ? (
        <p class="soft">{w.noChain}</p>
      ) : (
        <ul class="rows">
          {data.chain.map((row) => (
            <li>
              <span>
                <a href={`${PAPERS_PATH}/${row.id}`}>
                  {w.kinds[row.kind]} <bdi>{row.number}</bdi>
                </a>
                <small>
                  {shortDay(row.issuedOn, data.lang)} · {w.bonds[row.bond]}
                </small>
              </span>
              <b>
                <bdi>{money(row.total, data.lang)}</bdi>
              </b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Payments({ data, w }: Part) {
  return (
    <section>
      <h2>{w.payments}</h2>
      {data.payments.length === 0 ? (
        <p class="soft">{w.noPayments}</p>
      ) : (
        <ul class="rows">
          {data.payments.map((row) => (
            <li>
              <span>
                <bdi>{w.methods[row.method] ?? row.method}</bdi>
                <small>{shortDay(row.day, data.lang)}</small>
              </span>
              <b>
                <bdi>{money(row.amount, data.lang)}</bdi>
              </b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const SEND_TONES: Record<Extract<TraceRow, { kind: 'sent' }>['state'], Tone> = {
  waiting: 'warn',
  sent: 'cool',
  delivered: 'good',
  read: 'good',
  failed: 'bad',
};

/** A telephone number as one dials it; any other address as it is. */
const addressOf = ({ way, to }: Extract<TraceRow, { kind: 'sent' }>): string =>
  (way === 'whatsapp' || way === 'phone') && /^\d/.test(to) ? `+${to}` : to;

function Sent({ trace, data, w }: { trace: TraceRow } & Part) {
  if (trace.kind === 'opened')
    return (
      <li>
        <span>
          {w.opened(trace.times)}
          <small>{moment(trace.last, data.timeZone, data.lang)}</small>
        </span>
        <Icon name="check" />
      </li>
    );
  const way = w.ways[trace.way] ?? trace.way;
  return (
    <li>
      <span>
        <bdi>{trace.member ? w.sentMember(way) : w.sentTo(way, addressOf(trace))}</bdi>
        <small>
          {moment(trace.at, data.timeZone, data.lang)}
          {trace.why ? ` · ${trace.why}` : ''}
        </small>
      </span>
      <StateChip tone={SEND_TONES[trace.state]}>{w.sendStates[trace.state]}</StateChip>
    </li>
  );
}

function Sending({ data, w }: Part) {
  return (
    <section>
      <h2>{w.traces}</h2>
      {data.traces.length === 0 ? (
        <p class="soft">{w.noTraces}</p>
      ) : (
        <ul class="rows">
          {data.traces.map((trace) => (
            <Sent trace={trace} data={data} w={w} />
          ))}
        </ul>
      )}
      <div class="acts">
        <h3>{w.sendTitle}</h3>
        <PostForm action={data.sendAction} csrf={data.csrf} fields={{ way: 'thread' }}>
          <button type="submit" class="button plain small">
            <Icon name="chat" />
            {w.sendThread}
          </button>
        </PostForm>
        <PostForm action={data.sendAction} csrf={data.csrf} fields={{ way: 'mail' }} className="inline">
          <input
            type="email"
            name="to"
            class="mail-to"
            value={data.buyer.email ?? ''}
            placeholder={w.mailTo}
            aria-label={w.mailTo}
            required
          />
          <button type="submit" class="button plain small">
            <Icon name="mail" />
            {w.sendMail}
          </button>
        </PostForm>
      </div>
    </section>
  );
}

function Credit({ data, w }: Part) {
  const { credit } = data;
  if (!credit) return null;
  return (
    <section>
      <h2>{w.creditTitle}</h2>
      <p class="soft">{w.creditLead(money(credit.left, data.lang))}</p>
      <PostForm action={credit.action} csrf={data.csrf} fields={{ credits: credit.credits }} className="credit">
        <label class="way">
          <input type="radio" name="what" value="rest" checked />
          <span>{w.creditWhole}</span>
        </label>
        <label class="way">
          <input type="radio" name="what" value="amount" />
          <span>{w.creditAmount}</span>
          <input name="amount" inputmode="decimal" autocomplete="off" placeholder={w.amount} aria-label={w.amount} />
        </label>
        {credit.lines.length > 0 ? (
          <fieldset>
            <legend>
              <label class="way">
                <input type="radio" name="what" value="lines" />
                <span>{w.creditLines}</span>
              </label>
            </legend>
            {credit.lines.map((line) => (
              <label class="pick">
                <bdi>{line.name}</bdi>
                <span>
                  <input
                    name={`line-${line.index}`}
                    inputmode="decimal"
                    autocomplete="off"
                    placeholder="0"
                    aria-label={w.ofLine(line.name, line.qty)}
                  />
                  <bdi>/ {line.qty}</bdi>
                </span>
              </label>
            ))}
          </fieldset>
        ) : null}
        <button type="submit" class="button danger">
          {w.creditDo}
        </button>
      </PostForm>
    </section>
  );
}

function Picture({ data, w }: Part) {
  const pdf = data.files.find(({ mime }) => mime === 'application/pdf');
  const xml = data.files.find(({ mime }) => mime === 'text/xml');
  const file = (id: number) => `${PAPERS_PATH}/${data.id}/fichier/${id}`;
  return (
    <section class="sheet-picture">
      <a href={pdf ? file(pdf.id) : undefined} target="_blank" rel="noopener">
        <img src={`${PAPERS_PATH}/${data.id}/apercu.png`} width={794} height={1123} alt={w.preview(data.number)} />
      </a>
      <p class="onward">
        {pdf ? (
          <>
            <a class="button" href={`${file(pdf.id)}?garder`}>
              {w.download}
            </a>
            <a class="button plain" href={file(pdf.id)} target="_blank" rel="noopener">
              {w.openPdf}
            </a>
          </>
        ) : (
          <Notice tone="cool">{w.printing}</Notice>
        )}
        {xml ? (
          <a class="button plain" href={`${file(xml.id)}?garder`}>
            {w.downloadXml}
          </a>
        ) : null}
      </p>
    </section>
  );
}

/** The page of one document. */
export function paperPage(data: PaperData) {
  const w = papersTexts(data.lang);
  return (
    <PapersFrame data={data} tab="list" title={`${w.kinds[data.kind]} ${data.number}`}>
      <p class="back">
        <a href={PAPERS_PATH}>{w.back}</a>
      </p>
      <div class="sheet">
        <Picture data={data} w={w} />
        <div class="sheet-side">
          <Facts data={data} w={w} />
          <Sending data={data} w={w} />
          <Chain data={data} w={w} />
          <Payments data={data} w={w} />
          <Credit data={data} w={w} />
          <p class="hash">
            {w.seal} <code>{data.hash.slice(0, 16)}</code>
          </p>
        </div>
      </div>
    </PapersFrame>
  );
}
