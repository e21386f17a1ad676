import type { customers as french } from '../fr/customers.ts';
import { apart } from './apart.ts';
import { known } from './known.ts';
import { retention } from './retention.ts';

/** The same sentences in Arabic. */
export const customers: typeof french = {
  who: (example) => `أي حريف؟ مثلا: ${apart(example)}`,
  nobody: (text) => `لا أجد أي حريف يوافق « ${text} ». جرّب اسما آخر أو الهاتف: ${apart('/client 0612')}`,
  several: (text, list) => `عدة حرفاء يوافقون « ${text} ». أرسل السطر المطلوب:\n${apart(list)}`,
  list: (text) => `الحرفاء الموافقون « ${text} »:`,
  andMore: (count) => `… و ${count} غيرهم: أضف الاسم أو الهاتف.`,
  orders: (count) => `الطلبات: ${count}`,
  basket: (count, mean) => `الطلبات: ${count}، معدل السلة ${apart(mean)}`,
  noOrders: 'لا طلبات بعد',
  last: (short, day, total, status) => `آخر طلب: ${short}، ${day}، ${apart(total)}، ${status}`,
  language: (name) => `اللغة: ${name}`,
  languages: { fr: 'الفرنسية', en: 'الإنجليزية', ar: 'العربية' },
  next: (history, note) => `طلباته: ${apart(history)}\nلإضافة ملاحظة: ${apart(note)} متبوعة بالنص`,
  noted: (who, note) => `ملاحظة ${who}: « ${note} ». تظهر مع طلباته.`,
  noteIs: (who, note) => `ملاحظة ${who}: « ${note} ».`,
  noNote: (who) => `لا توجد ملاحظة عن ${who}.`,
  noteErased: (who) => `حُذفت ملاحظة ${who}.`,
  noteHow: (command) => `للإضافة: ${apart(command)} متبوعة بالنص. للحذف: ${apart(`${command} effacer`)}`,
  history: (who, count, total) => `${who}: الطلبات ${count}، المجموع ${apart(total)}`,
  messageHow: (example) => `النص ناقص. مثلا: ${apart(example)}`,
  messageSent: (who, short) => `أُرسلت الرسالة إلى ${who} (الطلب ${short}). لا يمكن استرجاعها.`,
  messageByTemplate: (who, short) =>
    `${who} (الطلب ${short}) لم يكتب منذ 24 ساعة: كلماتك تُرسل برسالة نموذجية. إن لم توافق عليها ميتا بعد فهي تنتظر وسأعلمك.`,
  messageWaits: (who, short) =>
    `${who} (الطلب ${short}) لم يكتب منذ 24 ساعة: الرسالة تنتظر وتُرسل عند أول رد منه. إن كان الأمر عاجلا فاتصل.`,
  noThread: (who) => `لا توجد محادثة بين ${who} والمحل: لا يمكن إرسال الرسالة.`,
  noThreadCall: (who, phone) => `لا توجد محادثة بين ${who} والمحل: لا يمكن إرسال الرسالة. اتصل بالرقم ${apart(phone)}.`,
  mergeHow: (example) => `اذكر حريفين، الذي يبقى أولا. مثلا: ${apart(example)}`,
  mergeAsk: (kept, gone) =>
    `دمجهما في بطاقة واحدة؟\nيبقى: ${kept}\nيُضاف إليه: ${gone}\nتنتقل الطلبات والمحادثات والملاحظات إلى الأول.`,
  mergeBack: 'إن كان ذلك خطأ، فالأمر /separer يعيد كل شيء كما كان.',
  mergeButton: 'دمج',
  merged: (row, back) => `أصبحا بطاقة واحدة: ${row}. للتراجع: ${apart(back)}`,
  parted: (one, other) => `عادا بطاقتين:\n• ${one}\n• ${other}`,
  neverMerged: 'لم تُدمج هذه البطاقة مع أي بطاقة أخرى.',
  different: 'سُجل: هما شخصان مختلفان. لن أسأل مرة أخرى.',
  samePerson: (name, one, other) => `👥 هل هو نفس الشخص، ${name}؟\n• ${one}\n• ${other}`,
  sameTyped: (name, channel, phone) => `${name}، من ${channel}، ويذكر الرقم ${phone}`,
  sameYes: 'نعم، دمج',
  sameNo: 'لا',
  sameCustomer: (who) => `البطاقة نفسها مرتين: ${who}. لم يتغير شيء.`,
  noneYet: 'لم يطلب أي حريف بعد.',
  segments: (count) => `الحرفاء الذين طلبوا: ${count}`,
  regular: (count) => `⭐ الأوفياء (3 طلبات في 90 يوما): ${count}`,
  fresh: (count) => `🌱 الجدد هذا الشهر: ${count}`,
  quiet: (count) => `💤 دون طلب منذ 60 يوما: ${count}`,
  big: (count) => `🧺 أكبر السلال (مرة ونصف المعدل): ${count}`,
  known,
  retention,
};
