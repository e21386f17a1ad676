import type { Language } from './context.ts';
import { writtenIn } from './language.ts';

type UnitWords = { fr: [one: string, many: string, per: string]; en: [string, string, string]; ar: [string, string] };

/**
 * The units products are sold by, as shop files name them: one and several of them, and what stands behind a price for
 * one; of Arabic the one form, then that behind a price. A unit of a shop's own stays as it was written.
 */
const UNITS: Record<string, UnitWords> = {
  kg: { fr: ['kg', 'kg', 'le kg'], en: ['kg', 'kg', 'a kg'], ar: ['كغ', 'للكيلو'] },
  g: { fr: ['g', 'g', 'le gramme'], en: ['g', 'g', 'a gram'], ar: ['غ', 'للغرام'] },
  l: { fr: ['L', 'L', 'le litre'], en: ['L', 'L', 'a litre'], ar: ['ل', 'للتر'] },
  bunch: { fr: ['botte', 'bottes', 'la botte'], en: ['bunch', 'bunches', 'a bunch'], ar: ['ربطة', 'للربطة'] },
  bouquet: {
    fr: ['bouquet', 'bouquets', 'le bouquet'],
    en: ['bouquet', 'bouquets', 'a bouquet'],
    ar: ['باقة', 'للباقة'],
  },
  stem: { fr: ['tige', 'tiges', 'la tige'], en: ['stem', 'stems', 'a stem'], ar: ['ساق', 'للساق'] },
  tray: { fr: ['barquette', 'barquettes', 'la barquette'], en: ['tray', 'trays', 'a tray'], ar: ['طبق', 'للطبق'] },
  slice: { fr: ['part', 'parts', 'la part'], en: ['slice', 'slices', 'a slice'], ar: ['قطعة', 'للقطعة'] },
  box: { fr: ['boîte', 'boîtes', 'la boîte'], en: ['box', 'boxes', 'a box'], ar: ['علبة', 'للعلبة'] },
  bag: { fr: ['sachet', 'sachets', 'le sachet'], en: ['bag', 'bags', 'a bag'], ar: ['كيس', 'للكيس'] },
  jar: { fr: ['bocal', 'bocaux', 'le bocal'], en: ['jar', 'jars', 'a jar'], ar: ['برطمان', 'للبرطمان'] },
  pot: { fr: ['pot', 'pots', 'le pot'], en: ['pot', 'pots', 'a pot'], ar: ['أصيص', 'للأصيص'] },
  bottle: {
    fr: ['bouteille', 'bouteilles', 'la bouteille'],
    en: ['bottle', 'bottles', 'a bottle'],
    ar: ['قارورة', 'للقارورة'],
  },
  pack: { fr: ['lot', 'lots', 'le lot'], en: ['pack', 'packs', 'a pack'], ar: ['حزمة', 'للحزمة'] },
  dozen: { fr: ['douzaine', 'douzaines', 'la douzaine'], en: ['dozen', 'dozen', 'a dozen'], ar: ['دزينة', 'للدزينة'] },
  person: {
    fr: ['personne', 'personnes', 'par personne'],
    en: ['person', 'people', 'a person'],
    ar: ['شخص', 'للشخص'],
  },
  hour: { fr: ['h', 'h', 'l’heure'], en: ['h', 'h', 'an hour'], ar: ['ساعة', 'للساعة'] },
};

/** "botte", "bottes": the unit behind a quantity; empty for pieces. French counts as many from two on, English but one. */
export function unitName(unit: string, qty: number, language: Language): string {
  if (unit === 'piece') return '';
  const words = UNITS[unit];
  if (!words) return unit;
  const written = writtenIn(language);
  if (written === 'ar') return words.ar[0];
  const many = written === 'fr' ? qty >= 2 : qty !== 1;
  return words[written][many ? 1 : 0];
}

/** "la botte", "le kg": what stands behind the price of one; empty for pieces. */
export function perUnit(unit: string, language: Language): string {
  if (unit === 'piece') return '';
  const words = UNITS[unit];
  if (!words) return `/ ${unit}`;
  const written = writtenIn(language);
  return written === 'ar' ? words.ar[1] : words[written][2];
}
