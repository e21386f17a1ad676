/** The kinds of conversations that are generated, each with what it means. */
import type { ReaderTurn } from '../../understand/index.ts';
import { dayOf, handing, hourOf, type Said } from './days.ts';
import type { Draw } from './draw.ts';
import type { Line } from './lines.ts';
import type { Stand } from './shops.ts';
import { chained, type Gold, goldOf, linesOf, listed, moment, wished } from './talks.ts';
import { CLOSINGS, capital, inWords, REMARKS } from './words.ts';

export type Draft = { ref_time: string; turns: ReaderTurn[]; expected: Gold; made: string[] };
export type Kind = (draw: Draw, stand: Stand) => Draft | null;

export const customer = (text: string): ReaderTurn => ({ from: 'customer', text });
export const shop = (text: string): ReaderTurn => ({ from: 'shop', text });

/** Day, hour, way of getting the goods: each there or not, said near one another. */
function circumstances(draw: Draw, today: string, hour: number): Said[] {
  const said: Said[] = [];
  const day = draw.chance(0.8) ? dayOf(draw, today, hour) : null;
  if (day) said.push(day);
  const clear = day?.date && !/matin|soir|midi|matinée|après-midi|aprem|aujourd|en huit|dans n/.test(day.made.join());
  if (clear && draw.chance(0.35)) said.push(hourOf(draw));
  if (draw.chance(0.35)) said.push(handing(draw));
  return said;
}

const texts = (said: Said[]): string => said.map((s) => s.text).join(' ');

/** One message with everything in it. */
export const message: Kind = (draw, stand) => {
  const { ref_time, today, hour } = moment(draw, stand);
  const lines = linesOf(draw, stand);
  if (lines.length === 0) return null;
  const list = listed(draw, lines);
  const said = circumstances(draw, today, hour);
  const remark = draw.chance(0.2) ? draw.of(REMARKS) : '';
  const closing = draw.of(CLOSINGS);
  const made = [
    ...lines.flatMap((l) => l.made),
    ...said.flatMap((s) => s.made),
    list.made,
    ...(remark ? [`remark ${remark}`] : []),
  ];
  const when = said.filter((s) => !s.fulfilment);
  const how = said.filter((s) => s.fulfilment);
  const order = draw.of(['behind', 'behind', 'behind', 'before', 'apart']);
  let text: string;
  if (order === 'before' && when.length > 0) {
    const wish = wished(draw, list.text);
    text = draw.chance(0.5)
      ? chained(draw, [
          `${capital(texts(when))} ${/\n|^-|•/.test(list.text) ? ':\n' : ': '}${list.text}`.replace(/ :\n/, ' :\n'),
          texts(how),
          remark,
          closing,
        ])
      : chained(draw, [capital(texts(when)), wish.ungreeted, texts(how), remark, closing]);
    made.push('day before goods', ...(text.includes(wish.ungreeted) ? [wish.made] : []));
  } else if (order === 'apart' || /\n/.test(list.text)) {
    const wish = wished(draw, list.text);
    text = chained(draw, [wish.text, ...said.map((s) => s.text), remark, closing]);
    made.push('day apart', wish.made);
  } else {
    const wish = wished(draw, [list.text, texts(when)].filter((t) => t !== '').join(' '));
    text = chained(draw, [wish.text, texts(how), remark, closing]);
    made.push('day behind goods', wish.made);
  }
  return { ref_time, turns: [customer(text)], expected: goldOf(lines, said, 'order'), made };
};

/** The same in several messages. */
export const burst: Kind = (draw, stand) => {
  const { ref_time, today, hour } = moment(draw, stand);
  const lines = linesOf(draw, stand, 4);
  if (lines.length === 0) return null;
  const said = circumstances(draw, today, hour);
  const apart = draw.chance(0.6);
  const wish = wished(draw, apart ? lines[0]!.text : listed(draw, lines).text);
  const rest = apart
    ? lines
        .slice(1)
        .map((l) =>
          draw.of([l.text, l.text, `et ${l.text}`, `+ ${l.text}`, `ah et ${l.text} aussi`, `et puis ${l.text}`]),
        )
    : [];
  const tail = draw.chance(0.3) ? [texts(said)] : said.map((s) => s.text);
  const turns = [draw.of(['Bonjour', 'bjr', '']), wish.text, ...rest, ...tail, draw.of(CLOSINGS)].filter(
    (t) => t !== '',
  );
  return {
    ref_time,
    turns: turns.map(customer),
    expected: goldOf(lines, said, 'order'),
    made: [
      ...lines.flatMap((l) => l.made),
      ...said.flatMap((s) => s.made),
      wish.made,
      apart ? 'burst of lines' : 'burst',
    ],
  };
};

/** The shop asks for what is missing, the customer answers in a word. */
export const asked: Kind = (draw, stand) => {
  const { ref_time, today, hour } = moment(draw, stand);
  const sizes = stand.goods.filter(
    (g) =>
      g.variants.length > 1 &&
      !g.container &&
      g.product.pack_size === undefined &&
      g.variants.every((v) => /^(?:\d+ parts|individuel|petit|moyen|grand|\d+ personnes)/.test(v.name)),
  );
  const day = dayOf(draw, today, hour);
  if (!day.date) return null;
  const way = draw.int(4);
  const turns = (first: string, ...rest: [string, string][]): ReaderTurn[] => [
    customer(first),
    ...rest.flatMap(([q, a]) => [shop(q), customer(a)]),
  ];
  const askDay: [string, string] = [
    draw.of(['Très bien, pour quel jour ?', 'Bonjour ! Pour quand ?', "C'est noté. Pour quelle date ?"]),
    day.text.replace(/^pour /, draw.chance(0.5) ? 'pour ' : ''),
  ];
  if (way === 0 && sizes.length > 0) {
    const good = draw.of(sizes);
    const name = draw.of(good.names);
    const n = draw.of([1, 1, 1, 2]);
    const variant = draw.of(good.variants);
    const question = `${draw.of(['', 'Bonjour ! '])}${draw.of(['Quelle taille', 'En quelle taille', 'Quel format'])} : ${good.variants
      .map((v) => v.name)
      .join(', ')
      .replace(/, ([^,]*)$/, ' ou $1')} ?`;
    const parts = /^(\d+) (parts|personnes)$/.exec(variant.name);
    const f = name.feminine;
    const stem = variant.name.replace(/e$/, '');
    const adjective =
      stem === 'moyen' ? (f ? 'moyenne' : 'moyen') : f && /^(?:petit|grand)/.test(stem) ? `${stem}e` : variant.name;
    const answer = parts
      ? draw.of([
          variant.name,
          parts[1]!,
          `${parts[1]} svp`,
          `pour ${parts[1]}`,
          `on sera ${parts[1]}`,
          `en ${variant.name}`,
          `plutôt ${variant.name}`,
          `celui de ${parts[1]}`,
          `${parts[1]} parts merci`,
          `mettez ${parts[1]} parts`,
        ])
      : draw.of([
          variant.name,
          `${variant.name} svp`,
          ...(/^(?:petit|moyen|grand)/.test(stem)
            ? [
                `${f ? 'la' : 'le'} ${adjective}`,
                `plutôt ${f ? 'la' : 'le'} ${adjective}`,
                `${f ? 'une' : 'un'} ${adjective}`,
              ]
            : [`en ${variant.name}`]),
        ]);
    const both = draw.chance(0.5);
    const first = wished(
      draw,
      `${n === 1 ? inWords(1, f) : n} ${n === 1 ? name.one : name.many}${both ? '' : ` ${day.text}`}`,
    );
    const line: Line = { text: '', items: [{ sku: variant.sku, qty: n, unit: good.product.unit }], asks: [], made: [] };
    return {
      ref_time,
      turns: both ? turns(first.text, [question, answer], askDay) : turns(first.text, [question, answer]),
      expected: goldOf([line], [day], 'order'),
      made: [
        `answer size ${answer.replace(/\d+/g, 'n').replaceAll(adjective, 'X').replaceAll(variant.name, 'X')}`,
        first.made,
        ...day.made,
      ],
    };
  }
  if (way === 1) {
    const lines = linesOf(draw, stand, 3);
    const first = wished(draw, listed(draw, lines).text);
    return {
      ref_time,
      turns: turns(first.text, askDay),
      expected: goldOf(lines, [day], 'order'),
      made: [...lines.flatMap((l) => l.made), 'answer day', ...day.made, first.made],
    };
  }
  if (way === 2) {
    const good = draw.of(
      stand.goods.filter(
        (g) => g.variants.length === 0 && !g.container && ['piece', 'stem', 'pot', 'kg'].includes(g.product.unit),
      ),
    );
    if (!good) return null;
    const name = draw.of(good.names);
    if (/\d/.test(name.one)) return null;
    const kg = good.product.unit === 'kg';
    const n = kg ? draw.of([0.5, 1, 2]) : 2 + draw.int(11);
    const said = kg
      ? {
          0.5: ['500g', 'une livre', '500 grammes'],
          1: ['1 kg', 'un kilo', '1kg svp'],
          2: ['2 kg', 'deux kilos', '2kg'],
        }[n as 0.5]!
      : [
          String(n),
          `${n} svp`,
          inWords(n, name.feminine),
          `j'en prendrai ${n}`,
          `${n} pièces`,
          `mettez-en ${n}`,
          `${n} merci`,
          `on va dire ${n}`,
          `disons ${n}`,
        ];
    const answer = draw.of(said);
    const first = wished(draw, `des ${name.many} ${day.text}`);
    const line: Line = {
      text: '',
      items: [{ sku: good.product.sku, qty: n, unit: good.product.unit }],
      asks: [],
      made: [],
    };
    return {
      ref_time,
      turns: turns(first.text, [
        draw.of([
          'Combien en voulez-vous ?',
          'Bonjour ! Combien ?',
          'Avec plaisir, combien vous en faut-il ?',
          'Quelle quantité ?',
        ]),
        answer,
      ]),
      expected: goldOf([line], [day], 'order'),
      made: [`answer quantity ${answer.replace(/\d+/g, 'n')}`, `name ${name.how}`, first.made, ...day.made],
    };
  }
  const lines = linesOf(draw, stand, 2);
  const hand = handing(draw);
  const first = wished(draw, `${listed(draw, lines).text} ${day.text}`);
  if (hand.fulfilment === 'delivery' && !hand.address) return null;
  const turn: [string, string][] =
    hand.address && draw.chance(0.5)
      ? [
          ['Retrait ou livraison ?', draw.of(['livraison', 'livraison svp', 'en livraison'])],
          ["Quelle est l'adresse ?", hand.text.replace(/^.*?(?=\d)/, '')],
        ]
      : [['Retrait ou livraison ?', hand.text]];
  return {
    ref_time,
    turns: turns(first.text, ...turn),
    expected: goldOf(lines, [day, hand], 'order'),
    made: [...lines.flatMap((l) => l.made), 'answer handing', ...hand.made, ...day.made, first.made],
  };
};
