/** The sign of a channel, named for those who do not see it. */
import { Icon, type IconName } from '../parts/icons.tsx';
import type { Texts } from '../texts/index.ts';
import type { OfficeChannel } from './data.ts';

const ICONS: Record<OfficeChannel, IconName> = {
  whatsapp: 'chat',
  messenger: 'bolt',
  instagram: 'photo',
  email: 'mail',
  phone: 'phone',
  tiktok: 'note',
  simulator: 'device',
  manual: 'pen',
};

/** A round sign in the channel's colour. */
export function ChannelIcon({ channel, t }: { channel: OfficeChannel; t: Texts }) {
  return (
    <span class={`channel ${channel}`} title={t.system.channels[channel]}>
      <Icon name={ICONS[channel]} />
      <span class="unseen">{t.system.channels[channel]}</span>
    </span>
  );
}
