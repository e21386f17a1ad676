/** Units of quantity as customers write them. */

export type UnitWord =
  | { k: 'weight'; kg: number; name: string }
  | { k: 'volume'; l: number; name: string }
  | { k: 'count'; n: number; name: string }
  | { k: 'container'; name: string }
  | { k: 'share'; name: string }
  | { k: 'length'; cm: number; name: string };

const table = new Map<string, UnitWord>();
const put = (u: UnitWord, list: string): void => {
  for (const w of list.split('|')) table.set(w, u);
};

put(
  { k: 'weight', kg: 1, name: 'kg' },
  'kg|kilo|kilos|kilogramme|kilogrammes|kilogram|kilograms|k|kilou|kilouet|kilowet|كيلو|كيلوغرام|كيلوجرام|كغ|كلغ',
);
put({ k: 'weight', kg: 0.001, name: 'g' }, 'g|gr|gramme|grammes|gram|grams|غرام|غ|جرام');
put({ k: 'weight', kg: 0.5, name: 'livre' }, 'livre|livres|rtal|رطل');
put({ k: 'weight', kg: 0.4536, name: 'pound' }, 'pound|pounds|lb|lbs');
put({ k: 'weight', kg: 0.02835, name: 'ounce' }, 'oz|ounce|ounces');
put({ k: 'volume', l: 1, name: 'l' }, 'l|litre|litres|liter|liters|litra|itra|لتر|ايطره');
put({ k: 'volume', l: 0.01, name: 'cl' }, 'cl|centilitre|centilitres');
put({ k: 'volume', l: 0.001, name: 'ml' }, 'ml|millilitre|millilitres');
put({ k: 'count', n: 12, name: 'douzaine' }, 'douzaine|dozen|dozens|douzina|طزينه|دزينه|دزينات|tazina');
put({ k: 'count', n: 10, name: 'dizaine' }, 'dizaine');
put({ k: 'count', n: 15, name: 'quinzaine' }, 'quinzaine');
put({ k: 'count', n: 20, name: 'vingtaine' }, 'vingtaine');
put({ k: 'count', n: 30, name: 'trentaine' }, 'trentaine');
put({ k: 'count', n: 50, name: 'cinquantaine' }, 'cinquantaine');
put({ k: 'count', n: 100, name: 'centaine' }, 'centaine');
put({ k: 'length', cm: 1, name: 'cm' }, 'cm|centimetres|centimetre');
put({ k: 'length', cm: 100, name: 'm' }, 'm|metre|metres');
for (const [name, list] of [
  ['botte', 'botte|bottes|bunch|bunches|rabta|rabtat|ربطه'],
  ['barquette', 'barquette|barquettes|punnet|punnets|barket|barkettes'],
  ['sachet', 'sachet|sachets|bag|bags|sac|sacs|paquet|paquets|packet|packets|saché|paket'],
  ['boite', 'boite|boites|box|boxes|coffret|coffrets|ballotin|ballotins|hokka|7okka|7okket|علبه|bouata|bouat'],
  ['plateau', 'plateau|plateaux|tray|trays|plat|plats|platter|platters|sniya|sniwa|snawi|طبق|صينيه'],
  ['pot', 'pot|pots|jar|jars|bocal|bocaux|dabbouza|dabouza'],
  ['bouteille', 'bouteille|bouteilles|bottle|bottles|dabouzet|دبوزه'],
  ['tete', 'tete|tetes|gousse|gousses'],
  ['piece', 'piece|pieces|unite|unites|ka3ba|ka3bet|ka3bat|7abba|7abbet|7abet|kaaba|kaabet|كعبه|كعبات|حبه|حبات'],
  ['tige', 'tige|tiges|stem|stems|brin|brins|branche|branches'],
  ['bouquet', 'bouquet|bouquets|bou9ay'],
  ['bol', 'bol|bols|bowl|bowls|assiette|assiettes|marmite|marmites'],
  ['tranche', 'tranche|tranches|slice|slices|part_'],
  ['order', 'order|orders|side|sides|glass|glasses|cup|cups|can|cans|verre|verres|canette|canettes'],
] as const)
  put({ k: 'container', name }, list);
put(
  { k: 'share', name: 'people' },
  'parts|part|p|pers|personnes|personne|people|persons|person|guests|guest|convives|invites|places|couverts|servings|portions|portion|adultes|toasts|toast|pcs|ashkhas|ach5as|5alk|nes|abed|اشخاص|شخص|ppl|pax|portiounet|parte',
);

/** "4 gerberas livrés chez moi": brought, and no pounds. */
export function broughtAt(tokens: readonly { t: string; nl: boolean }[], k: number): boolean {
  const [word, next] = [tokens[k], tokens[k + 1]];
  if (!word || !/^livres?$/.test(word.t)) return false;
  return word.nl || (next !== undefined && /^(?:chez|au|aux|a|en|avant|vers|demain|ici)$/.test(next.t));
}

/** The unit a folded word stands for, or undefined. */
export function unitWord(w: string | undefined): UnitWord | undefined {
  if (w === undefined) return undefined;
  // "وايطره": and a litre.
  return table.get(w) ?? (w.startsWith('و') ? table.get(w.slice(1)) : undefined);
}

/** Words for containers and units that may start a catalogue name ("Botte de 10 tulipes"). */
export function isContainer(w: string): boolean {
  const u = table.get(w);
  return u !== undefined && u.k === 'container';
}

/** How a unit of the catalogue is called: "persil plat, une botte". */
const OWN_CONTAINER: Record<string, RegExp> = {
  bunch: /^(?:bottes?|bouquets?)$/,
  bag: /^(?:sachets?|sacs?|paquets?)$/,
  box: /^(?:boites?|coffrets?)$/,
  tray: /^(?:barquettes?|plateaux?)$/,
  pot: /^pots?$/,
};

/** Does the word name the unit a product is sold in, and nothing else that follows it ("une botte de radis")? */
export function ofItself(unit: string, word: { t: string } | undefined, after: { t: string } | undefined): boolean {
  return (OWN_CONTAINER[unit]?.test(word?.t ?? '') ?? false) && !/^(?:de|d)$/.test(after?.t ?? '');
}
