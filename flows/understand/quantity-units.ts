/** Units and currencies a number may carry, in French, English and Arabic. */

const UNITS = new Map<string, string>();
const CURRENCIES = new Map<string, string>();
const fill = (map: Map<string, string>, name: string, list: string): void => {
  for (const w of list.split('|')) map.set(w, name);
};

for (const [name, list] of [
  ['kilogram', 'kg|kilo|kilos|kilogramme|kilogrammes|kilogram|kilograms|kilou|كيلوغرام|كيلوجرام|كغ|كيلو'],
  ['gram', 'g|gr|gramme|grammes|gram|grams|غرام|جرام'],
  ['milligram', 'mg|milligramme|milligrammes|milligram|milligrams|ملغ|مليغرام'],
  ['pound', 'lb|lbs|pound|pounds|livre|livres|رطل'],
  ['ounce', 'oz|ounce|ounces|once|onces|اونصه|اوقيه'],
  ['ton', 't|ton|tons|tonne|tonnes|طن'],
  ['litre', 'l|litre|litres|liter|liters|لتر'],
  ['centilitre', 'cl|centilitre|centilitres|centiliter|سنتيلتر'],
  ['millilitre', 'ml|millilitre|millilitres|milliliter|milliliters|مل|ملي لتر|مليلتر'],
  ['hectolitre', 'hl|hectolitre|hectolitres|هكتوليتر'],
  ['gallon', 'gallon|gallons|غالون|غالونات|جالون|جالونات'],
  ['quart', 'quart|quarts'],
  ['pint', 'pint|pints|pinte|pintes'],
  ['cup', 'cup|cups|tasse|tasses|كوب|اكواب|كاس|كؤوس|كاسات'],
  [
    'tablespoon',
    'ملعقه كبيره|معلقه كبيره|ملعقه طعام|tablespoon|tablespoons|tbsp|cuillere a soupe|cuilleres a soupe|cs',
  ],
  ['teaspoon', 'ملعقه صغيره|معلقه صغيره|ملعقه شاي|teaspoon|teaspoons|tsp|cuillere a cafe|cuilleres a cafe'],
  ['metre', 'm|metre|metres|meter|meters|متر'],
  ['centimetre', 'cm|centimetre|centimetres|centimeter|centimeters'],
  ['decimetre', 'dm|decimetre|decimetres|decimeter|decimeters'],
  ['millimetre', 'mm|millimetre|millimetres'],
  ['kilometre', 'km|kilometre|kilometres|kilometer|kilometers|كيلومتر'],
  ['inch', 'inch|inches|pouce|pouces'],
  ['foot', 'foot|feet'],
  ['yard', 'yard|yards'],
  ['mile', 'mile|miles'],
  ['square kilometer', 'km2'],
  ['picometer', 'pm'],
  ['hour', 'h|heure|heures|hour|hours|hr|hrs|ساعه|ساعات'],
  ['minute', 'min|mn|minute|minutes|mins|دقيقه|دقائق'],
  ['second', 'sec|seconde|secondes|seconds'],
  ['day', 'jour|jours|day|days|يوم|ايام'],
  ['week', 'semaine|semaines|week|weeks|اسبوع|اسابيع'],
  ['month', 'mois|month|months|شهر|اشهر'],
  ['year', 'an|ans|annee|annees|year|years|سنه|سنوات'],
  ['percent', '%|percent'],
] as const)
  fill(UNITS, name, list);

for (const [code, list] of [
  ['EUR', '€|eur|euro|euros|يورو'],
  ['USD', '$|usd|dollar|dollars|us$|دولار'],
  ['GBP', '£|gbp|pound sterling|pounds sterling|livre sterling|livres sterling|quid'],
  ['TND', 'dt|tnd|dinar|dinars|دينار'],
  ['TRY', 'turkish lira|lira'],
  ['MXN', 'mxn|mxn$'],
  ['NZD', 'nzd|nzd$'],
  ['AUD', 'aud|aud$'],
  ['CAD', 'cad|c $|c$'],
  ['BTC', 'btc|bitcoin|bitcoins'],
  ['INR', 'roupies indiennes|roupie indienne'],
  ['roupie', 'roupie|roupies|rupee|rupees'],
  ['sen', 'sen'],
  ['cent', 'cent|cents|centime|centimes|¢'],
] as const)
  fill(CURRENCIES, code, list);

function phrase(map: Map<string, string>, words: readonly string[], i: number): { name: string; next: number } | null {
  for (let n = 3; n >= 1; n--) {
    if (i + n > words.length) continue;
    const name = map.get(words.slice(i, i + n).join(' '));
    if (name) return { name, next: i + n };
  }
  return null;
}

/** The unit that starts at word i, or null. */
export const unitAt = (words: readonly string[], i: number): { name: string; next: number } | null =>
  phrase(UNITS, words, i);
/** The currency that starts at word i (ISO code where it has one), or null. */
export const currencyAt = (words: readonly string[], i: number): { name: string; next: number } | null => {
  if (words[i] === 'us' && (words[i + 1] === '$' || /^dollars?$/.test(words[i + 1] ?? '')))
    return { name: 'USD', next: i + 2 };
  if (words[i] === 'usd' && words[i + 1] === '$') return { name: 'USD', next: i + 2 };
  if (/^(?:mxn|nzd|aud)$/.test(words[i] ?? '') && words[i + 1] === '$')
    return { name: words[i]!.toUpperCase(), next: i + 2 };
  if (words[i] === 'دولار' && words[i + 1] === 'امريكي') return { name: 'USD', next: i + 2 };
  return phrase(CURRENCIES, words, i);
};
