/** Words of dates and hours in French, English, Arabic and Tunisian, as folded token phrases. */
import { singularsOfDual } from './arabic.ts';
import type { Part } from './types.ts';
import { FEASTS } from './when-feasts.ts';

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year' | 'second';

export type Meaning = { only?: 'fr' | 'en' } & Sense;

type Sense =
  | { k: 'rel'; off: number; part?: Part; h?: number; now?: boolean }
  | { k: 'wd'; wd: number; weak?: boolean }
  | { k: 'month'; m: number; weak?: boolean }
  | { k: 'part'; part: Part; at: number; end: number; weak?: boolean }
  | { k: 'clock'; h: number }
  | { k: 'unit'; u: Unit }
  | { k: 'named'; name: string }
  | { k: 'weekend' }
  | { k: 'dir'; dir: 'next' | 'last' | 'this' | 'after' }
  | { k: 'vague' }
  | { k: 'opening' }
  | { k: 'closing' }
  | { k: 'ampm'; pm: boolean };

const phrases = new Map<string, Meaning>();
export let longestPhrase = 1;

function add(m: Meaning, list: string): void {
  for (const p of list.split('|')) {
    const key = p.trim();
    phrases.set(key, m);
    longestPhrase = Math.max(longestPhrase, key.split(' ').length);
  }
}

add(
  { k: 'rel', off: 0 },
  "aujourd'hui|tout a le heure|toute a le heure|ce jour|jour meme|today|this day|lyoum|lyouma|elyoum|el youm|lioum|اليوم|لليوم|يومي|هذا اليوم|elyouma|nharek",
);
add(
  { k: 'rel', off: 0, now: true },
  'at this time|at present|right now|just now|maintenant|toute de suite|tout de suite|en ce moment|الان|tawa',
);
add({ k: 'rel', off: 1, part: 'evening' }, 'next evening|the next evening');
add({ k: 'rel', off: 1, part: 'morning' }, 'next morning|the next morning');
add({ k: 'rel', off: 1, part: 'night' }, 'next night|prochaine nuit|la nuit prochaine');
add(
  { k: 'rel', off: 1 },
  'demain|tomorrow|ghodwa|8odwa|ghodoua|ghoudwa|8oudwa|غدوه|غدا|غد|الغد|بكره|the day after|the following day|lghodwa',
);
add(
  { k: 'rel', off: 2 },
  'apres demain|the day after tomorrow|day after tomorrow|ba3d ghodwa|ba3d 8odwa|baad ghodwa|بعد غد|بعد غدوه|بعد الغد|بعد بكره|surlendemain',
);
add({ k: 'rel', off: -1 }, 'hier|yesterday|lbera7|elbareh|lbareh|el bera7|البارح|امس|أمس|البارحه');
add({ k: 'rel', off: -2 }, 'avant hier|the day before yesterday|اول امس|awel bare7');
add(
  { k: 'rel', off: 0, part: 'evening' },
  'ce soir|tonight|this evening|lila|ellila|elila|lilla|هذه الليله|الليله|هذا المساء|la3chia lyoum|ha la3chiya',
);
add({ k: 'rel', off: 0, part: 'morning' }, 'ce matin|this morning|هذا الصباح|lyoum sbe7|lyoum essbe7');
add(
  { k: 'rel', off: 0, part: 'afternoon' },
  'cet apres midi|cet aprem|cette apres midi|cette aprem|ce aprem|this afternoon|cet apres m|tantot',
);
add({ k: 'rel', off: 0, part: 'night' }, 'cette nuit|this night');
add({ k: 'rel', off: 0, h: 12 }, 'ce midi|this noon|this lunchtime');

const WEEKDAYS: [number, string][] = [
  [
    1,
    'lundi|monday|mondays|ethnin|ethnin|thnin|elthnin|letnin|nhar letnin|الاثنين|الإثنين|اثنين|الاتنين|lethnin|nhar lethnin|ethnine|etnin|el ethnin|nhar ethnin|el tnin|nhar tnin',
  ],
  [
    2,
    'mardi|tuesday|tuesdays|tues|thleth|theleth|tleth|ethleth|elthlatha|الثلاثاء|ثلاثاء|التلات|الثلاث|nhar thleth|etleta|ethletha|ethlatha|el thletha|nhar ethletha|nhar thletha|nhar tletha',
  ],
  [
    3,
    'mercredi|wednesday|wednesdays|weds|larb3a|elarb3a|lerb3a|l arb3a|الاربعاء|اربعاء|الأربعاء|الاربع|nhar larb3a|nhar lerb3a|el erb3a|erb3a|el arb3a|nhar arb3a|nhar erb3a',
  ],
  [
    4,
    'jeudi|thursday|thursdays|thurs|5mis|lakhmis|elkhmis|l5mis|khmis|el5mis|el 5mis|الخميس|خميس|nhar el khmis|lekhmis|lkhmis|le5mis|el khemis|nhar lekhmis|nhar khmis|nhar 5mis',
  ],
  [
    5,
    'vendredi|friday|fridays|jom3a|joma3a|ejjom3a|jem3a|jomaa|el jom3a|الجمعه|جمعه|nhar jem3a|ejjem3a|ejem3a|eljom3a|el jem3a|nhar jom3a|nhar ejjem3a|nhar el jom3a|nhar el jem3a|ejjem3a',
  ],
  [
    6,
    'samedi|saturday|saturdays|sebt|essebt|sabt|esebt|es sebt|السبت|سبت|nhar essebt|sebet|el sebt|nhar sebt|nhar el sebt|essabt',
  ],
  [
    0,
    'dimanche|sunday|sundays|la7ad|el7ad|ahad|el ahad|elahad|la7d|l7ad|l had|lahad|الاحد|احد|le7ad|nhar le7ad|lehad|nhar lehad|nhar la7ad|nhar lahad|el 7ad|el had|a7ad|el a7ad|l a7ad|la7ed|el 7ed|l7ed|nhar el a7ad|nhar el 7ad|nhar el7ad|nhar a7ad',
  ],
];
for (const [wd, list] of WEEKDAYS) add({ k: 'wd', wd }, list);
add({ k: 'wd', wd: 2, weak: true }, 'mar');
add({ k: 'wd', wd: 4, weak: true }, 'jeu');
add({ k: 'wd', wd: 3, weak: true }, 'mer');
for (const [wd, list] of [
  [1, 'mon'],
  [2, 'tue'],
  [3, 'wed'],
  [4, 'thu|thur'],
  [5, 'fri'],
  [6, 'sat'],
  [0, 'sun'],
] as const)
  add({ k: 'wd', wd, only: 'en', weak: wd === 1 || wd === 0 || wd === 6 }, list);

const MONTHS: [number, string][] = [
  [1, 'janvier|janv|january|jan|janfi|جانفي|يناير|كانون الثاني'],
  [2, 'fevrier|fev|fevr|february|feb|fivri|فيفري|فبراير|شباط'],
  [3, 'mars|march|marsch|مارس|اذار|آذار'],
  [4, 'avril|avr|april|apr|افريل|ابريل|نيسان'],
  [5, 'mai|ماي|مايو|ايار'],
  [6, 'juin|june|jun|جوان|يونيو|حزيران'],
  [7, 'juillet|juil|jui|july|jul|جويليه|يوليو|تموز'],
  [8, 'aout|aou|august|aug|اوت|اغسطس|آب|اب'],
  [9, 'septembre|sept|september|سبتمبر|ايلول'],
  [10, 'octobre|oct|october|اكتوبر|تشرين الاول'],
  [11, 'novembre|nov|november|نوفمبر|تشرين الثاني'],
  [12, 'decembre|dec|december|ديسمبر|كانون الاول'],
];
for (const [m, list] of MONTHS) add({ k: 'month', m }, list);
add({ k: 'month', m: 5, only: 'en' }, 'may');
add({ k: 'month', m: 3, weak: true }, 'mar');
add({ k: 'month', m: 9, weak: true }, 'sep');

const at = (part: Part, start: number, end: number): Meaning => ({ k: 'part', part, at: start * 60, end: end * 60 });
add(
  at('morning', 8, 12),
  'petit matin|matin|matinee|le matin|morning|mornings|in the morning|sbe7|esbe7|essbe7|sbeh|الصباح|صباحا|صباح|الصبح|لصباح|fi sbe7|matinee|du mat|mat',
);
add(
  at('morning', 7, 9),
  'a la premiere heure|premiere heure|premieres heures|de bonne heure|first thing in the morning|first thing|tot le matin|le matin tot|matin tres tot|early morning|early in the morning|في الصباح الباكر|الصباح الباكر',
);
add(at('morning', 4, 8), 'aux aurores|aurores|a le aube|فجرا|الفجر|fjar');
add(at('morning', 9, 11), 'milieu de matinee|milieu de la matinee|mid morning');
add(at('morning', 11, 12), 'fin de matinee|late morning');
add(at('morning', 6, 10), 'debut de journee|debut de la journee');
add(at('midday', 11, 16), 'mi - journee|mi journee|milieu de journee|milieu de la journee|midday|mid day');
add(
  at('evening', 17, 21),
  'fin de journee|fin de la journee|apres le travail|apres le boulot|end of the day|end of day|after work|fin nhar|ekher nhar',
);
add(
  at('afternoon', 12, 18),
  'apres midi|apres midis|aprem|laprem|apres m|afternoon|afternoons|afternon|بعد الظهر|العصر|عصرا|عشيه|العشيه|3chiya|la3chiya|l3chiya|el3chiya|fel 3chiya|fil 3chiya|la3chia|3chia|3achiya|el 3chia|بعد العصر|pm',
);
add(
  at('afternoon', 12, 14),
  'debut d apres midi|debut de apres midi|debut de aprem|debut de le apres midi|early afternoon',
);
add(
  at('afternoon', 14, 17),
  'milieu de apres midi|milieu de le apres midi|milieu de aprem|mid afternoon|later this afternoon|منتصف الظهر',
);
add(at('afternoon', 17, 19), 'fin de apres midi|fin de aprem|fin de le apres midi|late afternoon');
add(
  at('evening', 18, 24),
  'soir|soiree|le soir|evening|evenings|dans la soiree|المساء|مساء|مساءا|مسا|لعشيه|soirs|avant le ftour|9bal ftour|avant l iftar|avant iftar|avant le iftar|للفطور',
);
add(at('evening', 18, 21), 'debut de soiree|early evening');
add(at('evening', 19, 22), 'coucher du soleil|sunset');
add(at('night', 2, 4), 'milieu de la nuit|middle of the night');
add(at('evening', 21, 24), 'fin de soiree|late evening');
add(at('evening', 18, 20), 'diner|le diner|dinner|heure du diner|dinner time|ftour|iftar|مغرب|المغرب');
add(
  at('night', 20, 24),
  'nuit|la nuit|night|nights|at night|lil|ellil|fellil|fel lil|fil lil|el lil|ليل|الليل|ليلا|بالليل|nightime|في الليل|ليله',
);
add(
  at('midday', 12, 14),
  'dejeuner|le dejeuner|heure du dejeuner|pendant le dejeuner|lunch|lunchtime|lunch time|at lunch|الغداء|وقت الغداء|pause dej|pause dejeuner|pause de midi|pause midi|heure de midi',
);
add(
  { k: 'clock', h: 12 },
  'midi|noon|nos nhar|nos ennhar|el 9ayla|الظهر|ظهرا|ظهر|منتصف النهار|نص النهار|نصف النهار|entre midi et deux',
);
add({ k: 'clock', h: 0 }, 'minuit|midnight|منتصف الليل|nos lil');
add({ k: 'opening' }, 'ouverture|opening|opening time|a la ouverture|des la ouverture');
add({ k: 'closing' }, 'fermeture|closing|closing time|avant la fermeture');

const UNITS: [Unit, string][] = [
  ['second', 'seconde|secondes|second|seconds|sec|ثانيه|ثواني'],
  ['minute', "minute|minutes|min|mins|m|دقيقه|دقائق|دقايق|d9i9a|d9aye9|dqiqa|'"],
  ['hour', 'heure|heures|h|hr|hrs|hour|hours|saa|sa3a|swaye3|ساعه|ساعات|الساعه|sa3at'],
  ['day', 'jour|jours|j|day|days|nhar|ayem|youm|يوم|ايام|أيام'],
  ['week', 'semaine|semaines|sem|week|weeks|jom3tin|ousbou3|اسبوع|اسابيع|الاسبوع'],
  ['month', 'mois|month|months|chhar|chhour|شهر|اشهر|شهور|الشهر|mon'],
  ['year', 'an|ans|annee|annees|year|years|3am|3ouam|عام|سنه|سنوات|اعوام'],
];
for (const [u, list] of UNITS) for (const w of list.split('|')) if (!phrases.has(w)) add({ k: 'unit', u }, w);

add(at('afternoon', 16, 18), 'heure du gouter|le heure du gouter|tea time|teatime');
add({ k: 'weekend' }, 'week end|weekend|weekends|نهايه الاسبوع|week ends');
add({ k: 'weekend', only: 'fr' }, 'we');
add(
  { k: 'dir', dir: 'next' },
  'prochain|prochaine|prochains|prochaines|pro|next|coming|upcoming|following|suivant|suivante|جاي|الجاي|القادم|القادمه|التالي|التاليه|المقبل|المقبله|jay|eljay|ejjay|jeya|ejjeya|jaya|li jey|suivants|qui vient|a venir',
);
add(
  { k: 'dir', dir: 'last' },
  'dernier|derniere|derniers|dernieres|passe|passee|last|past|previous|الماضي|الماضيه|السابق|elli fet|li fet|lfayet',
);
add({ k: 'dir', dir: 'this' }, 'ce|cet|cette|ces|this|هذا|هذه|courant|ha|hedha|had');
add({ k: 'dir', dir: 'after' }, 'd apres|de apres');
add(
  { k: 'vague' },
  'des que possible|au plus vite|le plus vite possible|asap|as soon as possible|un de ces jours|prochainement|bientot|fi a9reb wa9t',
);

for (const [name, list] of FEASTS) add({ k: 'named', name }, list);
add({ k: 'ampm', pm: false }, 'am|a m|a . m|a . m .|of the morning|du matin|du mat');
add({ k: 'ampm', pm: true }, 'p m|p . m|p . m .');

/** The unit of time a single word names, whatever phrase it begins. */
export function unitNamed(w: string): Unit | null {
  const m = phrases.get(w);
  return m?.k === 'unit' ? m.u : null;
}

/** "يومين": two of the unit. */
export function dualUnit(w: string): Unit | null {
  for (const one of singularsOfDual(w)) {
    const m = phrases.get(one);
    if (m?.k === 'unit') return m.u;
  }
  return null;
}

/** Arabic prepositions and the conjunction are written with the word: "لغدوة", "والسبت". */
function withoutPrefix(w: string): Meaning | undefined {
  if (!/^[\u0600-\u06ff]{4,}$/.test(w)) return undefined;
  for (const p of ['لل', 'ل', 'و', 'ب', 'ف']) {
    if (!w.startsWith(p)) continue;
    const rest = w.slice(p.length);
    const m = phrases.get(rest) ?? (p === 'لل' ? phrases.get(`ال${rest}`) : undefined);
    if (m) return m;
  }
  return undefined;
}

/** The longest known phrase at position i of the token texts (hyphens count as blanks). */
export function meaningAt(words: readonly string[], i: number): { m: Meaning; next: number } | null {
  let best: { m: Meaning; next: number } | null = null;
  let key = '';
  let taken = 0;
  for (let k = i; k < words.length && taken < longestPhrase; k++) {
    const w = words[k]!;
    if (w === '-' && k > i) continue;
    key = key === '' ? w : `${key} ${w}`;
    taken++;
    const m = phrases.get(key) ?? (taken === 1 ? withoutPrefix(w) : undefined);
    if (m) best = { m, next: k + 1 };
  }
  return best;
}
