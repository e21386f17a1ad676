import { folded } from './match.ts';

/** The fourteen of annex II of regulation (EU) 1169/2011, each with the words people and shops use for it. */
const WORDS = {
  gluten: 'gluten|ble|froment|seigle|orge|avoine|epeautre|wheat|غلوتين|قمح',
  crustaceans: 'crustaces?|crevettes?|crabes?|homards?|crustaceans?|shrimps?|prawns?|قشريات',
  eggs: 'oeufs?|eggs?|بيض|عظم',
  fish: 'poissons?|fish|سمك|حوت',
  peanuts: 'arachides?|cacahuetes?|peanuts?|فول سوداني|كاكاويه',
  soy: 'soja|soya?|صوجا',
  milk: 'lait|lactose|laitiers?|beurre|creme|fromage|milk|dairy|lactose|حليب|حليب|زبده',
  nuts: 'fruits? a coques?|noix|noisettes?|amandes?|pistaches?|cajou|pecan|macadamia|pralines?|(?:tree )?nuts?|hazelnuts?|almonds?|walnuts?|لوز|بندق|فستق|بوفريوه',
  celery: 'celeri|celery|كرفس',
  mustard: 'moutarde|mustard|خردل',
  sesame: 'sesame|سمسم|جلجلان',
  sulphites: 'sulfites?|sulphites?|anhydride sulfureux',
  lupin: 'lupins?|ترمس',
  molluscs: 'mollusques?|moules?|huitres?|molluscs?|رخويات',
} as const;

export type Allergen = keyof typeof WORDS;

export const ALLERGENS = Object.keys(WORDS) as Allergen[];

const PATTERNS = ALLERGENS.map((name) => [name, new RegExp(`(?<!\\p{L})(?:${WORDS[name]})(?!\\p{L})`, 'u')] as const);

/** The allergens that words name: a customer's question, or one entry of a product's declared list. */
export function allergensIn(words: string): Allergen[] {
  const text = folded(words);
  return PATTERNS.flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));
}
