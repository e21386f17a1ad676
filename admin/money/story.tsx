/** The money of one order: what is due, all that happened to it, and what a member can do about it. */
import { dayOf, dueDay, money } from '../format.ts';
import { StateChip, type Tone } from '../parts/state.tsx';
import type { StoryData, StoryEntry } from './data.ts';
import { Amount, moneyPage, When, WhenDue, wayName } from './frame.tsx';
import { KIND_TONES } from './payments.tsx';
import { Collect, Refund } from './story-acts.tsx';
import { type MoneyTexts, moneyTexts } from './texts.ts';

type Part = { data: StoryData; w: MoneyTexts };

const STATE_TONES: Record<StoryData['payment'], Tone> = {
  unpaid: 'warn',
  partial: 'warn',
  paid: 'good',
  refunded: 'cool',
  part_refunded: 'cool',
};

function Facts({ data, w }: Part) {
  const facts: [string, StoryData['total']][] = [
    [w.total, data.total],
    [w.paid, data.paid],
    [w.rest, data.due],
  ];
  return (
    <section class="story-facts">
      <p>
        <StateChip tone={STATE_TONES[data.payment]}>{w.states[data.payment]}</StateChip>
        {data.cancelled ? <StateChip tone="bad">{w.cancelled}</StateChip> : null}
      </p>
      <dl class="money-sums">
        {facts.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>
              <bdi>{money(value, data.lang)}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Entry({ entry, data, w }: { entry: StoryEntry } & Part) {
  const notes = [
    wayName(w, entry),
    entry.by ? w.by_(entry.by) : entry.provider === 'manual' ? null : w.itself,
    entry.creditNote ? w.creditNote(entry.creditNote) : null,
    entry.fee && entry.fee.amount !== 0 ? w.fee(money(entry.fee, data.lang)) : null,
  ];
  return (
    <li>
      <div>
        <StateChip tone={KIND_TONES[entry.kind]}>{w.kinds[entry.kind]}</StateChip>
        <When at={entry.at} data={data} />
      </div>
      <Amount value={entry.amount} data={data} />
      <p>
        <span dir="auto">{notes.filter(Boolean).join(' · ')}</span>
        <code>{entry.ref}</code>
      </p>
    </li>
  );
}

function Account({ data, w }: Part) {
  return (
    <section>
      <h2>{w.account}</h2>
      {data.entries.length + data.refunds.length === 0 ? <p class="nothing">{w.accountNone}</p> : null}
      <ol class="story">
        {data.entries.map((entry) => (
          <Entry entry={entry} data={data} w={w} />
        ))}
        {data.refunds.map((refund) => (
          <li>
            <div>
              <StateChip tone={refund.state === 'failed' ? 'bad' : 'warn'}>
                {refund.state === 'failed' ? w.refundFailed : w.refundAsked}
              </StateChip>
              <When at={refund.at} data={data} />
            </div>
            <Amount value={refund.amount} data={data} />
            <p dir="auto">{[refund.by ? w.by_(refund.by) : null, refund.error].filter(Boolean).join(' · ')}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Schedule({ data, w }: Part) {
  const { schedule } = data;
  if (!schedule) return null;
  return (
    <section>
      <h2>{schedule.term ? w.terms[schedule.term] : w.schedule}</h2>
      <ol class="story">
        {schedule.parts.map((part) => (
          <li>
            <div>
              {part.open.amount === 0 ? (
                <StateChip tone="good">{w.partPaid}</StateChip>
              ) : (
                <WhenDue when={part.when} w={w} />
              )}
              <span>{dueDay({ date: part.dueOn }, data.lang)}</span>
            </div>
            <Amount value={part.amount} data={data} />
            {part.open.amount > 0 && part.open.amount < part.amount.amount ? (
              <p>{w.partRest(money(part.open, data.lang))}</p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

const DISPUTE_TONES = { open: 'bad', won: 'good', lost: 'bad' } as const;

function Disputes({ data, w }: Part) {
  if (data.disputes.length === 0) return null;
  return (
    <section>
      <h2>{w.disputes}</h2>
      <ol class="story">
        {data.disputes.map((one) => (
          <li>
            <div>
              <StateChip tone={DISPUTE_TONES[one.state]}>{w.disputeStates[one.state]}</StateChip>
              <When at={one.at} data={data} />
            </div>
            <Amount value={one.amount} data={data} />
            <p dir="auto">
              {[
                wayName(w, { ...one, method: '' }),
                one.reason,
                one.answerBy && one.state === 'open' ? w.answerBy(dayOf(one.answerBy, data.timeZone, data.lang)) : null,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

const LINK_TONES = { open: 'cool', paid: 'good', closed: 'quiet' } as const;

function Links({ data, w }: Part) {
  if (data.links.length === 0) return null;
  return (
    <section>
      <h2>{w.links}</h2>
      <ol class="story">
        {data.links.map((link) => (
          <li>
            <div>
              <StateChip tone={LINK_TONES[link.state]}>{w.linkStates[link.state]}</StateChip>
              <When at={link.at} data={data} />
            </div>
            <Amount value={link.amount} data={data} />
            <p>
              <a href={link.url} target="_blank" rel="noreferrer">
                {w.open}
              </a>
              {link.tried.length > 0 ? (
                <span>{w.tried(link.tried.map((name) => wayName(w, { provider: name, method: '' })).join(', '))}</span>
              ) : null}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Papers({ data, w }: Part) {
  if (data.papers.length === 0) return null;
  return (
    <section>
      <h2>{w.papers}</h2>
      <ol class="story">
        {data.papers.map((paper) => (
          <li>
            <div>
              <b>{w.paperKinds[paper.kind as keyof MoneyTexts['paperKinds']] ?? paper.kind}</b>
              <When at={paper.at} data={data} />
            </div>
            <Amount value={paper.total} data={data} />
            <p>
              <code>{paper.number}</code>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The page as text; answer it with `pageHeaders()`. */
export function storyPage(data: StoryData): string {
  const w = moneyTexts(data.lang);
  const part = { data, w };
  const body = (
    <>
      <Facts {...part} />
      <div class="story-columns">
        <div>
          <Account {...part} />
          <Disputes {...part} />
          <Schedule {...part} />
          <Links {...part} />
          <Papers {...part} />
        </div>
        <div>
          <Collect {...part} />
          <Refund {...part} />
          <p>
            <a href="/admin/argent">{w.back}</a>
          </p>
        </div>
      </div>
    </>
  );
  const lead = [data.customer, data.number].filter(Boolean).join(' · ');
  return moneyPage(data, 'payments', w.order(data.short), body, lead);
}
