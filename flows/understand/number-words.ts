/** Number words: French, English, Arabic, Tunisian Arabizi. Folded forms. */

import { singularsOfDual } from './arabic.ts';
import { fold } from './fold.ts';

export type NumberWord = { v: number; lang: 'fr' | 'en' | 'ar' | 'tn' | '*'; k: 'n' | 'hundred' | 'scale' };

const table = new Map<string, NumberWord[]>();

function add(lang: NumberWord['lang'], text: string, k: NumberWord['k'] = 'n'): void {
  for (const entry of text.trim().split(/\s+/)) {
    const [words, value] = entry.split('=') as [string, string];
    for (const raw of words.split('|')) {
      const w = fold(raw).s;
      const list = table.get(w) ?? [];
      list.push({ v: Number(value), lang, k });
      table.set(w, list);
    }
  }
}

add(
  'fr',
  `zero=0 un|une=1 deux=2 trois|troi=3 quatre|quatr|katre=4 cinq|sink=5 six|sis=6 sept=7 huit|uit=8 neuf=9 dix|dis=10 onze=11 douze=12
 treize=13 quatorze=14 quinze=15 seize=16 vingt|vingts|vin=20 trente=30 quarante=40 cinquante=50 soixante=60 septante=70 octante|huitante=80
 nonante=90`,
);
add('fr', 'cent|cents=100', 'hundred');
add('fr', 'mille|milles=1000 million|millions=1000000 milliard|milliards=1000000000', 'scale');
add(
  'en',
  `zero|nought|naught|nil=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13
 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty|fourty=40 fifty=50 sixty=60 seventy=70
 eighty=80 ninety=90`,
);
add('en', 'hundred|hundreds=100', 'hundred');
add(
  'en',
  'thousand|thousands=1000 million|millions=1000000 billion|billions=1000000000 trillion|trillions=1000000000000',
  'scale',
);
add(
  'ar',
  `صفر=0 واحد|واحده|احد|احدي|وحده=1 اثنان|اثنين|اثنتان|اثنتين|اثنا|اثني|اثنتا|زوز|اتنين=2 ثلاثه|ثلاث|تلاثه|تلاته=3 اربعه|اربع=4 خمسه|خمس=5 سته|ست=6
 سبعه|سبع=7 ثمانيه|ثماني|ثمان|ثمنيه|تمانيه|ثمانه=8 تسعه|تسع=9 عشره|عشر=10 عشرون|عشرين=20 ثلاثون|ثلاثين=30 اربعون|اربعين=40 خمسون|خمسين=50
 ستون|ستين=60 سبعون|سبعين=70 ثمانون|ثمانين=80 تسعون|تسعين=90 طناش|اطناش|اثناش|ثناش=12 حداش|احداش=11 ثلاثطاش|ثلطاش|تلطاش|ثلثطاش|ثلاثتاش=13 اربعطاش|اربعتاش=14 خمستاش|خمسطاش=15
 سطاش|ستاش=16 سبعطاش|سبعتاش=17 ثمنطاش|ثمنتاش|ثمانطاش=18 تسعطاش|تسعتاش=19`,
);
add('ar', 'مئه|مائه|ميه|مئات|مايه|ميات=100', 'hundred');
add('ar', 'الف|الاف|الفا=1000 مليون|ملايين=1000000 مليار|مليارات=1000000000 تريليون=1000000000000', 'scale');
add(
  'ar',
  'مئتان|مئتين|مائتان|مائتين|مئتيان|ميتين=200 ثلاثمائه|ثلاثمئه=300 اربعمائه|اربعمئه=400 خمسمائه|خمسمئه=500 ستمائه|ستمئه=600 سبعمائه|سبعمئه=700 ثمانمائه|ثمانمئه=800 تسعمائه|تسعمئه=900 الفين|الفان=2000',
);
add(
  'tn',
  `wa7ed|wa7da|wahed|wahda|wehed|we7ed|we7da=1 zouz|zoz|zouj|jouz|thnin|theneen=2 tletha|tlatha|thletha|tleta|tlata|thlatha=3
 arb3a|arba3a|arbaa|rab3a|arbe3a=4 5amsa|khamsa|5msa|khmsa=5 setta|sitta|sita|seta=6 sab3a|seb3a|sebaa|sba3=7 thmanya|thmania|tmenya|thmenya|tmanya|tmania|thmeneya=8
 tes3a|tis3a|tesaa|tess3a=9 3achra|3ashra|achra|3chra=10 7dech|7dach|hdech=11 thnach|tnach|thnech|tnech|ethnach=12 tlettach|thlotach=13 arba3tach=14 5amstach|khamstach|5mostach=15
 settach=16 3echrin|3ochrin|3achrin|3chrin|ochrin=20 tlethin|thlethin|tletin=30 arb3in=40 5amsin|khamsin=50 settin=60 sab3in=70 thmanin=80 tes3in=90`,
);
add('tn', 'mya|miya|meya=100', 'hundred');

/** The readings of a word as a number, or undefined. */
export function numberWord(w: string): NumberWord[] | undefined {
  const found = table.get(w);
  if (found) return found;
  if (/[\u0600-\u06ff]/.test(w)) {
    if (w.length > 3 && w.startsWith('و'))
      return table.get(w.slice(1)) ?? (w.startsWith('وال') ? table.get(w.slice(3)) : undefined);
    for (const one of singularsOfDual(w)) {
      const scale = table.get(one)?.find((x) => x.k === 'scale');
      if (scale) return [{ v: 2 * scale.v, lang: 'ar', k: 'n' }];
    }
    if (w.length > 4 && w.startsWith('ال')) return table.get(w.slice(2));
    if (w.length > 4 && /^[لب]/.test(w)) return table.get(w.slice(1));
  }
  return undefined;
}

const ORDINALS = new Map<string, number>();
function ordinals(text: string): void {
  for (const entry of text.trim().split(/\s+/)) {
    const [words, value] = entry.split('=') as [string, string];
    for (const w of words.split('|')) ORDINALS.set(fold(w).s, Number(value));
  }
}
ordinals(`premier|premiere|1er=1 deuxieme|second|seconde=2 troisieme|tierce=3 quatrieme=4 cinquieme=5 sixieme=6 septieme=7 huitieme=8 neuvieme=9 dixieme=10
 onzieme=11 douzieme=12 treizieme=13 quatorzieme=14 quinzieme=15 seizieme=16 vingtieme=20 trentieme=30 quarantieme=40 cinquantieme=50
 soixantieme=60 centieme=100 millieme=1000 millionieme=1000000 unieme=1
 first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth|twelveth=12 thirteenth=13 fourteenth=14
 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 twentieth=20 thirtieth=30 fortieth=40 fiftieth=50 sixtieth=60 seventieth=70
 eightieth=80 ninetieth=90 hundredth=100 thousandth=1000 millionth=1000000 billionth=1000000000 trillionth=1000000000000
 الاول|الاولي|اول|اولي=1 الثاني|الثانيه|ثاني|ثانيه=2 الثالث|الثالثه|ثالث|ثالثه=3 الرابع|الرابعه|رابع|رابعه=4 الخامس|الخامسه|خامس|خامسه=5 السادس|السادسه|سادس|سادسه=6
 السابع|السابعه|سابع|سابعه=7 الثامن|الثامنه|ثامن|ثامنه=8 التاسع|التاسعه|تاسع|تاسعه=9 العاشر|العاشره|عاشر|عاشره=10 الحادي|الحاديه|حادي=11`);

/** The value of an ordinal word ("troisieme", "third"), French and English plurals included, or undefined. */
export function ordinalWord(w: string): number | undefined {
  const bare = w.startsWith('لل') ? `ال${w.slice(2)}` : w;
  return ORDINALS.get(bare) ?? (bare.endsWith('s') ? ORDINALS.get(bare.slice(0, -1)) : undefined);
}
