/** The page of a payment link: what is paid for, how much, one button. Shown without any side effect. */
import type { Child } from 'hono/jsx';
import { dayOf, dueDay, type Lang, money, timeOf } from '../format.ts';
import { Frame, render } from '../layout.tsx';
import { PostForm } from '../parts/form.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { Notice } from '../parts/state.tsx';
import { type Texts, textsIn } from '../texts/index.ts';
import type { PayData, PayOrder, PayState } from './data.ts';
import { PAY_TEXTS } from './texts.ts';
import { TransferPart } from './transfer.tsx';

type Part = { data: PayData; t: Texts };

const initial = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? '';

/** The shop's name above a payment page. */
export function ShopHead({ name, order }: { name: string; order: string }) {
  return (
    <header class="pay-shop">
      <span class="shop-mark" aria-hidden="true">
        {initial(name)}
      </span>
      <div>
        <b>
          <bdi>{name}</bdi>
        </b>
        <span>
          <bdi>{order}</bdi>
        </span>
      </div>
    </header>
  );
}

function Sum({ name, value, strong }: { name: string; value: string; strong?: boolean }) {
  return (
    <div class={strong ? 'sum strong' : 'sum'}>
      <dt>{name}</dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}

function Bill({ order, data, t }: { order: PayOrder } & Part) {
  const { lang } = data;
  const toPay = data.state.kind === 'to_pay';
  const showTotal = !toPay || order.paid !== undefined || order.total.amount !== data.amount.amount;
  return (
    <section class="bill">
      <ul class="bill-lines">
        {order.lines.map((line) => (
          <li>
            <span>
              <span class="qty">{t.common.quantity(line.qty, line.unit)}</span> <bdi>{line.name}</bdi>
              {line.detail ? (
                <small>
                  <bdi>{line.detail}</bdi>
                </small>
              ) : null}
            </span>
            <bdi>{money(line.total, lang)}</bdi>
          </li>
        ))}
      </ul>
      <dl>
        {order.delivery?.amount ? <Sum name={t.common.delivery} value={money(order.delivery, lang)} /> : null}
        {order.discount?.amount ? (
          <Sum name={t.common.discount} value={money({ ...order.discount, amount: -order.discount.amount }, lang)} />
        ) : null}
        {showTotal ? <Sum name={t.pay.orderTotal} value={money(order.total, lang)} strong={!toPay} /> : null}
        {order.paid ? <Sum name={t.pay.alreadyPaid} value={money(order.paid, lang)} /> : null}
        {toPay ? <Sum name={t.pay.toPay} value={money(data.amount, lang)} strong /> : null}
      </dl>
    </section>
  );
}

/** What stands where the amount to pay would, when there is none: an icon, a title, a sentence. */
function Verdict(props: {
  tone: 'good' | 'warn' | 'quiet';
  icon: IconName;
  title: string;
  lead: string;
  more?: Child;
}) {
  return (
    <section class={`verdict ${props.tone}`}>
      <span class="verdict-icon">
        <Icon name={props.icon} />
      </span>
      <h1>{props.title}</h1>
      <p>{props.lead}</p>
      {props.more ? (
        <p class="more">
          <bdi>{props.more}</bdi>
        </p>
      ) : null}
    </section>
  );
}

function Due({ data, t }: Part) {
  if (!data.order.due) return null;
  return (
    <p class="pay-due">
      <Icon name="calendar" />
      {t.pay.due} {dueDay(data.order.due, data.lang)}
    </p>
  );
}

/** Which of several parts this is, and those to come with their days. */
function Share({ data: { share, lang } }: { data: PayData }) {
  if (!share) return null;
  const words = PAY_TEXTS[lang];
  return (
    <div class="pay-share">
      <p>
        <b>{words.share(share.first, share.last, share.of)}</b>
      </p>
      {share.next.length > 0 ? (
        <>
          <p>{words.shareNext}</p>
          <ul>
            {share.next.map(({ amount, date }) => (
              <li>
                <span>{dueDay({ date }, lang)}</span> <bdi>{money(amount, lang)}</bdi>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{words.shareLast}</p>
      )}
    </div>
  );
}

function Amount({ data, t }: Part) {
  return (
    <section class="amount">
      <h1>
        <span>{t.pay.toPay}</span>
        <bdi>{money(data.amount, data.lang)}</bdi>
      </h1>
      <Share data={data} />
      <Due data={data} t={t} />
    </section>
  );
}

function PayForm({ state, data, t }: { state: Extract<PayState, { kind: 'to_pay' }> } & Part) {
  const words = PAY_TEXTS[data.lang];
  const methods = state.methods ?? ['stripe'];
  const notice = state.notice === 'tooMany' ? words.tooMany : state.notice && t.pay[state.notice];
  return (
    <div class="pay-foot">
      {notice ? <Notice tone="warn">{notice}</Notice> : null}
      {methods.length > 0 ? (
        <PostForm action={state.action} fields={state.fields}>
          {methods.map((method, place) => (
            <button
              type="submit"
              name="method"
              value={method}
              class={place === 0 ? 'button whole pay-button' : 'button plain whole'}
            >
              {place === 0 ? <Icon name="lock" /> : null}
              {methods.length === 1 ? t.pay.pay(money(data.amount, data.lang)) : words.methods[method]}
            </button>
          ))}
        </PostForm>
      ) : null}
      {methods.length > 0 ? (
        <p class="small-print">{state.demo ? t.pay.secureDemo : methods.length > 1 ? words.secure : t.pay.secure}</p>
      ) : null}
    </div>
  );
}

const LANGUAGE_NAMES: Record<Lang, string> = { fr: 'Français', en: 'English', ar: 'العربية' };

function Languages({ data }: { data: PayData }) {
  if (!data.languages?.length) return null;
  return (
    <nav class="pay-languages" aria-label={PAY_TEXTS[data.lang].language}>
      {data.languages.map(({ lang, href }) => (
        <a href={href} lang={lang} hreflang={lang}>
          {LANGUAGE_NAMES[lang]}
        </a>
      ))}
    </nav>
  );
}

function Head({ data, t }: Part) {
  const { state, lang } = data;
  switch (state.kind) {
    case 'to_pay':
      return <Amount data={data} t={t} />;
    case 'paid': {
      const when =
        state.at && t.pay.paidAt(dayOf(state.at, data.timeZone, lang), timeOf(state.at, data.timeZone, lang));
      const paid = money(data.amount, lang);
      return (
        <Verdict
          tone="good"
          icon="tick"
          title={t.pay.paidTitle}
          lead={t.pay.paidLead}
          more={
            <>
              <bdi>{paid}</bdi>
              {when ? ` · ${when}` : null}
            </>
          }
        />
      );
    }
    case 'processing':
      return <Verdict tone="warn" icon="clock" title={t.pay.processingTitle} lead={t.pay.processingLead} />;
    case 'changed':
      return (
        <Verdict
          tone="warn"
          icon="refresh"
          title={t.pay.changedTitle}
          lead={t.pay.changedLead}
          more={money(state.amount, lang)}
        />
      );
    case 'cancelled':
      return <Verdict tone="quiet" icon="close" title={t.pay.cancelledTitle} lead={t.pay.cancelledLead} />;
    case 'expired':
      return <Verdict tone="quiet" icon="clock" title={t.pay.expiredTitle} lead={t.pay.expiredLead} />;
  }
}

function Foot({ data, t }: Part) {
  const { state } = data;
  if (state.kind === 'to_pay') {
    return (
      <>
        {data.deposit ? <p class="pay-deposit">{PAY_TEXTS[data.lang].deposit[data.deposit]}</p> : null}
        {state.transfer ? (
          <TransferPart transfer={state.transfer} alone={state.methods?.length === 0} data={data} />
        ) : null}
        <PayForm state={state} data={data} t={t} />
      </>
    );
  }
  const back = data.back ? (
    <a class="button plain whole" href={data.back}>
      {t.pay.back}
    </a>
  ) : null;
  const first: { href: string; words: string } | null =
    state.kind === 'paid' && state.invoice
      ? { href: state.invoice, words: t.pay.invoice }
      : state.kind === 'changed'
        ? { href: state.href, words: t.pay.changedSubmit }
        : state.kind === 'processing'
          ? { href: state.check, words: t.pay.check }
          : null;
  if (!first && !back) return null;
  return (
    <div class="pay-foot">
      {first ? (
        <a class="button whole" href={first.href}>
          {first.words}
        </a>
      ) : null}
      {back}
    </div>
  );
}

/** The whole payment page in one of its states. Answer it with `pageHeaders([the provider's origin])`. */
export function payPage(data: PayData): string {
  const t = textsIn(data.lang);
  const showsBill = data.state.kind !== 'changed' && data.state.kind !== 'expired';
  return render(
    <Frame lang={data.lang} look="pay" title={t.pay.title(data.shopName)} styles={['pay.css']} scripts={['forms.js']}>
      <main class={`pay-sheet is-${data.state.kind}`}>
        <ShopHead name={data.shopName} order={t.pay.order(data.order.number)} />
        <Head data={data} t={t} />
        {showsBill ? <Bill order={data.order} data={data} t={t} /> : null}
        <Foot data={data} t={t} />
        <Languages data={data} />
      </main>
    </Frame>,
  );
}
