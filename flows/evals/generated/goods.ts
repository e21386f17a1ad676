/** The goods of a shop as customers name them: names that mean one product and no other, in the singular and the plural. */
import type { ReaderProduct, ReaderShop, ReaderVariant } from '../../understand/index.ts';
import { bare } from '../read/score.ts';

export type Name = { one: string; many: string; feminine: boolean; how: 'whole' | 'alias' | 'short' };

/** How the catalogue's unit is said. `container` is the word a customer counts ("bottes"), '' when she counts the goods. */
export type Good = {
  product: ReaderProduct;
  names: Name[];
  container: { one: string; many: string; feminine: boolean } | null;
  variants: ReaderVariant[];
};

const LINK = new Set('a au aux de des du d l la le les en et pour un une sur avec'.split(' '));
const words = (text: string): string[] =>
  bare(text)
    .split(' ')
    .filter((w) => w !== '' && !LINK.has(w))
    .map((w) => (w.length > 3 ? w.replace(/[sx]$/, '') : w));

const MASCULINE_E =
  /^(?:mille|royale|centre|chausson|beurre|vase|cyclamen|chrysantheme|fromage|the|cafe|cannele|kinder|4|quatre|lisianthus|gypsophile|mimosa|concombre|tajine|agneau|coffre|hortensia|trefle|poivre|gingembre|melange|litre|kilo|sable|couscous|verre|mixe|fenouil|celeri|buffet|moule)/;
const FEMININE =
  /^(?:foret|piece|boisson|buche|tarte|mangue|eau|bloody|chips|noix|fleur|charlotte|orchidee|azalee|azalée)/;

/** The gender as its last letter tells, with the words of the trade that say otherwise. */
export function isFeminine(name: string): boolean {
  const first = bare(name).split(' ')[0] ?? '';
  if (FEMININE.test(first)) return true;
  return /e[s]?$/.test(first) && !MASCULINE_E.test(first);
}

const INVARIABLE =
  /^(?:paris|saint|st|jus|lys|lisianthus|ficus|eucalyptus|radis|ananas|maïs|noix|7up|coca|trois|quatre|4|3|mangue-passion)$/i;

const ADJECTIVE =
  /(?:ées?|[lsrt]és?|rouge|jaune|blanc|blanche|vert|verte|rose|noire?|rond|lorraine|complet|parisien|pâtissier|champêtre|grasse|douce|assorti|tunisienne|funéraire|florale|gazeuse|minérale|entier|djerbien|breton|charentais|fermier|sec|meringuée|noires?|deliciosa|séchée|frisé|plat)$/;

/** "Tarte aux pommes" -> "tartes aux pommes": the words before the first link take an s. */
function pluralOf(name: string): string {
  if (/^(?:layer|number|flower|mini)\b/.test(name)) return name.endsWith('s') || name.endsWith('x') ? name : `${name}s`;
  const parts = name.split(' ');
  const link = parts.findIndex((p) => LINK.has(bare(p.split("'")[0]!)));
  const upTo = link < 0 ? parts.length : link;
  return parts
    .map((p, i) => {
      if (i >= upTo || p.length < 3 || /[sxz]$|\d/.test(p) || INVARIABLE.test(p) || (i > 0 && !ADJECTIVE.test(p)))
        return p;
      if (p.includes('-')) return /^(?:forêt|chou|mille)/i.test(p) ? `${p}s` : p;
      return /(?:eau|eu|au)$/.test(p) ? `${p}x` : `${p}s`;
    })
    .join(' ');
}

const CONTAINERS: [RegExp, { one: string; many: string; feminine: boolean }][] = [
  [/^botte/i, { one: 'botte', many: 'bottes', feminine: true }],
  [/^barquette/i, { one: 'barquette', many: 'barquettes', feminine: true }],
  [/^plateau/i, { one: 'plateau', many: 'plateaux', feminine: false }],
  [/^(?:coffret|bo[iî]te)/i, { one: 'boîte', many: 'boîtes', feminine: true }],
  [/sachet/i, { one: 'sachet', many: 'sachets', feminine: false }],
];

/** The name without what the shop only wrote for its shelf: "Rose rouge (la tige)", "Chouquettes, sachet de 10". */
function spoken(name: string): string {
  return name
    .replace(/\([^)]*\)/g, ' ')
    .replace(/,? (?:le |en )?sachet de \d+/i, ' ')
    .replace(/[^\p{L}\p{N}\s'’,%°.-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const lowered = (name: string): string => (/^\p{Lu}\p{Ll}/u.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name);

const containerOf = (name: string) => CONTAINERS.find(([re]) => re.test(name))?.[1];

/** What is in the container: "Botte de 10 tulipes" -> "tulipes"; the name itself when it has none. */
const contents = (name: string): string =>
  containerOf(name)
    ? spoken(name)
        .replace(/^(?:botte|barquette|coffret|bo[iî]te|plateau) (?:de |d')(?:\d+ )?/i, '')
        .replace(/ \d+ k?g$/, '')
    : spoken(name);

/** Already in the plural: the shop sells it by weight or in packs. */
const isPlural = (name: string): boolean =>
  /[^su]s$|[aeo]ux$/i.test(name.split(/[ -]/)[0] ?? '') && !INVARIABLE.test(name.split(' ')[0]!);

function nameOf(text: string, how: Name['how']): Name {
  const one = lowered(spoken(text));
  return { one, many: isPlural(one) ? one : pluralOf(one), feminine: isFeminine(one), how };
}

/** The goods of a shop with at least one name that can only mean them. */
export function goodsOf(shop: ReaderShop): Good[] {
  const labels = shop.products.map((p) => ({
    sku: p.sku,
    sets: [p.name, spoken(p.name), contents(p.name), ...(p.aliases ?? [])].map((t) => words(t).sort().join(' ')),
    own: new Set([p.name, ...(p.aliases ?? [])].flatMap(words)),
  }));
  return shop.products.flatMap((product) => {
    const sure = (text: string): boolean => {
      const set = words(spoken(text)).sort().join(' ');
      return set !== '' && !labels.some((l) => l.sku !== product.sku && l.sets.includes(set));
    };
    const latin = (product.aliases ?? []).filter((a) => !/[\u0600-\u06ff]|\d[a-z]|[a-z]\d/i.test(a) && sure(a));
    const container = containerOf(product.name) ?? null;
    const names: Name[] = latin.map((a) => nameOf(a, 'alias'));
    const whole = contents(product.name);
    if (sure(whole)) names.unshift(nameOf(whole, 'whole'));
    // As it is typed in haste: without its links ("pain campagne"), or the head with its last word ("tarte meringuée").
    const raw = whole.split(' ');
    const short = /(?:^| )(?:de|des|du|en|d'\S+)(?: |$)/.test(whole)
      ? []
      : [
          raw
            .filter((w) => !LINK.has(bare(w)))
            .map((w) => w.replace(/^[dl]['’]/i, ''))
            .join(' '),
        ];
    if (raw.length > 2 && ADJECTIVE.test(raw.at(-1)!)) short.push(`${raw[0]} ${raw.at(-1)}`);
    for (const text of short) {
      const set = words(text);
      if (text === whole || set.length < 2 || /^[dl]'|\d/.test(raw.at(-1)!) || !sure(text)) continue;
      if (labels.some((l) => l.sku !== product.sku && set.every((w) => l.own.has(w)))) continue;
      names.push(nameOf(text, 'short'));
    }
    return names.length === 0 ? [] : [{ product, names, container, variants: product.variants ?? [] }];
  });
}

/** Goods that differ by one word only: "éclair" au chocolat, au café, à la vanille. */
export type Family = { head: string; members: { good: Good; flavour: string; link: string }[] };

/** The families of a shop whose members have no sizes. */
export function familiesOf(goods: Good[]): Family[] {
  const by = new Map<string, Family>();
  for (const good of goods) {
    const m = /^(\p{L}+) (à la |au |aux |)(\p{L}+)$/u.exec(lowered(spoken(good.product.name)));
    if (!m || m[1] === 'pain' || good.variants.length > 0 || !['piece', 'stem'].includes(good.product.unit)) continue;
    const family = by.get(m[1]!) ?? { head: m[1]!, members: [] };
    family.members.push({ good, flavour: m[3]!, link: m[2]! });
    by.set(m[1]!, family);
  }
  const all = goods.flatMap((g) => g.names.map((n) => words(n.one).join(' ')));
  return [...by.values()].filter(
    (f) =>
      f.members.length > 1 &&
      !all.includes(words(f.head).join(' ')) &&
      // The flavours must tell the members apart among everything that begins with the head.
      f.members.every(
        (m) =>
          goods.filter(
            (g) =>
              words(g.product.name)[0] === words(f.head)[0] && words(g.product.name).includes(words(m.flavour)[0]!),
          ).length === 1,
      ),
  );
}
