import type { PhoneTexts } from '../fr/phone.ts';

export const phone: PhoneTexts = {
  greeting: (shop) =>
    `Hello, you have reached ${shop}. After the beep, please say your order, your name, and the day and time you would like, then hang up. Your message is recorded to prepare your order.`,
  nothingSaid: 'We did not hear anything. Please call again whenever you like. Goodbye.',
  thanks: 'Thank you, your message is recorded. We will answer you very soon. Goodbye.',
  lost: (who) => `📞 Call from ${who}: the recording could not be fetched. Please call back.`,
  lostHidden: '📞 Call from a hidden number: the recording could not be fetched.',
  doctor: {
    account: 'Twilio accepts the account and the token.',
    refused: (status) => `Twilio refuses the account or the token (${status}).`,
    refusedNext: 'Copy “Account SID” and “Auth Token” again from console.twilio.com.',
    noSid: 'Without the Account SID the number cannot be checked and no text message leaves.',
    noSidNext: 'Connect this number again with the Account SID (AC…); it stands on console.twilio.com.',
    notANumber: (number) =>
      `“${number}” is not a complete number. Write it with its country code, such as +33 1 80 00 00 00.`,
    noNumber: (number) => `The number ${number} does not belong to this Twilio account.`,
    noNumberNext: 'Check the number of the connection, or the account it belongs to.',
    voice: 'Calls arrive here.',
    voiceElsewhere: (url) => `Calls are sent elsewhere: ${url}.`,
    smsHook: 'Incoming text messages arrive here.',
    smsElsewhere: (url) => `Incoming text messages are sent elsewhere: ${url}.`,
    hookNext: (url) => `In Twilio, on the number’s page, set the address (HTTP POST): ${url}`,
    sms: 'Answers leave as text messages where WhatsApp is not open.',
    noSms: 'No text message leaves: where WhatsApp is not open, you have to call back.',
    noSmsNext: 'If this number sends text messages, connect it again with the box ticked.',
    cannotSms: 'This number sends no text messages.',
    cannotSmsNext: 'Connect it again without ticking the box of text messages, or take a number that sends them.',
    transcriber: (model) => `Messages are written down by ${model}.`,
    noTranscriber: 'No model writes messages down: you will get the recording.',
    noTranscriberNext: 'Set OPENAI_API_KEY (or OPENAI_BASE_URL), then send /assistant on.',
  },
};
