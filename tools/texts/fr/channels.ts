/** The channels by the names people know them by. */
export const channels = {
  whatsapp: 'WhatsApp',
  messenger: 'Messenger',
  instagram: 'Instagram',
  email: 'e-mail',
  phone: 'téléphone',
  tiktok: 'TikTok',
  simulator: 'simulateur',
  manual: 'saisie',
};

export type ChannelTexts = typeof channels;
