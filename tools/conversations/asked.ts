import { z } from 'zod';
import { type Allergen, allergensIn } from '../catalog/allergens.ts';
import { type CatalogueProduct, loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { Refusal } from '../errors.ts';
import { formatQuantity } from '../language.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { delayText } from './availability.ts';
import { placeAnswer } from './delivery-area.ts';
import { passOn } from './pass-on.ts';

/** The most products one answer speaks of. */
const MOST_PRODUCTS = 6;

const topic = z.enum(['contents', 'allergens', 'advice', 'notice', 'delivery', 'place', 'phone', 'payment']);
type Topic = z.infer<typeof topic>;

const input = z.object({
  /** What is asked about; empty: something that no fact of ours answers. */
  about: z.array(topic).max(8),
  /** The customer's own words. */
  words: z.string().max(500),
  /** The products it is about; empty: none named. */
  skus: z.array(z.string()).max(20).default([]),
  /** For `advice`: how many people, and what would be enough for them. */
  people: z.int().positive().max(10_000).optional(),
  fits: z
    .array(z.object({ sku: z.string(), qty: z.int().positive() }))
    .max(20)
    .default([]),
});
type Asked = z.output<typeof input>;
/** What is asked, as a caller gives it. */
export type Question = z.input<typeof input>;

/** What a fact says; null where the shop has not told us: then the question goes to a person. */
type Fact = string | null;

export const answerQuestion = defineTool({
  name: 'shop_facts',
  says: 'Answers a question about the shop or its goods from recorded facts (delivery, allergens, contents, advance notice, address, telephone, ways to pay, sizes for a number of people); what is not recorded is passed on to the shop.',
  for: ['customer'],
  input,
  run: async (run, asked) => {
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const named = [...new Set(asked.skus.flatMap((sku) => catalogue.find(sku)?.product ?? []))].slice(0, MOST_PRODUCTS);
    const about: About = {
      run,
      asked,
      named,
      sold: catalogue.products.filter((product) => !product.soldOut),
      find: catalogue.find,
    };
    const facts: Fact[] = [];
    for (const one of asked.about) facts.push(await FACTS[one](about));
    const known = facts.filter((fact) => fact !== null);
    // Somebody's allergy is a person's business even where the list is known.
    const open = known.length < facts.length || facts.length === 0 || isPersonal(asked);
    const passed =
      open &&
      (await passOn(run, run.actor, (who, language) =>
        textsFor(language).conversation.member.question(who, asked.words),
      ));
    const { asked: texts } = textsFor(run.language).conversation;
    const rest = !open ? null : passed ? texts.passedOn : textsFor(run.language).conversation.outOfScope(run.shop.name);
    return {
      facts: { answered: asked.about.filter((_, index) => facts[index] !== null), toShop: passed },
      reply: { text: [...new Set(known), rest].filter(Boolean).join('\n') },
    };
  },
});

type About = {
  run: Run;
  asked: Asked;
  named: CatalogueProduct[];
  sold: CatalogueProduct[];
  find: (sku: string) => { product: CatalogueProduct; variant: CatalogueProduct['variants'][number] | null } | null;
};

const FACTS: Record<Topic, (about: About) => Fact | Promise<Fact>> = {
  contents: ({ run, named }) => {
    const { describe } = textsFor(run.language).conversation.asked;
    const rows = named.flatMap(({ name, description }) =>
      description ? [describe(name, withoutDot(description))] : [],
    );
    return rows.length > 0 ? rows.join('\n') : null;
  },
  allergens: allergenFact,
  advice: ({ run, asked, named, sold, find }) => {
    const texts = textsFor(run.language);
    const money = (amount: number) => formatMoney(amount, run.shop.currency, run.language);
    const rows = asked.fits.slice(0, MOST_PRODUCTS).flatMap(({ sku, qty }) => {
      const found = find(sku);
      if (!found) return [];
      const price = (found.variant?.price ?? found.product.price) * qty;
      const amount = formatQuantity(qty, found.product.unit, run.language);
      return [`• ${texts.line(amount, nameOf(found), money(price))}`];
    });
    if (rows.length > 0 && asked.people) return [texts.conversation.asked.forPeople(asked.people), ...rows].join('\n');
    const shown = (named.length > 0 ? named : sold).slice(0, MOST_PRODUCTS);
    return shown.length > 0
      ? shown.map(({ name, description }) => `• ${[name, description].filter(Boolean).join(' : ')}`).join('\n')
      : null;
  },
  notice: ({ run, named, sold }) => {
    const texts = textsFor(run.language).conversation;
    const about = named.length > 0 ? named : sold;
    const hours = (product: CatalogueProduct) => product.details.lead_time_hours ?? 0;
    const delays = [...new Set(about.map(hours))].sort((a, b) => b - a);
    const names = (delay: number) => about.filter((product) => hours(product) === delay).map(({ name }) => name);
    const rows = delays.map((delay) =>
      delay > 0
        ? texts.asked.notice(names(delay).slice(0, MOST_PRODUCTS).join(', '), delayText(delay, run.language))
        : texts.asked.noNotice(names(delay).slice(0, MOST_PRODUCTS).join(', ')),
    );
    return rows.length > 0 ? rows.join('\n') : null;
  },
  delivery: ({ run, asked }) => placeAnswer(run, asked.words),
  place: ({ run }) => {
    const { address } = run.shop.settings.legal;
    if (!address) return null;
    return textsFor(run.language).conversation.asked.place(`${address.line1}, ${address.postcode} ${address.city}`);
  },
  phone: async ({ run }) => {
    const rows = await run.trx
      .selectFrom('connection')
      .select(['channel', 'account', 'display'])
      .where('channel', 'in', ['phone', 'whatsapp'])
      .where('state', '!=', 'off')
      .orderBy('channel')
      .orderBy('id')
      .execute();
    // A WhatsApp account is a provider's id; its number is what it shows.
    const number = rows.map((row) => (row.channel === 'phone' ? row.account : row.display)).find(Boolean);
    return number ? textsFor(run.language).conversation.asked.call(number) : null;
  },
  // Which of them holds here and now (cash, in instalments, at the counter) is the shop's to say.
  payment: () => null,
};

/** Declared allergens as they are, or the goods that do not declare the one that was named. Never a promise of absence. */
function allergenFact({ run, asked, named, sold }: About): Fact {
  const texts = textsFor(run.language).conversation.asked;
  const declared = (product: CatalogueProduct) => product.details.allergens ?? [];
  if (named.length > 0) {
    const rows = named.flatMap((product) =>
      declared(product).length > 0 ? [texts.declared(product.name, declared(product).join(', '))] : [],
    );
    return rows.length === named.length ? [...rows, texts.traces].join('\n') : rows.length > 0 ? rows.join('\n') : null;
  }
  const [wanted] = allergensIn(asked.words);
  const telling = sold.filter((product) => declared(product).length > 0);
  if (!wanted || telling.length === 0) return null;
  const without = telling.filter((product) => !declared(product).some((entry) => allergensIn(entry).includes(wanted)));
  const label = texts.allergen[wanted satisfies Allergen];
  if (without.length === 0) return texts.everywhere(label);
  return [texts.notDeclared(label, without.map(({ name }) => name).join(', ')), texts.traces].join('\n');
}

const PERSONAL = /allergi|intol[ée]ran|c(?:œ|oe)liaque|حساسي|7assass|hassass/iu;

function isPersonal({ about, words }: Asked): boolean {
  return about.includes('allergens') && PERSONAL.test(words);
}

const withoutDot = (text: string): string => text.trim().replace(/\.$/, '');
