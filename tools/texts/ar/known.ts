import type { KnownTexts } from '../fr/known.ts';

const ltr = (text: string): string => `\u2066${text}\u2069`;

export const known: KnownTexts = {
  otherAddress: (address) => `عنوان آخر: ${address}`,
  otherEmail: (email) => `بريد آخر: ${ltr(email)}`,
  otherCompany: (row) => `شركة أخرى: ${row}`,
  joined: (row, key) => `👥 بطاقتان أصبحتا واحدة لأنهما لنفس الشخص (${key}): ${row}`,
  byNumber: (phone) => `نفس الرقم ${ltr(phone)} تظهره الشبكة من الجهتين`,
  byEmail: (email) => `نفس العنوان ${ltr(email)} متحقق منه من الجهتين`,
  byProvider: (channel) => `${channel} يعطي الاسمين لنفس الحساب`,
  part: 'فصل',
  emailGiven: (name, channel, email) => `${name}، من ${channel}، ويذكر ${ltr(email)}`,
  emailProved: (name, email) => `${name}، يكتب من ${ltr(email)}`,
  offer: (who, row) => `🏢 قُرئ في توقيع ${who}: ${row}. هل يُحفظ في بطاقته من أجل الفواتير؟`,
  siren: (siren) => ltr(`SIREN ${siren}`),
  acceptHow: (command) => `للحفظ: ${ltr(command)}`,
  partHow: (command) => `للفصل من جديد: ${ltr(command)}`,
  accept: 'حفظ',
  refuse: 'لا',
  accepted: (who, row) => `✅ حُفظ لـ ${who}: ${row}.`,
  refused: (who) => `سُجّل: لم يُحفظ شيء لـ ${who} ولن أسأل عن هذه المعطيات مجددا.`,
  gone: `لم يعد هذا الاقتراح موجودا. يمكن إكمال البطاقة يدويا: ${ltr('/client Marie société …')}`,
  decided: 'سبق البت في هذا. لم يتغير شيء.',
  restored: (who) => `بطاقة ${who} كما كانت من قبل.`,
};
