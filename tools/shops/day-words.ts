import { addDays, weekdayOf } from '../language.ts';

const MONTHS = [
  ['janvier', 'janv', 'january', 'jan', 'جانفي'],
  ['fevrier', 'fevr', 'february', 'feb', 'فيفري'],
  ['mars', 'march', 'mar', 'مارس'],
  ['avril', 'avr', 'april', 'apr', 'أفريل'],
  ['mai', 'may', 'ماي'],
  ['juin', 'june', 'jun', 'جوان'],
  ['juillet', 'juil', 'july', 'jul', 'جويلية'],
  ['aout', 'august', 'aug', 'أوت'],
  ['septembre', 'sept', 'september', 'sep', 'سبتمبر'],
  ['octobre', 'oct', 'october', 'أكتوبر'],
  ['novembre', 'nov', 'november', 'نوفمبر'],
  ['decembre', 'dec', 'december', 'ديسمبر'],
];
const DAYS: Record<string, string[]> = {
  mon: ['lundi', 'lun', 'monday', 'mon', 'الاثنين'],
  tue: ['mardi', 'mar', 'tuesday', 'tue', 'الثلاثاء'],
  wed: ['mercredi', 'mer', 'wednesday', 'wed', 'الأربعاء'],
  thu: ['jeudi', 'jeu', 'thursday', 'thu', 'الخميس'],
  fri: ['vendredi', 'ven', 'friday', 'fri', 'الجمعة'],
  sat: ['samedi', 'sam', 'saturday', 'sat', 'السبت'],
  sun: ['dimanche', 'dim', 'sunday', 'sun', 'الأحد'],
};

/** Lower case, without accents, one kind of dash and apostrophe. */
export function plainWords(text: string): string {
  const marks = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  return marks.replace(/[–—]/g, '-').replace(/’/g, "'").toLowerCase().trim();
}

/** mon … sun for a weekday's name or its short form; undefined for another word. */
export function weekdayNamed(word: string): string | undefined {
  return Object.keys(DAYS).find((day) => DAYS[day]!.includes(plainWords(word).replace(/\.$/, '')));
}

const NUMBERS = /^(?:le |du |the |from )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}|\d{2}))?(?=$|[\s,;:-])/;
const WRITTEN = /^(?:le |du |the |from )?(\d{1,2})(?:er)? (\p{L}+)\.?(?: (\d{4}))?(?=$|[\s,;:-])/u;
const NAMED = /^(?:le |du |the |from )?(\p{L}+(?:'hui)?)(?=$|[\s,;:-])/u;
const JOIN = /^\s*(?:jusqu'au|au|a|to|until|-|الى|إلى)\s*/;
/** "15 au 20 août": the first day takes the month of the second. */
const SHORT_RANGE = /^(?:du |le |from )?(\d{1,2})(?:er)?\s*(?:au|a|to|-)\s*(\d{1,2})(?:er)? (\p{L}+)/u;
const MOST_DAYS = 92;

/**
 * The days a line begins with, today or later: one ("25/12", "1er mai", "demain", "lundi") or a range ("25/12 au
 * 02/01"), and what is written after them. Null when it begins with no day, or the range ends before it begins.
 */
export function readDays(text: string, today: string): { from: string; to: string; rest: string } | null {
  const line = plainWords(text);
  const short = SHORT_RANGE.exec(line);
  const opened = short ? line.replace(short[0], `${short[1]} ${short[3]} au ${short[2]} ${short[3]}`) : line;
  const first = readDay(opened, today);
  if (!first) return null;
  const join = JOIN.exec(first.left);
  const last = join ? readDay(first.left.slice(join[0].length), first.day) : null;
  const left = last ? last.left : first.left;
  const to = last?.day ?? first.day;
  if (to < first.day || addDays(first.day, MOST_DAYS) < to) return null;
  // The reason keeps the writer's own letters.
  const rest = left.trim() ? text.trim().slice(-left.trim().length) : '';
  return { from: first.day, to, rest: rest.replace(/^[\s,;:-]+/, '') };
}

function readDay(line: string, notBefore: string): { day: string; left: string } | null {
  const numbers = NUMBERS.exec(line);
  if (numbers) return dated(line, numbers, Number(numbers[2]), notBefore);
  const written = WRITTEN.exec(line);
  const month = written ? MONTHS.findIndex((names) => names.includes(written[2]!)) : -1;
  if (written && month >= 0) return dated(line, written, month + 1, notBefore);
  const named = NAMED.exec(line);
  if (!named) return null;
  const left = line.slice(named[0].length);
  if (/^(?:aujourd'hui|today|اليوم)$/.test(named[1]!)) return { day: notBefore, left };
  if (/^(?:demain|tomorrow|غدا)$/.test(named[1]!)) return { day: addDays(notBefore, 1), left };
  const weekday = weekdayNamed(named[1]!);
  if (!weekday) return null;
  let day = notBefore;
  while (weekdayOf(day) !== weekday) day = addDays(day, 1);
  return { day, left };
}

function dated(line: string, found: RegExpExecArray, month: number, notBefore: string) {
  const year = found[3] ? Number(found[3].padStart(4, '20')) : null;
  const of = (value: number) => `${value}-${String(month).padStart(2, '0')}-${found[1]!.padStart(2, '0')}`;
  const here = of(year ?? Number(notBefore.slice(0, 4)));
  const day = year === null && here < notBefore ? of(Number(notBefore.slice(0, 4)) + 1) : here;
  if (Number.isNaN(Date.parse(`${day}T12:00:00Z`)) || addDays(day, 0) !== day || day < notBefore) return null;
  return { day, left: line.slice(found[0].length) };
}
