import type { ChannelTexts } from '../fr/channels.ts';

export const channels: ChannelTexts = {
  whatsapp: 'واتساب',
  messenger: 'ماسنجر',
  instagram: 'إنستغرام',
  email: 'البريد الإلكتروني',
  phone: 'الهاتف',
  tiktok: 'تيك توك',
  simulator: 'المحاكي',
  manual: 'إدخال يدوي',
};
