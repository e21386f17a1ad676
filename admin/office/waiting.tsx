/** The orders that wait for a member's yes, oldest first as they are handed in. */
import { ago, dueDay, money } from '../format.ts';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/state.tsx';
import type { Texts } from '../texts/index.ts';
import { ChannelIcon } from './channel-icon.tsx';
import type { OfficeLine, TodayData, WaitingCard } from './data.ts';

/** A line of an order: "2 × Gâteau aux fraises, 8 parts". */
export function LineText({ line, t }: { line: OfficeLine; t: Texts }) {
  return (
    <>
      <bdi class="qty">{t.common.quantity(line.qty, line.unit)}</bdi> <bdi>{line.name}</bdi>
      {line.detail ? (
        <span class="detail">
          <bdi>{line.detail}</bdi>
        </span>
      ) : null}
    </>
  );
}

function CardForms({ card, data, t }: { card: WaitingCard; data: TodayData; t: Texts }) {
  const fields = { short: card.short, version: card.version };
  return (
    <div class="card-forms">
      <PostForm action={data.confirmAction} csrf={data.csrf} fields={fields}>
        <button type="submit" class="button">
          <Icon name="tick" />
          {t.today.confirm}
        </button>
      </PostForm>
      <details>
        <summary class="button danger">{t.today.refuse}</summary>
        <PostForm action={data.refuseAction} csrf={data.csrf} fields={fields} className="refusal">
          <label class="field">
            <span>{t.today.refuseReason}</span>
            <input type="text" name="reason" maxlength={300} autocomplete="off" />
            <small>{t.today.refuseHint}</small>
          </label>
          <button type="submit" class="button danger">
            {t.today.refuseSubmit}
          </button>
        </PostForm>
      </details>
    </div>
  );
}

function Card({ card, data, t }: { card: WaitingCard; data: TodayData; t: Texts }) {
  const { lang } = data;
  return (
    <li class="card" id={`commande-${card.short}`}>
      <div class="card-head">
        <ChannelIcon channel={card.channel} t={t} />
        <div class="card-who">
          <b>
            <bdi>{card.customer.name ?? t.today.unknownCustomer}</bdi>
          </b>
          <span>
            {card.customer.phone ? <bdi dir="ltr">{card.customer.phone}</bdi> : null}
            {card.customer.isNew ? <em>{t.today.newCustomer}</em> : null}
          </span>
        </div>
        <div class="card-number">
          <b>
            <bdi>{t.common.number(card.number)}</bdi>
          </b>
          <time datetime={new Date(card.since).toISOString()}>{ago(card.since, data.now, lang)}</time>
        </div>
      </div>
      <ul class="card-lines">
        {card.lines.map((line) => (
          <li>
            <LineText line={line} t={t} />
          </li>
        ))}
      </ul>
      {card.note ? (
        <p class="card-note">
          <Icon name="pen" />
          <bdi>{card.note}</bdi>
        </p>
      ) : null}
      <div class="card-foot">
        <p class="card-due">
          <Icon name="calendar" />
          <span>
            {card.due ? dueDay(card.due, lang) : t.today.noDate}
            {card.fulfilment ? ` · ${t.today.fulfilments[card.fulfilment]}` : ''}
            {card.address ? (
              <small>
                <bdi>{card.address}</bdi>
              </small>
            ) : null}
          </span>
        </p>
        <p class="card-total">
          <bdi>{money(card.total, lang)}</bdi>
        </p>
      </div>
      {card.notice ? <Notice tone="warn">{t.today.notices[card.notice]}</Notice> : null}
      <CardForms card={card} data={data} t={t} />
    </li>
  );
}

/** The section of waiting cards; it says so when nothing waits. */
export function WaitingList({ data, t }: { data: TodayData; t: Texts }) {
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting">
        {t.today.waitingTitle}
        {data.waiting.length > 0 ? <span class="tally">{data.waiting.length}</span> : null}
      </h2>
      {data.waiting.length === 0 ? (
        <p class="nothing">
          <Icon name="check" />
          {t.today.waitingNone}
        </p>
      ) : (
        <ul class="cards">
          {data.waiting.map((card) => (
            <Card card={card} data={data} t={t} />
          ))}
        </ul>
      )}
    </section>
  );
}
