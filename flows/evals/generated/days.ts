/** Days, hours, places and ways of getting the goods, with what they mean at a moment. */
import type { Draw } from './draw.ts';
import { inWords } from './words.ts';

export type Said = {
  /** One phrase that can stand before, behind or apart from the goods. */
  text: string;
  date?: string | null;
  time?: string | null;
  fulfilment?: 'pickup' | 'delivery';
  address?: string;
  asks?: ('date' | 'address')[];
  made: string[];
};

const DAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];
const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

/** A local day as a count of days, so that no zone has a say. */
const addDays = (day: string, n: number): Date => new Date(Date.parse(`${day}T12:00:00Z`) + n * 86_400_000);
const iso = (d: Date): string => d.toISOString().slice(0, 10);

/** A day that is said in words, strictly after `today` unless it is today's name. `today` is YYYY-MM-DD, the shop's day. */
export function dayOf(draw: Draw, today: string, hour: number): Said {
  const now = addDays(today, 0);
  const ahead = 1 + draw.int(12);
  // "Dans huit jours" is a week, and "un jours" nobody writes.
  const countable = ahead > 1 && ahead !== 8;
  const then = addDays(today, ahead);
  const weekday = DAYS[then.getUTCDay()]!;
  const month = MONTHS[then.getUTCMonth()]!;
  const n = then.getUTCDate();
  const nth = n === 1 ? '1er' : String(n);
  const within = ahead <= 7;
  const p = (text: string) => draw.of([`pour ${text}`, `pour ${text}`, text]);
  const ways: [string, string, string, Date | null][] = [
    [p('demain'), 'demain', '', addDays(today, 1)],
    [p('demain matin'), 'demain matin', '', addDays(today, 1)],
    [p('demain soir'), 'demain soir', '', addDays(today, 1)],
    [p('après-demain'), 'après-demain', '', addDays(today, 2)],
    [p(`le ${nth} ${month}`), 'le n mois', '', then],
    [p(`${weekday} ${nth} ${month}`), 'jour n mois', '', then],
    [p(`le ${weekday} ${nth} ${month}`), 'le jour n mois', '', then],
    [p(`${weekday} ${nth}`), 'jour n', '', then],
    [p(`le ${String(n).padStart(2, '0')}/${String(then.getUTCMonth() + 1).padStart(2, '0')}`), 'dd/mm', '', then],
    [`pour le ${nth}`, 'le n', '', then],
    ['pour la semaine prochaine', 'la semaine prochaine', 'date', null],
    ['pour ce week-end', 'ce week-end', 'date', null],
  ];
  if (countable) ways.push([`dans ${inWords(ahead)} jours`, 'dans n jours', '', then]);
  if (within)
    for (const half of ['', '', ' matin', ' soir', ' après-midi', ' dans la matinée'])
      ways.push([p(`${weekday}${half}`), `jour${half}`, '', then]);
  if (within && ahead >= 3) ways.push([p(`${weekday} prochain`), 'jour prochain', '', then]);
  if (within && ahead <= 6)
    ways.push(
      [`pour ${weekday} en huit`, 'jour en huit', '', addDays(today, ahead + 7)],
      [`pour ce ${weekday}`, 'ce jour', '', then],
    );
  if (ahead <= 5) {
    const other = addDays(today, ahead + 1);
    ways.push([p(`${weekday} ou ${DAYS[other.getUTCDay()]}`), 'jour ou jour', 'date', null]);
  }
  if (hour <= 10)
    ways.push(
      [p("aujourd'hui"), "aujourd'hui", '', now],
      ['pour ce soir', 'ce soir', '', now],
      ['pour ce midi', 'ce midi', '', now],
      ['pour cet après-midi', 'cet aprem', '', now],
    );
  const [text, how, asks, date] = draw.of(ways);
  return {
    text,
    date: date && iso(date),
    ...(how === 'ce midi' ? { time: '12:00' } : {}),
    ...(asks ? { asks: ['date'] as const as ['date'] } : {}),
    made: [`day ${how}`],
  };
}

/** An hour from 9 to 18. */
export function hourOf(draw: Draw): Said {
  const h = 9 + draw.int(10);
  const half = draw.chance(0.3);
  const time = `${String(h).padStart(2, '0')}:${half ? '30' : '00'}`;
  const h30 = half ? '30' : '';
  const [text, how] = draw.of<[string, string]>([
    [`à ${h}h${h30}`, 'à h'],
    [`à ${h}h${h30}`, 'à h'],
    [`vers ${h}h${h30}`, 'vers h'],
    [`${h}h${h30}`, 'bare h'],
    [`à ${h} h${half ? ' 30' : ''}`, 'à h blank'],
    [`à ${h}:${half ? '30' : '00'}`, 'hh:mm'],
    [`pour ${h}h${h30}`, 'pour h'],
    [`avant ${h}h${h30}`, 'avant'],
    [`après ${h}h${h30}`, 'après'],
    [`à partir de ${h}h${h30}`, 'à partir de'],
    [`vers les ${h}h${h30}`, 'vers les'],
    [`à ${inWords(h)} heures${half ? ' trente' : ''}`, 'in words'],
    [`entre ${h}h${h30} et ${h + 1}h${h30}`, 'entre'],
    ...(half ? [] : ([['à midi', 'midi']] as [string, string][])),
  ]);
  return { text, time: how === 'midi' ? '12:00' : time, made: [`hour ${how}`] };
}

const STREETS = [
  'rue des Lilas',
  'rue de la République',
  'avenue Jean Jaurès',
  'bd Voltaire',
  'boulevard Gambetta',
  'place du Marché',
  'chemin des Vignes',
  'impasse des Tilleuls',
  'allée des Cerisiers',
  'rue Pasteur',
  'avenue du Général de Gaulle',
  'quai de la Loire',
  'route de Vannes',
  'rue Saint-Michel',
];
const TOWNS = [
  '69003 Lyon',
  '31000 Toulouse',
  '75012 Paris',
  '44000 Nantes',
  '35000 Rennes',
  '33000 Bordeaux',
  '67000 Strasbourg',
];

/** How the goods change hands: fetched, or brought to a place. */
export function handing(draw: Draw): Said {
  if (draw.chance(0.6)) {
    const [text, how] = draw.of<[string, string]>([
      ['je passe les chercher', 'je passe chercher'],
      ['je passerai', 'je passerai'],
      ['je viens chercher', 'je viens chercher'],
      ['je viendrai récupérer', 'je viendrai'],
      ['retrait en boutique', 'retrait'],
      ['je récupère sur place', 'je récupère'],
      ['je passe en boutique', 'je passe en boutique'],
      ['retrait', 'retrait'],
      ['on passera', 'on passera'],
      ['mon mari passera', 'mon mari passera'],
      ['je passe', 'je passe'],
    ]);
    return { text, fulfilment: 'pickup', made: [`handing ${how}`] };
  }
  if (draw.chance(0.25)) {
    const text = draw.of([
      'à livrer',
      'en livraison svp',
      'livraison',
      'livré chez moi',
      'à livrer à mon bureau',
      'livraison à domicile',
    ]);
    return {
      text,
      fulfilment: 'delivery',
      asks: ['address'],
      made: ['handing delivery without a place', `delivery: ${text}`],
    };
  }
  const number = `${1 + draw.int(140)}${draw.chance(0.08) ? ' bis' : ''}`;
  const street = draw.of(STREETS);
  const town = draw.chance(0.6) ? draw.of(TOWNS) : '';
  const address = `${number}${draw.chance(0.15) ? ',' : ''} ${street}${town ? draw.of([', ', ' ']) : ''}${town}`;
  const [before, how] = draw.of<[string, string]>([
    ['livraison au', 'livraison au'],
    ['à livrer au', 'à livrer'],
    ['livré au', 'livré'],
    ['à livrer', 'à livrer bare'],
    ['adresse de livraison :', 'adresse :'],
    ['livraison :', 'livraison :'],
    ['pouvez-vous livrer au', 'pouvez-vous livrer'],
    ['merci de livrer au', 'merci de livrer'],
  ]);
  const behind = draw.of(['', '', '', ', 2e étage', ', code 45B12', ', interphone Martin']);
  return {
    text: `${before} ${address}${behind}`,
    fulfilment: 'delivery',
    address,
    made: [`handing ${how}`, `place${town ? ' with town' : ''}${behind ? ' and door' : ''}`],
  };
}
