import type { HubNumberTexts } from '../fr/hub-number.ts';

/** The same in Arabic. */
export const hubNumber: HubNumberTexts = {
  which: 'لأي محل؟ اختر ثم أعد إرسال رسالتك. للتغيير لاحقا: \u2066/boutique\u2069',
  change: (now) => `أنت تكتب إلى ${now}. مع أي محل تريد المواصلة؟`,
  only: (now) => `لك محل واحد هنا: ${now}.`,
  chosen: (name) => `✅ أنت تكتب الآن إلى ${name}. للتغيير: \u2066/boutique\u2069`,
};
