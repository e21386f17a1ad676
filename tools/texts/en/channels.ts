import type { ChannelTexts } from '../fr/channels.ts';

export const channels: ChannelTexts = {
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
  email: 'e-mail',
  phone: 'phone',
  tiktok: 'TikTok',
  simulator: 'simulator',
  manual: 'typed in',
};
