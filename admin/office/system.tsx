/** How the channels, the model and the database are, and what to do where something is wrong. */
import { ago } from '../format.ts';
import { Icon, type IconName } from '../parts/icons.tsx';
import { StateChip, type Tone } from '../parts/state.tsx';
import type { Texts } from '../texts/index.ts';
import { ChannelIcon } from './channel-icon.tsx';
import type { ChannelState, SystemState, TodayData } from './data.ts';

const STATE_TONES: Record<ChannelState['state'], Tone> = {
  connected: 'good',
  disconnected: 'bad',
  secret_missing: 'warn',
  unsigned: 'bad',
  not_configured: 'quiet',
};

function ChannelRow({ channel, data, t }: { channel: ChannelState; data: TodayData; t: Texts }) {
  const { lastEventAt, failures } = channel;
  const last = lastEventAt === undefined ? t.system.noEvent : t.system.lastEvent(ago(lastEventAt, data.now, data.lang));
  return (
    <li>
      <ChannelIcon channel={channel.channel} t={t} />
      <div class="system-words">
        <p class="system-head">
          <b>{t.system.channels[channel.channel]}</b>
          <StateChip tone={STATE_TONES[channel.state]}>{t.system.states[channel.state]}</StateChip>
        </p>
        <span>
          {channel.account ? <bdi dir="ltr">{channel.account}</bdi> : null}
          {channel.account ? ' · ' : null}
          {last}
        </span>
        {channel.state === 'connected' ? null : <span>{t.system.advice[channel.state]}</span>}
        {failures && failures.count > 0 ? (
          <span class="fault">
            {t.system.failures(failures.count)}
            {failures.last ? ' : ' : null}
            {failures.last ? <bdi>{failures.last}</bdi> : null}
          </span>
        ) : null}
      </div>
    </li>
  );
}

function Machine({ icon, name, words, tone }: { icon: IconName; name: string; words: string; tone: Tone }) {
  return (
    <li>
      <span class={`channel machine ${tone}`}>
        <Icon name={icon} />
      </span>
      <div class="system-words">
        <b>{name}</b>
        <span class={tone === 'warn' ? 'fault' : undefined}>{words}</span>
      </div>
    </li>
  );
}

function modelWords(model: SystemState['model'], t: Texts): { words: string; tone: Tone } {
  if (model.state === 'off') return { words: t.system.modelOff, tone: 'quiet' };
  if (model.state === 'down') return { words: `${t.system.modelDown} (${model.name})`, tone: 'warn' };
  return { words: t.system.modelOn(model.name), tone: 'good' };
}

/** The section of the channels and the machine. */
export function SystemPanel({ data, t }: { data: TodayData; t: Texts }) {
  const { channels, model, database } = data.system;
  return (
    <section aria-labelledby="system">
      <h2 id="system">{t.system.title}</h2>
      <ul class="system">
        {channels.map((channel) => (
          <ChannelRow channel={channel} data={data} t={t} />
        ))}
        <Machine icon="model" name={t.system.model} {...modelWords(model, t)} />
        <Machine
          icon="database"
          name={t.system.database}
          words={t.system.databases[database]}
          tone={database === 'pglite' ? 'warn' : 'good'}
        />
      </ul>
    </section>
  );
}
