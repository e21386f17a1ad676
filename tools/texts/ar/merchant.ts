import type { merchant as french } from '../fr/merchant.ts';

/** Keeps what runs left to right in one piece inside an Arabic sentence. */
const apart = (text: string): string => `\u2066${text}\u2069`;

/** What members read about their own words: plans, what is taken back, the assistant that steps aside, help. */
export const merchant: typeof french = {
  planTitle: 'فهمت:',
  planAsk: 'هل أنفّذ؟',
  planTap: 'لهذا الأمر اضغط نعم أو لا: الكلمة وحدها لا تكفي.',
  whichOrder: (name) => `أي طلب من طلبات ${name}؟`,
  planLeftover: (words) => `لم أفهم: « ${words} »`,
  yes: 'نعم',
  no: 'لا',
  planDropped: 'حسنا، لم يتغير شيء.',
  planDone: 'سبق القيام بذلك: نُفّذت هذه الأوامر مرة واحدة.',
  planGone: 'هذا الاقتراح مغلق: لم يتغير شيء. أعد الطلب وسأقترحه من جديد.',
  writeToAnswer: 'اكتبوا جوابكم للحريف: الرسالة الصوتية لا تصله.',
  nothingOpen: 'لا شيء ينتظر جوابك.',
  undone: (what) => `↩️ تم التراجع: ${what}`,
  notUndone: (what, why) => `لم يتم التراجع: ${what}\n${why}`,
  nothingToUndo: 'لا يوجد أمر يمكن التراجع عنه.',
  undoneAlready: (when) => `تم التراجع من قبل، على الساعة ${when}. لا شيء آخر للتراجع عنه.`,
  undoTooLate: (when) => `آخر أمر لك كان على الساعة ${when}: التراجع ممكن خلال 10 دقائق فقط. لم يتغير شيء.`,
  changedSince: 'تغيّر الوضع منذ ذلك الحين: أتركه كما هو.',
  lastNotUndoable: 'لا يمكن التراجع عن آخر أمر لك. لم يتغير شيء.',
  try: (commands) => `جرّب: ${apart(commands)}`,
  voiceUnheard: 'لم أتمكن من سماع هذه الرسالة الصوتية. اكتبها من فضلك.',
  botOff: (who, until) => `🔕 يصمت المساعد مع ${who} حتى ${until}. للتراجع: ${apart('/annule-ca')}`,
  botOn: (who) => `🔔 يجيب المساعد ${who} من جديد. للتراجع: ${apart('/annule-ca')}`,
  botAllOn: '🔔 يجيب المساعد الجميع من جديد.',
  botEverywhere: 'يجيب المساعد كل الحرفاء.',
  botSilentTitle: 'يصمت المساعد مع:',
  botSilent: (who, until) => `${who}، حتى ${until}`,
  botHow: `اكتب ${apart('/bot off 156')} لتجيب بنفسك، و${apart('/bot on 156')} أو ${apart('/bot on')} ليعود.`,
  botNoThread: (short) => `الطلب رقم ${short} ليس مرتبطا بأي محادثة.`,
  promised: (who, words) => `أجبت ${who}: « ${words} ». أعددت:`,
  promisedPrice: (said, total) => `⚠️ ذكرت ${apart(said)}؛ المجموع هو ${apart(total)}.`,
  promisedNewPrice: (said) => `⚠️ ذكرت ${apart(said)}: تحقق من المجموع على البطاقة.`,
  help: {
    title: 'هذا ما أستطيع فعله:',
    narrow: (about) => `أوامر « ${apart(about)} »:`,
    none: (about) => `لا يوجد أمر لـ « ${apart(about)} ». هذه الأبواب:`,
    more: (command) => `تفاصيل باب: ${apart(command)}`,
    families: {
      orders: 'الطلبات',
      money: 'المال والوثائق',
      catalogue: 'المنتجات والمخزون',
      customers: 'الحرفاء',
      day: 'اليوم',
      shop: 'المحل',
    },
  },
};
