/** Every connection of the shop: its state, its last event, what failed, what the doctor found, how to mend it. */
import { ago, dayOf } from '../format.ts';
import { render } from '../layout.tsx';
import { ChannelIcon } from '../office/channel-icon.tsx';
import { OfficeFrame } from '../office/frame.tsx';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice, StateChip, type Tone } from '../parts/state.tsx';
import { textsIn } from '../texts/index.ts';
import type { ChannelsData, CheckupRow, ConnectionCard, Told } from './data.ts';
import { WORDS } from './texts.ts';

export type * from './data.ts';

const TONES: Record<ConnectionCard['state'], Tone> = {
  on: 'good',
  off: 'quiet',
  reconnect: 'bad',
  secret_missing: 'warn',
};
const CHECK_TONES = { ok: 'good', warn: 'warn', fail: 'bad' } as const;

/** What an examination found, the worst first in colour, each with what to do. */
export function Checks({
  checkup,
  data,
}: { checkup: CheckupRow | undefined } & { data: Pick<ChannelsData, 'lang' | 'now'> }) {
  const words = WORDS[data.lang];
  if (!checkup) return <p class="check-age">{words.unchecked}</p>;
  return (
    <>
      <ul class="checks">
        {checkup.checks.map(({ state, says, next }) => (
          <li class={CHECK_TONES[state]}>
            <span class="check-sign" role="img" aria-label={words.signs[state]}>
              <Icon name={state === 'ok' ? 'tick' : state === 'warn' ? 'alert' : 'close'} />
            </span>
            <div>
              <p dir="auto">{says}</p>
              {next ? (
                <p class="check-next" dir="auto">
                  {next}
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <p class="check-age">{words.checked(ago(checkup.at, data.now, data.lang))}</p>
    </>
  );
}

/** What is wrong and what to do; the provider's own words stay at hand for whoever helps. */
function Fault({ told, words }: { told: Told; words: (typeof WORDS)['fr'] }) {
  return (
    <div class="connection-fault">
      <p dir="auto">{told.says}</p>
      {told.raw ? (
        <details>
          <summary>{words.theirWords}</summary>
          <p>
            <bdi lang="en">{told.raw}</bdi>
          </p>
        </details>
      ) : null}
    </div>
  );
}

export function Connection({
  card,
  data,
}: {
  card: ConnectionCard;
  data: Pick<ChannelsData, 'lang' | 'now' | 'timeZone'>;
}) {
  const [words, t] = [WORDS[data.lang], textsIn(data.lang)];
  const { lastEventAt, readAt, expiresAt, failures, state } = card;
  const day = expiresAt === undefined ? null : dayOf(expiresAt, data.timeZone, data.lang);
  return (
    <section class="connection">
      <header class="connection-head">
        <ChannelIcon channel={card.channel} t={t} />
        <div>
          <h2>{t.system.channels[card.channel]}</h2>
          <bdi dir="ltr">{card.display ?? card.account}</bdi>
        </div>
        <StateChip tone={TONES[state]}>{words.states[state]}</StateChip>
      </header>
      <p class="connection-facts">
        {lastEventAt === undefined ? words.noEvent : words.lastEvent(ago(lastEventAt, data.now, data.lang))}
        {readAt === undefined ? null : ` · ${words.readLast(ago(readAt, data.now, data.lang))}`}
        {day === null ? null : ` · ${(expiresAt ?? 0) < data.now ? words.expired(day) : words.expires(day)}`}
      </p>
      {state === 'secret_missing' ? <p class="connection-fault">{words.secretMissing}</p> : null}
      {card.reason && state === 'reconnect' ? <Fault told={card.reason} words={words} /> : null}
      {failures.count > 0 ? <p class="connection-fault">{words.failures(failures.count)}</p> : null}
      {failures.count > 0 && failures.last && failures.last.says !== card.reason?.says ? (
        <Fault told={failures.last} words={words} />
      ) : null}
      {state === 'off' ? null : <Checks checkup={card.checkup} data={data} />}
      {card.href ? (
        <a class="button plain small" href={card.href}>
          {words.manage}
        </a>
      ) : null}
    </section>
  );
}

/** The page as text; answer it with `pageHeaders()`. */
export function channelsPage(data: ChannelsData): string {
  const [words, t] = [WORDS[data.lang], textsIn(data.lang)];
  return render(
    <OfficeFrame
      data={data}
      here="channels"
      title={words.title}
      lead={words.lead}
      styles={['office-today.css', 'office-channels.css']}
      beside={
        <PostForm action={data.checkAction} csrf={data.csrf}>
          <button type="submit" class="button small">
            <Icon name="refresh" />
            {words.check}
          </button>
        </PostForm>
      }
    >
      {data.connections.length === 0 ? <Notice tone="quiet">{words.none}</Notice> : null}
      <div class="connections">
        {data.connections.map((card) => (
          <Connection card={card} data={data} />
        ))}
      </div>
      {data.ways.length > 0 ? (
        <section aria-labelledby="connect">
          <h2 id="connect">{words.connect}</h2>
          <div class="ways">
            {data.ways.map(({ channel, href }) => (
              <a class="button plain" href={href}>
                <ChannelIcon channel={channel} t={t} />
                {t.system.channels[channel]}
              </a>
            ))}
          </div>
        </section>
      ) : null}
      {data.others.length > 0 ? (
        <section aria-labelledby="others">
          <h2 id="others">{words.others}</h2>
          <div class="connections">
            {data.others.map(({ name, checkup }) => (
              <section class="connection">
                <h3>{name}</h3>
                <Checks checkup={checkup} data={data} />
              </section>
            ))}
          </div>
        </section>
      ) : null}
    </OfficeFrame>,
  );
}
