import type { TaxTexts } from '../fr/tax.ts';
import { apart } from './apart.ts';

export const tax: TaxTexts = {
  allowedRates: (rates) => `نسب الأداء الموجودة هنا: ${apart(rates)}`,
  rate: {
    how: `اكتب المنتج ونسبته مثل: ${apart('/taux fraisier 5,5')}`,
    unknown: (rate, rates) => `نسبة ${apart(`${rate} %`)} غير موجودة هنا. النسب الممكنة: ${apart(rates)}`,
    set: (name, rate) =>
      `الأداء على ${name}: ${apart(`${rate} %`)}. الطلبات المأخوذة تحتفظ بنسبتها، والأسعار لا تتغير.`,
    held: (rows, rates) =>
      `⚠️ نسبة أداء غير موجودة هنا: ${apart(rows)}. الممكنة: ${apart(rates)}. صحّح بـ ${apart('/taux')}`,
  },
  nature: {
    how: `اكتب المنتج وطبيعته مثل: ${apart('/nature atelier macarons service')} أو ${apart('bien')} (سلعة) أو ${apart('boutique')} لاتباع إعداد المحل.`,
    goods: (name) => `${name} سلعة: ستذكر الفواتير «تسليم سلع».`,
    services: (name) => `${name} خدمة: ستذكر الفواتير «إسداء خدمات».`,
    none: (name) =>
      `${name} يتبع إعداد المحل (${apart('/legal biens')} أو ${apart('/legal services')} أو ${apart('/legal mixte')}).`,
  },
  buyer: {
    sirenLength: (text, count) =>
      `في «${apart(text)}» ${count} أرقام: رقم ${apart('SIREN')} فيه 9 ورقم ${apart('SIRET')} فيه 14. انقله من وثيقة للشركة مثل: ${apart('siren 404833048')}`,
    sirenKey: (text) =>
      `«${apart(text)}» ليس ${apart('SIREN')} ولا ${apart('SIRET')}: مفتاحه غير صحيح، فيه رقم خاطئ. انقله من وثيقة للشركة مثل: ${apart('siren 404833048')}`,
    vatLetters: (text) =>
      `«${apart(text)}» ليس رقم أداء على القيمة المضافة: يبدأ بحرفي البلد مثل ${apart('FR83404833048')}.`,
    vatForm: (text, country, example) =>
      `«${apart(text)}» ليس على صيغة رقم الأداء (${apart(country)}). مثال: ${apart(example)}`,
    vatFormOnly: (text, country) =>
      `«${apart(text)}» ليس على صيغة رقم الأداء (${apart(country)}). انقله من وثيقة للشركة.`,
    vatKey: (text, right) =>
      `«${apart(text)}» ليس رقم أداء: مفتاحه لا يطابق رقم ${apart('SIREN')}. الصحيح ${apart(right)}.`,
    vatKeyOnly: (text) =>
      `«${apart(text)}» ليس رقم أداء: أرقامه التسعة الأخيرة ليست ${apart('SIREN')}. انقله من وثيقة للشركة.`,
    vatOther: (number, siren) =>
      `رقم الأداء ${apart(number)} ورقم ${apart(`SIREN ${siren}`)} لشركتين مختلفتين. تحقق من الصحيح ثم أعطهما معا.`,
    address: (text, missing) =>
      `العنوان «${apart(text)}» ناقص: ينقص ${missing}. مثال: ${apart('adresse 4 avenue Hugo, 69002 Lyon')}`,
    parts: { street: 'الشارع', postcode: 'الرمز البريدي (5 أرقام)', city: 'المدينة' },
    country: (text) => `لا أعرف البلد «${apart(text)}». مثال: ${apart('pays Allemagne')} أو ${apart('pays DE')}`,
    overseas: (country) =>
      `${apart(country)}: للبيع نحو الأقاليم الفرنسية ما وراء البحار قواعد خاصة (الفصلان 294 و295 من ${apart('CGI')}) لا أطبقها. لم يُسجَّل شيء: اسأل محاسبك عن هذه الفاتورة.`,
    matricule: (text) =>
      `«${apart(text)}» ليس معرّفا جبائيا: سبعة أرقام وحرف مفتاح ورمز الأداء والصنف والمؤسسة مثل ${apart('0736202X/A/M/000')}.`,
    consumerCountry: (name, country) =>
      `${name}: ${apart(country)}. البيع بالأداء الفرنسي. فوق 10000 يورو دون أداء في السنة من البيع عن بعد لأفراد في الاتحاد يصبح الأداء أداء بلدهم (${apart('OSS')}): لا أمسك هذا الحساب، اسأل محاسبك.`,
    consumerWorld: (name, country) =>
      `${name}: ${apart(country)}. البيع بالأداء الفرنسي: لا أصدر فاتورة دون أداء لفرد.`,
    consumerHome: (name, country) => `${name}: ${apart(country)}. هو الأداء الفرنسي.`,
    businessAbroad: `شركة في الخارج: قبل كل فاتورة قرّر الأداء بـ ${apart('/tva-etranger')} ورقم الطلب.`,
  },
  purchase: {
    how: (short) =>
      `اكتب مرجع الحريف مثل: ${apart(`/bon ${short} BC-2026-118`)} أو لمشتر عمومي: ${apart(`/bon ${short} engagement 1300012345 service SRV-01`)}`,
    set: (short, row) => `مراجع الحريف للطلب ${short}: ${apart(row)}. ستظهر على الفاتورة.`,
    none: (short) => `لم يعد للطلب ${short} مرجع من الحريف.`,
    issued: (short, number) =>
      `للطلب ${short} الفاتورة ${apart(number)}: مراجعه لا تتغير. أولا: ${apart(`/avoir ${short}`)}`,
    order: (number) => `طلبية ${apart(number)}`,
    engagement: (number) => apart(`engagement ${number}`),
    service: (code) => apart(`service ${code}`),
  },
  abroad: {
    ask: (company, country, short) =>
      `🌍 ${company} (${apart(country)}): أداء هذا البيع ينتظر قرارا. ${apart(`/tva-etranger ${short}`)}`,
    home: (short) =>
      `الطلب ${short} بالأداء الفرنسي: الحريف ليس شركة في الخارج (${apart('/client … pays Allemagne')}).`,
    franchise: 'محلك معفى من الأداء: فواتيره لا تحمله، وفي الخارج كذلك.',
    pickup: (short) =>
      `الطلب ${short} يُستلم في فرنسا: هو الأداء الفرنسي. لا يُعفى بيع إلا إذا خرج إلى الخارج. إن سلّمته هناك: ${apart(`/tva-etranger ${short} exoneree`)} ثم عنوان التسليم.`,
    mixed: (short) => `الطلب ${short} فيه سلع وخدمات: يُقرَّر أداء كل منها على حدة. اجعله طلبين.`,
    servicesWorld: (short) =>
      `الطلب ${short} خدمة لشركة خارج الاتحاد: لا أستطيع إصدار هذه الفاتورة دون أداء. اسأل محاسبك أو احتفظ بالأداء الفرنسي: ${apart(`/tva-etranger ${short} francaise`)}`,
    noVat: (short, who) =>
      `البيع دون أداء يتطلب رقم أداء الشركة: ${apart(`/client ${who} tva …`)} دونه يبقى الطلب ${short} بالأداء الفرنسي.`,
    noSellerVat: `البيع دون أداء يتطلب أولا رقم أداء محلك: ${apart('/legal tva FR…')}`,
    noDay: (short) =>
      `التسليم داخل الاتحاد دون أداء يحمل تاريخه: حدّد يوم الطلب ${short} (${apart(`/modifier ${short} samedi`)}).`,
    choices: {
      intra_eu: (short, country) =>
        `الطلب ${short} يُسلَّم في: ${apart(country)}. يمكن أن يكون تسليما داخل الاتحاد دون أداء (الفصل ${apart('262 ter I')} من ${apart('CGI')}) إن كان رقم أداء الحريف صالحا (تحقق منه على ${apart('VIES')}) واحتفظت بإثبات النقل.`,
      reverse_charge: (short, country) =>
        `الطلب ${short} خدمات لـ: ${apart(country)}. يمكن أن يتحمل الحريف الأداء (الفصل ${apart('283-2')} من ${apart('CGI')}) إن كان رقم أدائه صالحا (تحقق منه على ${apart('VIES')}). لا يشمل وجبة أو تظاهرة في فرنسا: هناك الأداء الفرنسي.`,
      export: (short, country) =>
        `الطلب ${short} يُسلَّم في: ${apart(country)}. يمكن أن يكون تصديرا دون أداء (الفصل ${apart('262 I')} من ${apart('CGI')}) إن احتفظت بإثبات الخروج من الديوانة.`,
    },
    how: (short) =>
      `دون أداء: ${apart(`/tva-etranger ${short} exoneree`)}\nبالأداء: ${apart(`/tva-etranger ${short} francaise`)}`,
    exempt: {
      intra_eu: (short, total) =>
        `✅ الطلب ${short} دون أداء (تسليم داخل الاتحاد): ${total}. يُصرَّح به في الكشف التلخيصي للحرفاء الذي لا أودعه.`,
      reverse_charge: (short, total) =>
        `✅ الطلب ${short} دون أداء (يتحمله الحريف): ${total}. يُصرَّح به في التصريح الأوروبي بالخدمات الذي لا أودعه.`,
      export: (short, total) => `✅ الطلب ${short} دون أداء (تصدير): ${total}. احتفظ بإثبات الخروج من الديوانة.`,
    },
    french: (short, total) => `✅ الطلب ${short} بالأداء الفرنسي: ${total}.`,
    linesBack: 'الأسعار هي أسعار القائمة اليوم.',
    paid: (short) =>
      `الطلب ${short} مدفوع بالأداء. لفوترته هكذا: ${apart(`/tva-etranger ${short} francaise`)}. لإعادته دون أداء: ${apart(`/annuler-rembourser ${short}`)} ثم طلب جديد.`,
    issued: (short, number) =>
      `للطلب ${short} الوثيقة ${apart(number)}: أداؤه لا يتغير. أولا: ${apart(`/avoir ${short}`)}`,
    locked: (short) =>
      `الطلب ${short} دون أداء لأنه يخرج إلى الخارج. لتغيير تسليمه أولا: ${apart(`/tva-etranger ${short} francaise`)}`,
  },
};
