/** One conversation: every word of both sides with its files, who speaks, the customer and the orders. */
import { dayOf, dueDay, money, timeOf } from '../format.ts';
import { render } from '../layout.tsx';
import { ChannelIcon } from '../office/channel-icon.tsx';
import { OfficeFrame } from '../office/frame.tsx';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { textsIn } from '../texts/index.ts';
import type { Attached, Bubble, ThreadData } from './data.ts';
import { type ConversationTexts, conversationTexts } from './texts.ts';

const STYLES = ['office.css', 'office-today.css', 'office-conversations.css'];

function File({ attached, w }: { attached: Attached; w: ConversationTexts }) {
  const { kind, href, name } = attached;
  if (kind === 'image')
    return (
      <a href={href} target="_blank" rel="noopener">
        <img src={href} alt={name} loading="lazy" />
      </a>
    );
  // biome-ignore lint/a11y/useMediaCaption: what was said is written below, where somebody or something wrote it down
  if (kind === 'audio') return <audio src={href} controls preload="none" aria-label={name} />;
  // biome-ignore lint/a11y/useMediaCaption: a customer's film comes without any
  if (kind === 'video') return <video src={href} controls preload="none" aria-label={name} />;
  return (
    <a class="said-file" href={href}>
      <Icon name="save" />
      <bdi>{w.open(name)}</bdi>
    </a>
  );
}

function Said({ bubble, data, w }: { bubble: Bubble; data: ThreadData; w: ConversationTexts }) {
  const { from, at, text, attached, transcript, choices, state, takenBack } = bubble;
  return (
    <li class={`said ${from}`}>
      <div class="said-bubble">
        {takenBack ? <p class="said-gone">{w.takenBack}</p> : null}
        {attached ? <File attached={attached} w={w} /> : null}
        {text ? (
          <p class="said-text" dir="auto">
            {text}
          </p>
        ) : null}
        {transcript ? (
          <p class="said-heard" dir="auto">
            <small>{w.heard}</small> {transcript}
          </p>
        ) : null}
        {choices.length > 0 ? (
          <ul class="said-choices">
            {choices.map((choice) => (
              <li dir="auto">{choice}</li>
            ))}
          </ul>
        ) : null}
      </div>
      <p class={state === 'failed' ? 'said-when failed' : 'said-when'}>
        {w.from[from]} · <time datetime={new Date(at).toISOString()}>{timeOf(at, data.timeZone, data.lang)}</time>
        {state ? ` · ${w.states[state] ?? state}` : null}
      </p>
    </li>
  );
}

/** The bubbles with a line where a day begins. */
function Story({ data, w }: { data: ThreadData; w: ConversationTexts }) {
  const days = data.bubbles.map(({ at }) => dayOf(at, data.timeZone, data.lang));
  return (
    <ol class="story">
      {data.bubbles.map((bubble, index) => (
        <>
          {days[index] === days[index - 1] ? null : <li class="story-day">{days[index]}</li>}
          <Said bubble={bubble} data={data} w={w} />
        </>
      ))}
    </ol>
  );
}

function Speaker({ data, w }: { data: ThreadData; w: ConversationTexts }) {
  const { silentUntil: until } = data;
  const when =
    until === undefined ? '' : `${dayOf(until, data.timeZone, data.lang)} ${timeOf(until, data.timeZone, data.lang)}`;
  return (
    <section class={until === undefined ? 'talk-card' : 'talk-card taken'}>
      <p>{until === undefined ? w.speaks : w.silent(when)}</p>
      <PostForm
        action={data.switchAction}
        csrf={data.csrf}
        fields={{ to: until === undefined ? 'person' : 'assistant' }}
      >
        <button type="submit" class={until === undefined ? 'button plain small' : 'button small'}>
          {until === undefined ? w.takeOver : w.handBack}
        </button>
      </PostForm>
    </section>
  );
}

function Beside({ data, w }: { data: ThreadData; w: ConversationTexts }) {
  const t = textsIn(data.lang);
  return (
    <aside class="talk-beside">
      <Speaker data={data} w={w} />
      <section class="talk-card">
        <h2>{w.customer}</h2>
        {data.phone || data.email || data.others ? null : <p class="quiet">{w.noContact}</p>}
        {data.phone ? (
          <p>
            <a href={`tel:${data.phone}`} aria-label={`${w.call} ${data.phone}`}>
              <bdi dir="ltr">{data.phone}</bdi>
            </a>
          </p>
        ) : null}
        {data.email ? (
          <p>
            <a href={`mailto:${data.email}`}>
              <bdi dir="ltr">{data.email}</bdi>
            </a>
          </p>
        ) : null}
        {data.others ? (
          <p>
            <a href={data.others.href}>{w.others(data.others.count)}</a>
          </p>
        ) : null}
      </section>
      <section class="talk-card">
        <h2>{w.orders}</h2>
        {data.orders.length === 0 ? <p class="quiet">{w.noOrders}</p> : null}
        <ul class="talk-orders">
          {data.orders.map((order) => (
            <li>
              <a href={order.href}>
                <b>
                  <bdi>{order.number}</bdi>
                </b>
                <bdi>{money(order.total, data.lang)}</bdi>
              </a>
              <small>
                {t.today.statuses[order.status]} · {t.today.payments[order.payment]}
                {order.due ? ` · ${w.due(dueDay({ date: order.due }, data.lang))}` : null}
              </small>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}

/** The page as text; answer it with `pageHeaders()`. */
export function conversationPage(data: ThreadData): string {
  const [w, t] = [conversationTexts(data.lang), textsIn(data.lang)];
  const name = data.name ?? w.unnamed;
  return render(
    <OfficeFrame
      data={data}
      here="conversations"
      title={name}
      styles={STYLES}
      sign={<ChannelIcon channel={data.channel} t={t} />}
      beside={
        <a class="button plain small" href={data.back}>
          {w.back}
        </a>
      }
    >
      <div class="talk-page">
        <div class="talk-story">
          {data.older ? (
            <a class="button plain small" href={data.older}>
              {w.older}
            </a>
          ) : null}
          <Story data={data} w={w} />
          {data.newest ? (
            <a class="button plain small" href={data.newest}>
              {w.newest}
            </a>
          ) : null}
          {data.answerAction ? (
            <PostForm action={data.answerAction} csrf={data.csrf} className="talk-answer">
              <textarea
                name="text"
                rows={2}
                maxlength={3000}
                required
                placeholder={w.answerHint}
                aria-label={w.answer}
                dir="auto"
              ></textarea>
              <button type="submit" class="button">
                <Icon name="send" />
                {w.send}
              </button>
            </PostForm>
          ) : null}
        </div>
        <Beside data={data} w={w} />
      </div>
    </OfficeFrame>,
  );
}
