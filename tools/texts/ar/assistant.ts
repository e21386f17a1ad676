import type { assistant as french } from '../fr/assistant.ts';
import { apart } from './apart.ts';

const COMMANDS = `${apart('/assistant on')} أو ${apart('/assistant off')} أو ${apart('/assistant budget')} متبوعة بالمبلغ`;

/** What members read about the language model. */
export const assistant: typeof french = {
  on: (model, host) => `نموذج اللغة مفعّل: ${apart(model)} لدى ${apart(host)}.`,
  off: (model, host) =>
    `نموذج اللغة متوقف: القارئ المدمج يجيب وحده ولا يخرج شيء من هذا الخادم. المتاح: ${apart(model)} لدى ${apart(host)}.`,
  none: `لا يوجد نموذج لغة على هذا الخادم (الإعداد ${apart('OPENAI_API_KEY')} أو ${apart('OPENAI_BASE_URL')}): القارئ المدمج يجيب وحده.`,
  sent: `ما يُرسل إليه: المحادثة الجارية وأسطر القائمة اللازمة دون أسعار. الهواتف والبريد الإلكتروني والعناوين وأرقام الحسابات البنكية تُستبدل برموز.`,
  voice: (model, host) =>
    `الرسائل الصوتية وأسماء منتجاتكم تُرسل كما هي إلى ${apart(model)} لدى ${apart(host)} لكتابتها.`,
  pictures: (model, host) =>
    `الصور التي ترسلونها (الدفتر وقائمة الأسعار) تُرسل كما هي إلى ${apart(model)} لدى ${apart(host)} لقراءتها.`,
  used: (cost, budget, conversations, calls, tokens) =>
    `هذا الشهر: حوالي ${apart(cost)} من ميزانية ${apart(budget)} (المحادثات: ${conversations}، الاستدعاءات: ${calls}، الرموز: ${tokens}).`,
  unpriced: 'سعر هذا النموذج غير معروف هنا: تُحسب الرموز ولا توقفه الميزانية.',
  spentNow: 'استُنفدت ميزانية الشهر: القارئ المدمج يجيب وحده إلى الشهر القادم.',
  budgetSpent: (budget) =>
    `استُنفدت ميزانية نموذج اللغة (${apart(budget)} في الشهر). القارئ المدمج يجيب وحده إلى الشهر القادم وتستمر الطلبات. للزيادة: ${apart('/assistant budget')} متبوعة بالمبلغ.`,
  privacy: (url) => `صفحة الخصوصية لزبائنكم: ${apart(url)}`,
  undo: (command) => `للتراجع: ${apart(command)}`,
  howTo: `اكتب: ${COMMANDS}.`,
  notUnderstood: (text) => `لم أفهم « ${apart(text)} ». اكتب: ${COMMANDS}.`,
};
