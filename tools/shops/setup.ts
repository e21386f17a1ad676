import { z } from 'zod';
import type { Reply } from '../conversations/message.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { priceRows } from '../pages/page.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { plainWords } from './day-words.ts';
import { hoursText } from './hours.ts';
import { LIST_CHARACTERS } from './price-list.ts';
import { type LegalIdentity, settingsSchema } from './settings.ts';
import { becomeIdentity } from './setup-identity.ts';
import { proposeList, settleList } from './setup-products.ts';
import { identityText, questionOf, type Setup, STEPS, type Step, stepsOf, type Taken, take } from './setup-steps.ts';
import type { TypedProduct } from './setup-words.ts';

/** The words that name a step after /demarrer. */
const NAMES: Record<Step, RegExp> = {
  name: /^(?:nom|name)/,
  address: /^(?:adresse|address)/,
  siret: /^(?:siret|matricule)/,
  vat: /^(?:tva|vat)/,
  rate: /^(?:taux|rate)/,
  identity: /^(?:identite|identity)/,
  hours: /^(?:horaires?|hours)/,
  products: /^(?:produits?|products?)/,
  approval: /^(?:validation|approval)/,
  digest: /^(?:bilan|digest|resume)/,
};
const OF_IDENTITY: ReadonlySet<Step> = new Set(['address', 'siret', 'vat']);

const said = z.object({ text: z.string().max(20_000).default('') });
/** An answer in words, or the page of a price list that was photographed. */
const answered = z.object({ text: z.string().max(LIST_CHARACTERS).default(''), page: z.int().positive().optional() });

export const startSetup = defineTool({
  name: 'start_setup',
  says: 'Sets the shop up in the thread, one question at a time; goes on where it stopped; corrects one answer.',
  for: ['member'],
  roles: ['owner'],
  input: said,
  command: {
    words: ['demarrer', 'installation', 'setup'],
    takes: 'text',
    example: '[nom|adresse|siret|horaires…]',
    help: {
      fr: 'met la boutique en place, pas à pas',
      en: 'sets the shop up, step by step',
      ar: 'إعداد المحل خطوة بخطوة',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const word = plainWords(input.text);
    const found = await setupOf(run);
    if (/^(?:oui|yes|نعم)/.test(word)) return tapIdentity(run, found);
    const list = /^liste? (oui|non|yes|no)$/.exec(word)?.[1];
    if (list) return tapList(run, found, list === 'oui' || list === 'yes');
    const named = STEPS.find((step) => NAMES[step].test(word));
    if (word && !named) throw new Refusal('invalid', textsFor(run.language).setup.unknownStep(input.text.slice(0, 40)));
    if (!named && found?.done) return { facts: { done: true }, reply: { text: await summary(run) } };
    const fresh: Setup = { step: named ?? 'name', waiting: {}, backToEnd: named !== undefined && found?.done === true };
    const setup = found ? { ...found.setup, ...(named ? { step: named, backToEnd: fresh.backToEnd } : {}) } : fresh;
    await keep(run, setup);
    const intro = found ? [] : [textsFor(run.language).setup.intro];
    return asks(run, setup, intro);
  },
});

/** A member's plain words while her setup is open. The talk calls it; it has no words of its own. */
export const answerSetup = defineTool({
  name: 'answer_setup',
  says: 'Takes the answer to the question the setup has asked.',
  for: ['member'],
  roles: ['owner'],
  input: answered,
  run: async (run, input) => {
    const found = await setupOf(run);
    const texts = textsFor(run.language).setup;
    if (!found || found.done) throw new Refusal('wrong_state', texts.notOpen);
    const word = plainWords(input.text);
    if (/^(?:plus tard|pause|stop|later|لاحقا)$/.test(word)) {
      await keep(run, found.setup, true);
      return { facts: { paused: true }, reply: { text: texts.paused } };
    }
    if (/^(?:retour|precedent|back|رجوع)$/.test(word)) return move(run, found.setup, -1, []);
    if (/^(?:passer|suivant|skip|next|تجاوز)$/.test(word)) return move(run, found.setup, 1, []);
    if (input.page !== undefined) return goOn(run, found.setup, await readOnPage(run, found.setup, input.page));
    return goOn(run, found.setup, await take(run, found.setup, input.text));
  },
});

/** What was taken is kept; then the same question goes on, or the next one is asked. */
async function goOn(run: Run, before: Setup, taken: Taken): Promise<Outcome> {
  const setup = {
    ...before,
    waiting: taken.waiting ?? before.waiting,
    list: taken.list === undefined ? before.list : (taken.list ?? undefined),
  };
  // What was taken shows in the questions that follow.
  const name = (await run.trx.selectFrom('shop').select('name').executeTakeFirstOrThrow()).name;
  const now: Run = { ...run, shop: { ...run.shop, name } };
  if (!taken.stay) return move(now, setup, 1, [taken.noted]);
  await keep(now, setup);
  const { choices } = taken;
  const more = choices ? [] : [textsFor(run.language).setup.moreProducts];
  return {
    facts: { step: setup.step },
    reply: { text: [taken.noted, ...more].join('\n'), ...(choices ? { choices } : {}) },
  };
}

/** The lines read on a photographed price list become a list to accept; only while products are asked for. */
async function readOnPage(run: Run, setup: Setup, pageId: number): Promise<Taken> {
  if (setup.step !== 'products') throw new Refusal('wrong_state', textsFor(run.language).setup.notOpen);
  return proposeList(run, await priceRows(run, pageId));
}

/** The tap under a list that was read on a picture. */
async function tapList(run: Run, found: Found | null, yes: boolean): Promise<Outcome> {
  if (found?.setup.step !== 'products' || found.done)
    throw new Refusal('wrong_state', textsFor(run.language).setup.listGone);
  return goOn(run, found.setup, await settleList(run, found.setup.list, yes));
}

/** True when this member's plain words are answers: her setup is open. */
export async function setupIsOpen(run: Run): Promise<boolean> {
  if (run.actor.kind !== 'member' || run.actor.role !== 'owner') return false;
  const row = await run.trx
    .selectFrom('setup')
    .select('step')
    .where('member_id', '=', run.actor.memberId)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** True while this member's setup asks for products: what she photographs then is a price list. */
export async function productsAreAsked(run: Run, memberId: number): Promise<boolean> {
  const row = await run.trx
    .selectFrom('setup')
    .select('step')
    .where('member_id', '=', memberId)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  return row?.step === 'products';
}

/** To the question before or after; a corrected answer leads back to the end, one of the company through its tap. */
async function move(run: Run, setup: Setup, by: 1 | -1, before: string[]): Promise<Outcome> {
  const correcting = setup.backToEnd && by === 1;
  const next = correcting
    ? OF_IDENTITY.has(setup.step)
      ? 'identity'
      : undefined
    : stepAfter(stepsOf(run, setup.waiting), setup.step, by);
  if (next !== undefined) {
    const moved = { ...setup, step: next };
    await keep(run, moved);
    return asks(run, moved, before);
  }
  await keep(run, setup, true);
  return { facts: { done: true }, reply: { text: [...before, await summary(run)].join('\n\n') } };
}

/** The step before or after; one that is no longer asked (the rate of who charges no VAT) gives way to the products. */
function stepAfter(steps: readonly Step[], from: Step, by: 1 | -1): Step | undefined {
  const at = steps.indexOf(from);
  return at < 0 ? 'products' : steps[Math.max(0, at + by)];
}

/** The tap that makes the company's identity what was said. */
async function tapIdentity(run: Run, found: Found | null): Promise<Outcome> {
  const texts = textsFor(run.language).setup;
  if (found?.setup.step !== 'identity' || found.done) throw new Refusal('wrong_state', texts.notOpen);
  const { waiting } = found.setup;
  const after = await becomeIdentity(run, waiting);
  const now: Run = { ...run, shop: { ...run.shop, settings: after } };
  return move(now, { ...found.setup, waiting: {} }, 1, [texts.notedIdentity]);
}

function asks(run: Run, setup: Setup, before: string[]): Outcome {
  const texts = textsFor(run.language).setup;
  const { text, choices } = questionOf(run, setup);
  const steps = stepsOf(run, setup.waiting);
  const place = setup.backToEnd ? '' : `${texts.step(String(steps.indexOf(setup.step) + 1), String(steps.length))} `;
  const reply: Reply = { text: [...before, place + text].join('\n\n'), ...(choices ? { choices } : {}) };
  return { facts: { step: setup.step }, reply };
}

type Found = { setup: Setup; done: boolean };

async function setupOf(run: Run): Promise<Found | null> {
  const row = await run.trx.selectFrom('setup').selectAll().forUpdate().executeTakeFirst();
  if (!row) return null;
  const { list, ...waiting } = (row.waiting ?? {}) as LegalIdentity & { list?: TypedProduct[] };
  const setup = { step: row.step as Step, waiting, list, backToEnd: row.back_to_end };
  return { setup, done: row.done_at !== null && row.step === 'digest' };
}

async function keep(run: Run, setup: Setup, closed = false): Promise<void> {
  if (run.actor.kind !== 'member')
    throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed(['owner']));
  const pausing = closed && !setup.backToEnd && setup.step !== 'digest';
  const row = {
    member_id: run.actor.memberId,
    // A setup that came to its end, or was corrected after it, stays at its last question.
    step: closed && !pausing ? 'digest' : setup.step,
    waiting: JSON.stringify({ ...setup.waiting, ...(setup.list ? { list: setup.list } : {}) }),
    back_to_end: closed ? false : setup.backToEnd,
    done_at: closed ? new Date(run.at) : null,
  };
  await run.trx
    .insertInto('setup')
    .values({ shop_id: run.shop.id, started_at: new Date(run.at), ...row })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(row))
    .execute();
}

/** Everything the shop now is, and how each answer is corrected. */
async function summary(run: Run): Promise<string> {
  const texts = textsFor(run.language);
  const shop = await run.trx.selectFrom('shop').select(['name', 'settings']).executeTakeFirstOrThrow();
  const settings = settingsSchema.parse(shop.settings);
  const products = await run.trx
    .selectFrom('product')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('active', '=', true)
    .executeTakeFirstOrThrow();
  const { approval, digest } = settings;
  const rule =
    approval === 'always'
      ? texts.setup.always
      : texts.setup.autoBelow(formatMoney(approval.auto_below, run.shop.currency, run.language));
  return [
    texts.setup.summary,
    identityText({ ...run, shop: { ...run.shop, name: shop.name } }, settings.legal),
    hoursText(settings.opening_hours, run.language),
    texts.setup.summaryProducts(String(products.count)),
    rule,
    texts.setup.summaryDigest(digest.evening === 'off' ? texts.day.digestOff : digest.evening),
    texts.setup.corrections,
  ].join('\n');
}
