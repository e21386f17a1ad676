import type { papers as french } from '../fr/papers.ts';

export const papers: typeof french = {
  depositLine: (order) => `تسبقة على الطلب ${order}`,
  depositLineAt: (order, rate) => `تسبقة على الطلب ${order} (الأداء ${rate})`,
  lacks: {
    address: 'عنوان المحل (⁦/demarrer adresse⁩)',
    siret: 'رقم ⁦SIRET⁩ (⁦/demarrer siret⁩)',
    vat_number: 'رقم الأداء على القيمة المضافة (⁦/legal tva FR…⁩)',
    capital: 'رأس المال (⁦/legal capital 8 000 €⁩)',
    rcs: 'رقم السجل التجاري (⁦/legal rcs Paris 123 456 782⁩)',
    matricule_fiscal: 'المعرّف الجبائي مثل ⁦0736202X/A/M/000⁩ (⁦/demarrer matricule⁩)',
    buyer_address: 'عنوان الشركة الحريفة (⁦/client … adresse …⁩)',
    buyer_siren: 'رقم ⁦SIREN⁩ للشركة الحريفة (⁦/client … siren 404833048⁩)',
  },
  businessNoted: (name, facts) => `${name}، شركة: ${facts}. ستظهر على فواتيرها. للرجوع: ⁦/client ${name} particulier⁩`,
  consumerNoted: (name) => `${name} حريف عادي من جديد في الفواتير.`,
  badSiren: (text) => `«${text}» ليس رقم ⁦SIREN⁩ (9 أرقام) ولا ⁦SIRET⁩ (14 رقما): المفتاح غير صحيح.`,
  badVat: (text) => `«${text}» ليس رقم أداء على القيمة المضافة. يبدأ بحرفين مثل ⁦FR83404833048⁩.`,
  badLegal: (text) =>
    `لم أفهم «${text}». اكتب مثلا: ⁦/legal tva FR83404833048⁩ أو ⁦/legal capital 8 000 €⁩ أو ⁦/legal rcs Paris 404 833 048⁩ أو ⁦/legal biens⁩`,
  stillLacks: (lacks) => `⚠️ ينقص: ${lacks}.`,
  nothingLacks: '✅ لا ينقص شيء لإصدار الفواتير.',
  toIssue: (short, lacks) =>
    `🧾 فاتورة الطلب ${short} لم تصدر بعد: ينقص ${lacks}. ستُرسل من تلقاء نفسها عند اكتمال البيانات.`,
  cannotIssue: (short, lacks) =>
    `لا يمكن إصدار فاتورة الطلب ${short} بعد: ينقص ${lacks}. أكمل البيانات ثم: ⁦/facture ${short}⁩`,
  depositHere: (number) => `هذه فاتورة التسبقة ${number}.`,
  depositFor: (number, short) => `فاتورة التسبقة ${number} للطلب ${short}:`,
  receiptHere: (number) => `هذا وصلكم ${number}. ستتبعه الفاتورة.`,
  receiptFor: (number, short) => `الوصل ${number} للطلب ${short}:`,
  chain: (papers) => `🧾 ${papers}`,
  cancelledBy: (number, by) => `${number} (ألغتها ${by})`,
  creditedBy: (number, by) => `${number} (استرجاع ${by})`,
  cancels: (number, what) => `${number} (على ${what})`,
  kinds: { quote: 'عرض', invoice: 'فاتورة', deposit: 'تسبقة', credit_note: 'استرجاع', receipt: 'وصل' },
  takesOff: (number, deposits) => `${number} (تسبقات مخصومة: ${deposits})`,
  waiting: 'فاتورة تنتظر الإصدار',
};
