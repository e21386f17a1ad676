import type { EmailTexts } from '../fr/email.ts';

export const email: EmailTexts = {
  choose: 'للاختيار، يكفي الرد على هذه الرسالة بالرقم.',
  sentBy: (shop) => `رسالة من ${shop}. يمكنكم الرد مباشرة على هذا البريد.`,
  newLetter: (shop) => `رسالتكم إلى ${shop}`,
  attached: (file) => `ملف مرفق: ${file}`,
  backfilled: (count, address) =>
    `📬 تعذر الوصول إلى صندوق البريد ${address}. عدد الرسائل التي وصلت إليه: ${count}، وقد تمت قراءتها الآن.`,
  broken: (address, why) => `⚠️ تعذرت قراءة صندوق البريد ${address} (${why}). تحققوا من الاتصال في صفحة القنوات.`,
  renumbered: (address) =>
    `📬 أعاد مزود الخدمة ترقيم صندوق البريد ${address}: أعيدت قراءة آخر الرسائل ولم تُحتسب أي منها مرتين.`,
  looping: (who) => `⚠️ ${who} يرسل رسائل كثيرة متتالية (ربما آلة). لن أرد عليها لمدة ساعة، وتبقى في صندوق بريدكم.`,
  tooLarge: (who) => `📎 أرسل ${who} رسالة أكبر من أن تُقرأ هنا. افتحوها في صندوق بريدكم.`,
  quoteAsked: (shop, short) => `وصل طلب عرض الأسعار رقم ${short} إلى ${shop}. سيصلكم العرض عبر البريد الإلكتروني.`,
  quoteWanted: (short, who) => `📄 طلب عرض أسعار رقم ${short}: ${who}، عبر البريد الإلكتروني`,
  sendQuote: 'إرسال العرض',
  toSendQuote: (short) => `لإرسال العرض: /devis ${short}`,
  signedBy: (company) => `🏢 مقروء في التوقيع، يجب التحقق منه: ${company}`,
  doctor: {
    noWayIn: 'لا يمكن وصول أي بريد: لا صندوق بريد ولا رابط استقبال.',
    noWayInNext:
      'أضيفوا \u2066imap_url (صندوقكم)\u2069 أو \u2066inbound_key (رابط\u2069 الاستقبال لدى مزود البريد) إلى الاتصال.',
    imapOk: (host) => `صندوق البريد يفتح على ${host}.`,
    imapRefused: 'خادم \u2066IMAP\u2069 يرفض اسم المستخدم أو كلمة السر.',
    imapRefusedNext:
      'تحققوا من \u2066imap_url.\u2069 مع \u2066Gmail\u2069 أو \u2066Outlook\u2069 يلزم كلمة سر خاصة بالتطبيق، تُنشأ في إعدادات أمان الحساب.',
    imapUnreachable: (why) => `خادم \u2066IMAP\u2069 لا يجيب: ${why}`,
    imapUnreachableNext: 'تحققوا من اسم الخادم والمنفذ في \u2066imap_url (غالبا imaps://…:993).\u2069',
    idleOk: 'تُعلن الرسائل الجديدة فورا (\u2066IDLE).\u2069',
    idleMissing: 'هذا الخادم لا يعلن الرسائل الجديدة (بدون \u2066IDLE).\u2069',
    idleMissingNext: 'لا شيء مطلوب: يُقرأ الصندوق بانتظام وتصل الردود بتأخير بسيط.',
    sentOk: (folder: string) => `تُقرأ أجوبتكم الخاصة في «\u2066${folder}\u2069»: عندها يترك لكم المساعد المحادثة.`,
    sentMissing: 'لا يظهر أي مجلد للرسائل المرسلة: لا يعلم المساعد بأجوبتكم الخاصة.',
    sentMissingNext: 'في برنامج بريدكم احتفظوا بنسخة من الرسائل المرسلة على الخادم (\u2066IMAP\u2069).',
    smtpOk: (host) => `الإرسال مقبول من ${host}.`,
    smtpMissing: 'لا يمكن إرسال أي بريد من هذا العنوان.',
    smtpMissingNext: 'أضيفوا \u2066smtp_url\u2069 إلى الاتصال، أو اضبطوا \u2066SMTP_URL\u2069 لكامل التثبيت.',
    smtpRefused: 'خادم \u2066SMTP\u2069 يرفض اسم المستخدم أو كلمة السر.',
    smtpRefusedNext:
      'تحققوا من \u2066smtp_url.\u2069 مع \u2066Gmail\u2069 أو \u2066Outlook\u2069 يلزم كلمة سر خاصة بالتطبيق، تُنشأ في إعدادات أمان الحساب.',
    smtpUnreachable: (why) => `خادم \u2066SMTP\u2069 لا يجيب: ${why}`,
    smtpUnreachableNext:
      'تحققوا من اسم الخادم والمنفذ في \u2066smtp_url (465\u2069 مع \u2066smtps://\u2069، و587 مع \u2066smtp://).\u2069',
    tlsOk: (what) => `اتصال ${what} مشفر.`,
    tlsMissing: (what) => `اتصال ${what} غير مشفر: كلمة السر تنتقل مكشوفة.`,
    tlsMissingNext: 'استعملوا \u2066imaps:// (المنفذ\u2069 993) و\u2066smtps:// (المنفذ\u2069 465).',
    webhookOk: (url) => `رابط الاستقبال هو ${url}.`,
    webhookOff: 'بدون رابط استقبال: تصل الرسائل عبر صندوق \u2066IMAP.\u2069',
    lastSeen: 'قُرئ الصندوق قبل أقل من عشر دقائق.',
    notSeen: (since) => `لم يُقرأ الصندوق منذ ${since}.`,
    neverSeen: 'لم يُقرأ الصندوق بعد.',
    notSeenNext: 'تحققوا من أن عملية \u2066ROLE=worker (أو all)\u2069 تعمل؛ وإلا فالسبب مذكور أعلاه.',
  },
};
