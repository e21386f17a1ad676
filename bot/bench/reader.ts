import { compileShop, type ReaderShop, read } from '../../flows/understand/index.ts';
import { DEMO_SHOP } from '../../tools/shops/demo-shop.ts';
import { beside, type Emit, percentile, rounded, timed } from './figures.ts';
import type { Place } from './place.ts';

const ROUNDS = 12;

const MESSAGES = [
  'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp',
  'bjr jvoudré un fraisier 8 parts pr dimanche 11h merci',
  'une douzaine de croissants et 6 pains au chocolat demain matin',
  'Bonsoir ! Serait-il possible de commander une pièce montée de 50 choux pour le 12 décembre à livrer au 8 rue Oberkampf 75011 Paris ?',
  'combien coûte le paris brest ?',
  'finalement plutôt 3 tartes au citron meringuées',
  'vous êtes ouverts lundi ?',
  'où en est ma commande',
  'hello, 2 boxes of macarons for friday please',
  'سلام، نحب زوز كعبات قاطو بالفراز نهار السبت',
  'je voudrais annuler',
  'merci beaucoup, à samedi !',
];

/** The offline reader on one message, at a small and a very large catalogue; the floor looks each word up in a set. */
export async function reader(_place: Place, emit: Emit): Promise<void> {
  for (const count of [60, 5_000]) {
    const shop = catalogueOf(count);
    let compiled = compileShop(shop);
    const compileMs = await timed(() => {
      compiled = compileShop(shop);
    });
    const words = new Set(shop.products.flatMap((product) => tokens(product.name)));
    const samples = { ours: [] as number[], floor: [] as number[], first: [] as number[] };
    for (let round = 0; round < ROUNDS; round++) {
      for (const [index, text] of MESSAGES.entries()) {
        // Never the same text twice: an answer kept from before would be no measure.
        const said = `${text} ${'.'.repeat(round)}`;
        const least = await timed(() => tokens(said).filter((word) => words.has(word)).length);
        const ours = await timed(() =>
          read(compiled, { turns: [{ from: 'customer', text: said }], refTime: '2026-11-22T16:00' }),
        );
        if (round === 0) samples.first.push(ours);
        if (round < 2 || index < 0) continue;
        samples.floor.push(least);
        samples.ours.push(ours);
      }
    }
    const name = `reader at ${count.toLocaleString('en')} products p50`;
    emit(
      beside(name, 'ms/message', samples.ours, samples.floor, {
        p99_ms: rounded(percentile(samples.ours, 0.99)),
        compile_ms: rounded(compileMs),
        first_p99_ms: rounded(percentile(samples.first, 0.99)),
      }),
    );
  }
}

function tokens(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);
}

const KINDS = [
  'tarte',
  'gâteau',
  'éclair',
  'pain',
  'brioche',
  'sablé',
  'biscuit',
  'cake',
  'muffin',
  'flan',
  'chausson',
  'feuilleté',
];
const TASTES = [
  'pomme',
  'poire',
  'citron',
  'fraise',
  'framboise',
  'chocolat',
  'vanille',
  'café',
  'pistache',
  'noisette',
  'amande',
  'caramel',
  'coco',
  'abricot',
  'figue',
  'miel',
];
const FINISHES = [
  '',
  'maison',
  'meringué',
  'individuel',
  'sans gluten',
  'du dimanche',
  'de fête',
  'rustique',
  'royal',
  'tradition',
  'crousti',
  'velours',
];

/** The demo's products and invented ones up to `count`. */
function catalogueOf(count: number): ReaderShop {
  const own = JSON.parse(JSON.stringify(DEMO_SHOP)) as ReaderShop;
  const products = [...own.products];
  for (let number = 0; products.length < count; number++) {
    const kind = KINDS[number % KINDS.length]!;
    const taste = TASTES[Math.floor(number / KINDS.length) % TASTES.length]!;
    const finish = FINISHES[Math.floor(number / KINDS.length / TASTES.length) % FINISHES.length]!;
    const series = Math.floor(number / KINDS.length / TASTES.length / FINISHES.length);
    const name = [kind, taste, finish, series > 0 ? `n° ${series}` : ''].filter(Boolean).join(' ');
    products.push({ sku: `bench-${number}`, name, unit: 'piece', price: 400 + (number % 90) * 10 });
  }
  return { ...own, products: products.slice(0, count) };
}
