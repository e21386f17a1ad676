/** One customer: how to reach them, what they ordered and owe, what their invoices say, the team's note. */
import { count, dueDay, money, shortDay } from '../format.ts';
import { render } from '../layout.tsx';
import { ChannelIcon } from '../office/channel-icon.tsx';
import { OfficeFrame } from '../office/frame.tsx';
import { PAYMENT_TONES, STATUS_TONES } from '../office/orders.tsx';
import { companyTexts } from '../papers/texts/company.ts';
import { PostForm } from '../parts/form.tsx';
import { WaysOn } from '../parts/list.tsx';
import { StateChip } from '../parts/state.tsx';
import { textsIn } from '../texts/index.ts';
import type { CustomerData, CustomerFact, CustomerOrderItem } from './data.ts';
import { type CustomersTexts, customersTexts } from './texts.ts';

type Part = { data: CustomerData; w: CustomersTexts };

function Figures({ data, w }: Part) {
  const { orders, spent, owed, late } = data.figures;
  const all = [
    { name: w.figures.orders, value: count(orders, data.lang), below: w.withoutCancelled },
    { name: w.figures.spent, value: money(spent, data.lang), below: w.withoutCancelled },
    {
      name: w.figures.owed,
      value: money(owed, data.lang),
      below: late.amount > 0 ? w.late(money(late, data.lang)) : owed.amount > 0 ? '' : w.nothingOwed,
      bad: late.amount > 0,
    },
  ];
  return (
    <dl class="buyer-figures">
      {all.map(({ name, value, below, bad }) => (
        <div class={bad ? 'late' : undefined}>
          <dt>{name}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
          {below ? <dd class="below">{below}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

function Fact({ fact, w }: { fact: CustomerFact; w: CustomersTexts }) {
  return (
    <div>
      <dt>{w.labels[fact.label]}</dt>
      <dd>
        {fact.href ? (
          <a href={fact.href}>
            <bdi>{fact.value}</bdi>
          </a>
        ) : (
          <bdi>{fact.value}</bdi>
        )}
      </dd>
    </div>
  );
}

function Contact({ data, w }: Part) {
  const t = textsIn(data.lang);
  return (
    <section class="buyer-card">
      <h2>{w.contact}</h2>
      {data.facts.length === 0 ? <p class="soft">{w.noContact}</p> : null}
      <dl class="buyer-facts">
        {data.facts.map((fact) => (
          <Fact fact={fact} w={w} />
        ))}
      </dl>
      <h3>{w.talks}</h3>
      {data.conversations.length === 0 ? <p class="soft">{w.noTalks}</p> : null}
      <ul class="buyer-talks">
        {data.conversations.map(({ channel, href }) => (
          <li>
            <a class="button plain" href={href}>
              <ChannelIcon channel={channel} t={t} />
              <span aria-hidden="true">{t.system.channels[channel]}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Invoicing({ data, w }: Part) {
  const { href, rows } = data.invoicing;
  const { fields } = companyTexts(data.lang);
  return (
    <section class="buyer-card">
      <h2>{w.invoicing}</h2>
      {rows.length === 0 ? <p class="soft">{href ? w.consumer : w.consumerOnly}</p> : null}
      <dl class="buyer-facts">
        {rows.map(({ field, value }) => (
          <div>
            <dt>{fields[field]}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {href ? (
        <a class="button plain" href={href}>
          {w.toInvoicing}
        </a>
      ) : null}
    </section>
  );
}

function Note({ data, w }: Part) {
  return (
    <section class="buyer-card">
      <h2>{w.note}</h2>
      <PostForm action={data.noteAction} csrf={data.csrf} className="buyer-note">
        <textarea name="note" rows={3} maxlength={1000} dir="auto" aria-label={w.note} aria-describedby="note-help">
          {data.note}
        </textarea>
        <small id="note-help">{w.noteHelp}</small>
        <button type="submit" class="button plain">
          {w.save}
        </button>
      </PostForm>
    </section>
  );
}

function Order({ order, data, w }: { order: CustomerOrderItem } & Part) {
  const t = textsIn(data.lang);
  return (
    <li>
      <a class="buyer-order" href={order.href}>
        <span>
          <b>
            <bdi>{order.number}</bdi>
          </b>
          <small>
            {shortDay(order.at, data.timeZone, data.lang)}
            {order.due ? ` · ${w.dueOn(dueDay({ date: order.due }, data.lang))}` : null}
          </small>
        </span>
        <span class="buyer-states">
          <StateChip tone={STATUS_TONES[order.status]}>{t.today.statuses[order.status]}</StateChip>
          {order.status === 'cancelled' && order.payment === 'unpaid' ? null : (
            <StateChip tone={PAYMENT_TONES[order.payment]}>{t.today.payments[order.payment]}</StateChip>
          )}
        </span>
        <b>
          <bdi>{money(order.total, data.lang)}</bdi>
        </b>
      </a>
    </li>
  );
}

function Orders({ data, w }: Part) {
  return (
    <section>
      <h2>{w.history}</h2>
      {data.orders.length === 0 ? <p class="nothing">{w.historyNone}</p> : null}
      {data.orders.length === 0 ? null : (
        <ul class="buyers">
          {data.orders.map((order) => (
            <Order order={order} data={data} w={w} />
          ))}
        </ul>
      )}
      <WaysOn
        ways={[
          { href: data.newest, words: w.latest },
          { href: data.older, words: w.older },
        ]}
      />
    </section>
  );
}

/** The page as text; answer it with `pageHeaders()`. */
export function customerPage(data: CustomerData): string {
  const w = customersTexts(data.lang);
  const part = { data, w };
  return render(
    <OfficeFrame
      data={data}
      here="customers"
      title={data.name ?? w.unnamed}
      styles={['office-customers.css']}
      beside={
        <a class="button plain" href={data.back}>
          {w.all}
        </a>
      }
    >
      <Figures {...part} />
      <div class="buyer-page">
        <Orders {...part} />
        <div class="buyer-beside">
          <Contact {...part} />
          <Note {...part} />
          <Invoicing {...part} />
        </div>
      </div>
    </OfficeFrame>,
  );
}
