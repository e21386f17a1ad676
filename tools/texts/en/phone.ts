import type { PhoneTexts } from '../fr/phone.ts';

export const phone: PhoneTexts = {
  greeting: (shop) =>
    `Hello, you have reached ${shop}. After the beep, please say your order, your name, and the day and time you would like, then hang up. Your message is recorded to prepare your order.`,
  nothingSaid: 'We did not hear anything. Please call again whenever you like. Goodbye.',
  thanks: 'Thank you, your message is recorded. We will answer you very soon. Goodbye.',
  lost: (who) => `📞 Call from ${who}: the recording could not be fetched. Please call back.`,
  lostHidden: '📞 Call from a hidden number: the recording could not be fetched.',
};
