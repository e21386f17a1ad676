/** Who examines what: one line for each channel, and for everything of a shop that is no channel. */
import type { ChannelName } from '../../tools/conversations/message.ts';
import { PROVIDERS } from '../../tools/payments/providers/provider.ts';
import { emailExaminer } from './email.ts';
import { hubExaminer } from './hub.ts';
import { examineMeta } from './meta.ts';
import { paymentExaminer, transferExaminer } from './payments.ts';
import { examinePhone } from './phone.ts';
import { platformExaminer } from './platform.ts';
import { examineTikTok } from './tiktok.ts';
import type { ConnectionExaminer, ShopExaminer } from './visit.ts';

export const OF_CHANNELS: Partial<Record<ChannelName, ConnectionExaminer>> = {
  email: emailExaminer,
  whatsapp: examineMeta,
  messenger: examineMeta,
  instagram: examineMeta,
  phone: examinePhone,
  tiktok: examineTikTok,
};

export const OF_SHOPS: ShopExaminer[] = [
  hubExaminer,
  ...PROVIDERS.map(paymentExaminer),
  transferExaminer,
  platformExaminer,
];
