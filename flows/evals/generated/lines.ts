/** One line of an order as a customer writes it, with what it means. */
import type { ReadItem } from '../../understand/index.ts';
import type { Draw } from './draw.ts';
import { type Family, type Good, isFeminine, type Name } from './goods.ts';
import { sized } from './sizes.ts';
import { inWords, of } from './words.ts';

export type Line = {
  text: string;
  items: ReadItem[];
  asks: ('product' | 'variant' | 'quantity')[];
  /** What the sentence was made of, to group failures by. */
  made: string[];
  /** The good, and how a later message can speak of it ("finalement 4 tartes citron"). */
  good?: Good;
  name?: Name;
};

const DOZENS: Record<number, string[]> = {
  6: ['une demi-douzaine', 'une demi douzaine'],
  10: ['une dizaine'],
  12: ['une douzaine', '1 douzaine'],
  15: ['une quinzaine'],
  24: ['deux douzaines', '2 douzaines'],
};

/** How often a number of pieces is drawn. */
const COUNTS = [1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 8, 10, 12, 15, 20, 24, 30];

/** A number with what is counted: "2 tartes", "deux tartes", "tarte x2", "une douzaine d'éclairs". */
function counted(draw: Draw, n: number, one: string, many: string, feminine: boolean): { text: string; how: string } {
  const name = n === 1 ? one : many;
  const ways: [string, string][] = [
    [`${n} ${name}`, 'digits'],
    [`${n} ${name}`, 'digits'],
    [`${inWords(n, feminine)} ${name}`, 'words'],
    [`${inWords(n, feminine)} ${name}`, 'words'],
  ];
  if (n > 1)
    ways.push(
      [`${n}x ${name}`, 'nx'],
      [`${n} x ${one}`, 'n x'],
      [`x${n} ${name}`, 'xn'],
      [`${name} x${n}`, 'behind xn'],
      [`${name} x ${n}`, 'behind x n'],
      [`${name} (${n})`, 'in brackets'],
      [`${name} : ${n}`, 'behind colon'],
      [`${n}× ${name}`, 'n×'],
    );
  const dozens = DOZENS[n];
  if (dozens && n > 1)
    ways.push([`${draw.of(dozens)} ${of(many)}`, 'dozen'], [`${draw.of(dozens)} ${of(many)}`, 'dozen']);
  const [text, how] = draw.of(ways);
  return { text, how: `qty ${how}` };
}

const WEIGHTS: [string, number, string][] = [
  ['500g', 0.5, 'g'],
  ['500 g', 0.5, 'g'],
  ['500gr', 0.5, 'gr'],
  ['300 grammes', 0.3, 'grammes'],
  ['250g', 0.25, 'g'],
  ['800 g', 0.8, 'g'],
  ['1 kg', 1, 'kg'],
  ['1kg', 1, 'kg'],
  ['2 kg', 2, 'kg'],
  ['3kg', 3, 'kg'],
  ['2 kilos', 2, 'kilos'],
  ['un kilo', 1, 'kilo'],
  ['1 kilo', 1, 'kilo'],
  ['deux kilos', 2, 'kilos'],
  ['1,5 kg', 1.5, 'comma'],
  ['1.5kg', 1.5, 'comma'],
  ['1kg5', 1.5, '1kg5'],
  ['un kilo et demi', 1.5, 'et demi'],
  ['un demi kilo', 0.5, 'demi'],
  ['un demi-kilo', 0.5, 'demi'],
  ['1/2 kg', 0.5, '1/2'],
  ['une livre', 0.5, 'livre'],
  ['deux livres', 1, 'livre'],
  ['2k', 2, 'k'],
  ['5 kg', 5, 'kg'],
  ['kilo', 1, 'kilo bare'],
];

function weighed(draw: Draw, good: Good, name: Name): Line {
  const [weight, kg, how] = draw.of(WEIGHTS);
  const plural = name.many;
  const text = draw.of([
    `${weight} ${of(plural)}`,
    `${weight} ${of(plural)}`,
    `${weight} ${of(plural)}`,
    how === 'kilo bare' ? `${weight} ${of(plural)}` : `${plural} ${weight}`,
    how === 'kilo bare' ? `${weight} ${of(plural)}` : `${plural} : ${weight}`,
    how === 'kilo bare' ? `${weight} ${of(plural)}` : `${plural} (${weight})`,
    `${weight} ${plural}`,
  ]);
  return {
    text,
    items: [{ sku: good.product.sku, qty: kg, unit: 'kg' }],
    asks: [],
    made: ['weight', `weight ${how}`],
    good,
    name,
  };
}

/** A line about one good; null when the draw gives nothing that a customer would write. */
export function lineOf(draw: Draw, good: Good): Line | null {
  const name = draw.of(good.names);
  const { product } = good;
  // "1 3 chocolats", "1 chocolats": a number before a number, one of a plural.
  if (
    /^(?:\d|trois)/.test(name.one) ||
    (name.one === name.many && /[^s]s$/.test(name.one.split(' ')[0]!) && !good.container && product.unit !== 'kg')
  )
    return null;
  const made = [`name ${name.how}`, `unit ${product.unit}`];
  if (good.variants.length > 0) {
    const n = draw.of([1, 1, 1, 1, 2, 2, 3, 4]);
    if (draw.chance(0.12) && product.pack_size === undefined && !good.container) {
      const c = counted(draw, n, name.one, name.many, name.feminine);
      return {
        text: c.text,
        items: [{ sku: product.sku, qty: n, unit: product.unit }],
        asks: ['variant'],
        made: [...made, c.how, 'size unsaid'],
        good,
        name,
      };
    }
    const s = sized(draw, good, name, n);
    if (!s) return null;
    return {
      text: s.text,
      items: [{ sku: s.sku, qty: n, unit: product.unit }],
      asks: [],
      made: [...made, s.how],
      good,
      name,
    };
  }
  if (product.unit === 'kg') {
    if (draw.chance(0.12)) {
      const text = draw.of([
        `des ${name.many}`,
        `quelques ${name.many}`,
        `un peu ${of(name.many)}`,
        `une poignée ${of(name.many)}`,
      ]);
      return {
        text,
        items: [{ sku: product.sku, qty: null, unit: 'kg' }],
        asks: ['quantity'],
        made: [...made, 'qty vague'],
        good,
        name,
      };
    }
    const w = weighed(draw, good, name);
    return { ...w, made: [...made, ...w.made] };
  }
  if (product.unit === 'l') {
    if (/\d/.test(name.one)) return null;
    const [text, qty] = draw.of<[string, number]>([
      [`2 litres ${of(name.one)}`, 2],
      [`1 l ${of(name.one)}`, 1],
      [`un litre ${of(name.one)}`, 1],
      [`1,5 l ${of(name.one)}`, 1.5],
      [`${name.one} 2 litres`, 2],
      [`3L ${of(name.one)}`, 3],
      [`un litre et demi ${of(name.one)}`, 1.5],
    ]);
    return { text, items: [{ sku: product.sku, qty, unit: 'l' }], asks: [], made: [...made, 'volume'], good, name };
  }
  const n = draw.of(COUNTS);
  if (good.container && !/^(?:botte|barquette|plateau|bo[iî]te|coffret|sachet)/.test(name.one)) {
    const pack = typeof product.pack_size === 'number' ? product.pack_size : 0;
    const k = Math.min(n, 6);
    if (pack > 1 && draw.chance(0.4))
      return {
        text: draw.of(
          [
            `${pack * k} ${name.many}`,
            `${pack * k} ${name.many}`,
            `${inWords(Math.min(60, pack * k))} ${name.many}`,
          ].slice(0, pack * k > 60 ? 2 : 3),
        ),
        items: [{ sku: product.sku, qty: k, unit: product.unit }],
        asks: [],
        made: [...made, 'qty pieces of packs'],
        good,
        name,
      };
    const { one, many, feminine } = good.container;
    const c = counted(draw, k, `${one} ${of(name.many)}`, `${many} ${of(name.many)}`, feminine);
    return {
      text: c.text,
      items: [{ sku: product.sku, qty: k, unit: product.unit }],
      asks: [],
      made: [...made, c.how, 'container'],
      good,
      name,
    };
  }
  if (draw.chance(0.06)) {
    const k = 2 + draw.int(4);
    const text = draw.of([
      `${k} ou ${k + 1} ${name.many}`,
      `quelques ${name.many}`,
      `des ${name.many}`,
      `${k} à ${k + 1} ${name.many}`,
      `plusieurs ${name.many}`,
    ]);
    return {
      text,
      items: [{ sku: product.sku, qty: null, unit: product.unit }],
      asks: ['quantity'],
      made: [...made, 'qty vague'],
      good,
      name,
    };
  }
  const c = counted(draw, n, name.one, name.many, name.feminine);
  return {
    text: c.text,
    items: [{ sku: product.sku, qty: n, unit: product.unit }],
    asks: [],
    made: [...made, c.how],
    good,
    name,
  };
}

/** Several flavours of one family in one line: "6 éclairs : 3 chocolat et 3 café". */
export function familyLine(draw: Draw, family: Family): Line {
  const [a, b] = draw.some(family.members, 2);
  const [n, m] = [1 + draw.int(4), 1 + draw.int(4)];
  const head = `${family.head}s`;
  const one = n === 1 ? family.head : head;
  const items = [
    { sku: a!.good.product.sku, qty: n, unit: a!.good.product.unit },
    { sku: b!.good.product.sku, qty: m, unit: b!.good.product.unit },
  ];
  const [fa, fb] = [`${a!.link}${a!.flavour}`, `${b!.link}${b!.flavour}`];
  const un = isFeminine(family.head) ? 'une' : 'un';
  const [text, how] = draw.of<[string, string]>([
    [`${n + m} ${head} : ${n} ${a!.flavour} et ${m} ${b!.flavour}`, 'total : shares'],
    [`${n + m} ${head} (${n} ${a!.flavour}, ${m} ${b!.flavour})`, 'total (shares)'],
    [`${n + m} ${head} dont ${n} ${fa} et ${m} ${fb}`, 'total dont'],
    [`${n + m} ${head}, ${n} ${fa} et ${m} ${fb}`, 'total, shares'],
    [`${n} ${one} ${fa} et ${m} ${fb}`, 'one head'],
    [`${n} ${one} ${a!.flavour}, ${m} ${b!.flavour}`, 'one head'],
    [`${n === 1 ? un : n} ${one} ${fa} et ${m === 1 ? un : m} ${fb}`, 'one head un'],
    [`${n + m} ${head} ${n} ${a!.flavour} ${m} ${b!.flavour}`, 'total bare'],
  ]);
  return { text, items, asks: [], made: ['family', `family ${how}`] };
}

/** A word that several goods share, and no alias claims: "2 éclairs". */
export function openLine(draw: Draw, family: Family): Line {
  const n = 1 + draw.int(6);
  const text = draw.of([
    `${n} ${family.head}${n > 1 ? 's' : ''}`,
    `${inWords(n, isFeminine(family.head))} ${family.head}${n > 1 ? 's' : ''}`,
  ]);
  return { text, items: [], asks: ['product'], made: ['open product'] };
}
