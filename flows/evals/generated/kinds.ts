/** The kinds of conversations that are generated, each with what it means. */
import type { ReaderTurn } from '../../understand/index.ts';
import { dayOf, handing, hourOf, type Said } from './days.ts';
import type { Draw } from './draw.ts';
import type { Line } from './lines.ts';
import type { Stand } from './shops.ts';
import { chained, type Gold, goldOf, linesOf, listed, moment, wished } from './talks.ts';
import { CLOSINGS, capital, inWords, of, REMARKS, the } from './words.ts';

export type Draft = { ref_time: string; turns: ReaderTurn[]; expected: Gold; made: string[] };
export type Kind = (draw: Draw, stand: Stand) => Draft | null;

const customer = (text: string): ReaderTurn => ({ from: 'customer', text });
const shop = (text: string): ReaderTurn => ({ from: 'shop', text });

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

const plainLine = (l: Line): boolean =>
  l.items.length === 1 && l.asks.length === 0 && l.items[0]!.qty !== null && l.good !== undefined;
const counted = (l: Line): boolean =>
  plainLine(l) &&
  l.items[0]!.unit !== 'kg' &&
  l.items[0]!.unit !== 'l' &&
  l.good!.variants.length === 0 &&
  l.good!.container === null &&
  !/\d/.test(l.name!.one);

/** A change of mind, in the same burst or behind the shop's words. */
export const corrected: Kind = (draw, stand) => {
  const { ref_time, today, hour } = moment(draw, stand);
  const lines = linesOf(draw, stand, 3).filter(plainLine);
  if (lines.length === 0) return null;
  const day = dayOf(draw, today, hour);
  const first = wished(draw, `${listed(draw, lines).text} ${day.text}`);
  const at = lines.findIndex(counted);
  const line = lines[at];
  const made = [...lines.flatMap((l) => l.made), ...day.made, first.made];
  const between = draw.of([
    [],
    [shop('Bonjour ! Très bien. Retrait ou livraison ?')],
    [shop('Bonjour, avec plaisir. À quel nom ?')],
  ]) as ReaderTurn[];
  const done = (text: string, after: Line[], how: string, said: Said[] = [day]): Draft => ({
    ref_time,
    turns: [customer(first.text), ...between, customer(text)],
    expected: goldOf(after, said, 'order'),
    made: [...made, `correction ${how}`, `correction ${between.length ? 'behind the shop' : 'at once'}`],
  });
  const way = draw.int(6);
  if (way === 0 && line) {
    const n = line.items[0]!.qty! + 1 + draw.int(3);
    const { many } = line.name!;
    const alone = lines.length === 1;
    const text = draw.of([
      `finalement ${n} ${many}`,
      `plutôt ${n} ${many}`,
      `pardon ${n} ${many}`,
      `non ${n} ${many} en fait`,
      `mettez plutôt ${n} ${many}`,
      `finalement ce sera ${n} ${many} svp`,
      ...(alone
        ? [
            `finalement ${n}`,
            `plutôt ${n} en fait`,
            `pardon, ${n} pas ${line.items[0]!.qty}`,
            `mettez-en ${n} finalement`,
            `finalement j'en prends ${n}`,
            `ah non ${n} svp`,
          ]
        : []),
    ]);
    return done(
      text,
      lines.map((l, i) => (i === at ? { ...l, items: [{ ...l.items[0]!, qty: n }] } : l)),
      'new number',
    );
  }
  if (way === 1 && lines.length > 1) {
    const k = draw.int(lines.length);
    const gone = lines[k]!;
    const name =
      gone.items[0]!.qty === 1 && counted(gone) ? the(gone.name!.one, gone.name!.feminine) : `les ${gone.name!.many}`;
    const text = draw.of([
      `finalement pas ${name.replace(/^(?:les|le|la) |^l'/, (x) => (x === "l'" ? "d'" : 'de '))}`.replace(
        /pas de ([aeiouéè])/i,
        "pas d'$1",
      ),
      `enlevez ${name}`,
      `enlève ${name} stp`,
      `sans ${name} finalement`,
      `vous pouvez enlever ${name} ?`,
      `annulez ${name}`,
      `oubliez ${name}`,
      `retirez ${name} svp`,
      `ah non pas ${name} en fait`,
    ]);
    return done(
      text,
      lines.filter((_, i) => i !== k),
      'removal',
    );
  }
  if (way === 2) {
    const more = linesOf(draw, stand, 1).filter(plainLine)[0];
    if (!more || lines.some((l) => l.good!.product.sku === more.good!.product.sku)) return null;
    const text = draw.of([
      `rajoutez ${more.text}`,
      `et ${more.text} en plus`,
      `ah et ${more.text} aussi`,
      `ajoutez aussi ${more.text}`,
      `vous pouvez ajouter ${more.text} ?`,
      `j'oubliais : ${more.text}`,
      `et aussi ${more.text} svp`,
      `avec ${more.text} en plus`,
    ]);
    return done(text, [...lines, more], 'addition');
  }
  if (way === 3 && line) {
    const other = draw.of(stand.goods);
    if (
      other.variants.length > 0 ||
      other.container ||
      !['piece', 'stem', 'pot'].includes(other.product.unit) ||
      lines.some((l) => l.good!.product.sku === other.product.sku)
    )
      return null;
    const name = other.names[0]!;
    if (/\d/.test(name.one)) return null;
    const n = line.items[0]!.qty!;
    const [old, now] =
      n === 1 ? [the(line.name!.one, line.name!.feminine), name.one] : [`les ${line.name!.many}`, name.many];
    const un = n === 1 ? inWords(1, name.feminine) : String(n);
    const text = draw.of([
      `remplacez ${old} par ${un} ${now}`,
      `${un} ${now} à la place ${
        n === 1
          ? `${of(line.name!.one)
              .replace(/^de /, line.name!.feminine ? 'de la ' : 'du ')
              .replace(/^d'/, "de l'")}`
          : `des ${line.name!.many}`
      }`,
      `finalement ${un} ${now} au lieu ${
        n === 1
          ? `${of(line.name!.one)
              .replace(/^de /, line.name!.feminine ? 'de la ' : 'du ')
              .replace(/^d'/, "de l'")}`
          : `des ${line.name!.many}`
      }`,
    ]);
    return done(
      text,
      lines.map((l, i) =>
        i === at ? { ...l, items: [{ sku: other.product.sku, qty: n, unit: other.product.unit }] } : l,
      ),
      'exchange',
    );
  }
  if (way === 4 && day.date) {
    const next = dayOf(draw, today, 12);
    if (
      !next.date ||
      next.date === day.date ||
      /dans n|en huit/.test(next.made.join()) ||
      /dans n|en huit/.test(day.made.join())
    )
      return null;
    const bareDay = next.text.replace(/^pour (?:ce )?/, '');
    const text = draw.of([
      `finalement ${next.text}`,
      `non plutôt ${bareDay}`,
      `pardon ${bareDay}`,
      `en fait ce sera ${next.text}`,
      `ah non ${bareDay} svp`,
    ]);
    return done(text, lines, 'new day', [next]);
  }
  if (way === 5) {
    const text = draw.of([
      'laissez tomber finalement',
      'non laissez tomber',
      'annulez tout svp',
      "finalement j'annule, désolée",
      'oubliez ma commande, merci',
      'bon tant pis, annulez',
    ]);
    const draft = done(text, [], 'given up');
    return { ...draft, expected: { ...draft.expected, intent: 'cancel_order', items: [], needs_clarification: [] } };
  }
  return null;
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
