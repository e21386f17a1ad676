import { z } from 'zod';
import { bumpCatalogue, type Catalogue, loadCatalogue } from '../catalog/catalogue.ts';
import { folded, theProduct } from '../catalog/match.ts';
import type { DraftContent } from '../drafts/draft.ts';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { alert } from './index.ts';
import { memberThreads, say } from './say.ts';

/** How much is before the word itself: "2 ", "une ", "3 x ". */
const COUNTED = /^(?:\d+(?:[.,]\d+)?\s*(?:x|×|kg|g|l)?(?=\s)|une?|deux|trois|quatre|cinq|six|dix|des|some|an?)\s+/iu;
const SHORTEST = 3;
const LONGEST = 40;

/**
 * A customer settled what one open word stood for, by a choice among the real candidates: the owner is asked, once,
 * whether it is always so. A word that all candidates' names share ("éclairs") says nothing and is not proposed.
 */
export async function learnFromDraft(run: Run, before: DraftContent, after: DraftContent): Promise<void> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const productOf = (sku: string) => catalogue.find(sku)?.product.sku ?? sku;
  const open = before.lines.filter((line) => line.sku === null);
  const settled = open.filter((line) => !after.lines.some((one) => one.sku === null && one.words === line.words));
  const known = new Set(before.lines.flatMap((line) => (line.sku ? [productOf(line.sku)] : [])));
  const fresh = [...new Set(after.lines.flatMap((line) => (line.sku ? [productOf(line.sku)] : [])))].filter(
    (sku) => !known.has(sku),
  );
  const [line] = settled;
  const [sku] = fresh;
  if (!line || !sku || settled.length > 1 || fresh.length > 1) return;
  const candidates = [...new Set(line.candidates.map(productOf))];
  if (candidates.length > 0 && !candidates.includes(sku)) return;
  if (candidates.length === 0 && !wasTapped(catalogue, after, sku)) return;
  const shared = candidates.length > 1 && candidates.every((one) => isNamed(catalogue, one, wordOf(line.words)));
  if (!shared) await propose(run, catalogue, line.words, sku);
}

/** The product was named by its whole name, as a tap on a choice does: another wish in its place is typed otherwise. */
function wasTapped(catalogue: Catalogue, after: DraftContent, sku: string): boolean {
  const product = catalogue.find(sku)?.product;
  return after.evidence.some((piece) => piece.sku === sku && folded(piece.words) === folded(product?.name ?? ''));
}

/** A member put one product in the place of another that was read from the customer's words. */
export async function learnFromChange(
  run: Run,
  short: number,
  change: { lines: { sku: string; qty: number }[] },
): Promise<void> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const productsOf = (lines: { sku: string }[]) => [
    ...new Set(lines.map((line) => catalogue.find(line.sku)?.product.sku ?? line.sku)),
  ];
  const [removed, ...others] = productsOf(change.lines.filter((line) => line.qty === 0));
  const [added, ...more] = productsOf(change.lines.filter((line) => line.qty > 0));
  if (!removed || !added || removed === added || others.length > 0 || more.length > 0) return;
  const draft = await run.trx
    .selectFrom('orders')
    .innerJoin('draft', 'draft.id', 'orders.draft_id')
    .select('draft.content')
    .where('orders.short', '=', short)
    .executeTakeFirst();
  const evidence = (draft?.content as Partial<DraftContent> | undefined)?.evidence ?? [];
  const piece = evidence.find((one) => one.sku && catalogue.find(one.sku)?.product.sku === removed);
  if (piece) await propose(run, catalogue, piece.words, added);
}

/** The words without their count: "2 le rouge" is "le rouge". */
function wordOf(words: string): string {
  return words
    .replace(COUNTED, '')
    .replace(/[\s.,;:!?]+$/u, '')
    .trim();
}

/** True when the word is, or is part of, a name the product has already. */
function isNamed(catalogue: Catalogue, sku: string, word: string): boolean {
  const product = catalogue.find(sku)?.product;
  const stem = folded(word).replace(/s$/, '');
  return product !== undefined && [product.name, ...product.aliases].some((name) => folded(name).includes(stem));
}

function isUsable(word: string): boolean {
  const letters = word.replace(/[^\p{L}]/gu, '').length;
  return letters >= SHORTEST && word.length <= LONGEST && !/\d/.test(word);
}

/** Asks the owners once whether a word stands for a product. */
async function propose(run: Run, catalogue: Catalogue, words: string, sku: string): Promise<void> {
  const said = wordOf(words);
  const product = catalogue.find(sku)?.product;
  if (!product || !isUsable(said) || catalogue.products.some((one) => hasName(one, said))) return;
  const row = await run.trx
    .insertInto('learned_word')
    .values({
      shop_id: run.shop.id,
      word: folded(said),
      said,
      sku,
      proposed_at: new Date(run.at),
      decided_at: null,
      decided_by: null,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'word', 'sku']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return;
  const owners = await run.trx.selectFrom('member').select('id').where('role', '=', 'owner').execute();
  for (const thread of await memberThreads(run)) {
    if (!owners.some((owner) => owner.id === thread.memberId)) continue;
    const texts = textsFor(thread.language).conversation.alias;
    const { reply } = alert(run, thread.language, texts.propose(said, product.name));
    const choices = [
      { id: `/alias oui ${row.id}`, title: texts.yes },
      { id: `/alias non ${row.id}`, title: texts.no },
    ];
    await say(run, thread.conversationId, `alias:${row.id}`, { ...reply, choices });
  }
}

function hasName(product: { name: string; aliases: string[] }, said: string): boolean {
  return [product.name, ...product.aliases].some((name) => folded(name) === folded(said));
}

export const learnedWords = defineTool({
  name: 'learned_words',
  says: 'Lists the words the shop has learned for its products; adds or removes one.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(200).default('') }),
  command: {
    words: ['alias', 'aliases', 'mots'],
    takes: 'text',
    example: '[le rouge = fraisier] [retirer le rouge]',
    help: {
      fr: 'mots appris pour vos produits : liste, ajoute, retire',
      en: 'words learned for your products: list, add, remove',
      ar: 'كلمات الزبائن لمنتجاتكم: عرض، إضافة، حذف',
    },
    slashless: true,
  },
  run: async (run, { text }): Promise<Outcome> => {
    const answer = /^(oui|non|yes|no)\s+(\d+)$/i.exec(text.trim());
    if (answer) return decide(run, Number(answer[2]), /^(oui|yes)$/i.test(answer[1]!));
    const forget = /^(?:retirer|retire|oublier|oublie|supprimer|enlever|remove|forget)\s+(.+)$/i.exec(text.trim());
    const pair = /^(.+?)\s*=\s*(.+)$/.exec(forget?.[1] ?? text.trim());
    if (forget) return remove(run, pair?.[1] ?? forget[1]!, pair?.[2] ?? null);
    if (pair) return add(run, pair[1]!, pair[2]!);
    if (text.trim()) throw new Refusal('not_found', textsFor(run.language).conversation.alias.unknown(text.trim()));
    return list(run);
  },
});

async function list(run: Run): Promise<Outcome> {
  const texts = textsFor(run.language).conversation.alias;
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const rows = await run.trx
    .selectFrom('learned_word')
    .select(['said', 'sku'])
    .where('state', '=', 'confirmed')
    .orderBy('word')
    .execute();
  const shown = rows.map((row) => texts.row(row.said, catalogue.find(row.sku)?.product.name ?? row.sku));
  return {
    facts: { words: rows.length },
    reply: { text: shown.length > 0 ? texts.list(shown.join('\n')) : texts.none },
  };
}

async function decide(run: Run, id: number, yes: boolean): Promise<Outcome> {
  const texts = textsFor(run.language).conversation.alias;
  const row = await run.trx
    .selectFrom('learned_word')
    .select(['id', 'said', 'sku'])
    .where('id', '=', id)
    .where('state', '=', 'proposed')
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Refusal('wrong_state', texts.gone);
  if (yes) return learn(run, row);
  await settle(run, row.id, 'refused');
  return { facts: { learned: false }, reply: { text: texts.refused(row.said) } };
}

/** The word becomes a name of the product: the reader knows it from the next message on. */
async function learn(run: Run, row: { id: number; said: string; sku: string }): Promise<Outcome> {
  const texts = textsFor(run.language).conversation.alias;
  const product = (await loadCatalogue(run.trx, run.shop.id)).find(row.sku)?.product;
  if (!product) throw new Refusal('not_found', texts.noProduct(row.sku));
  await setAliases(run, product.id, (aliases) =>
    aliases.some((alias) => folded(alias) === folded(row.said)) ? aliases : [...aliases, row.said],
  );
  await settle(run, row.id, 'confirmed');
  return {
    facts: { learned: true, sku: product.sku },
    reply: { text: texts.learned(row.said, product.name) },
    undo: { tool: 'learned_words', input: { text: `retirer ${row.said}` } },
  };
}

/** Forgets a word, for every product or for the one with this sku only. */
async function remove(run: Run, typed: string, sku: string | null): Promise<Outcome> {
  const texts = textsFor(run.language).conversation.alias;
  const said = typed.replace(/^[«“"]\s*|\s*[»”"]$/gu, '');
  const rows = await run.trx
    .selectFrom('learned_word')
    .select(['id', 'said', 'sku'])
    .where('word', '=', folded(said).trim())
    .where('state', '=', 'confirmed')
    .$if(sku !== null, (query) => query.where('sku', '=', sku))
    .execute();
  if (rows.length === 0) throw new Refusal('not_found', texts.unknown(said));
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const names: string[] = [];
  for (const row of rows) {
    const product = catalogue.find(row.sku)?.product;
    if (product) {
      await setAliases(run, product.id, (aliases) => aliases.filter((alias) => folded(alias) !== folded(row.said)));
    }
    await settle(run, row.id, 'removed');
    names.push(product?.name ?? row.sku);
  }
  const back = { tool: 'learned_words', input: { text: `${rows[0]!.said} = ${rows[0]!.sku}` } };
  return { facts: { removed: rows.length }, reply: { text: texts.removed(said, names.join(', ')) }, undo: back };
}

/** A member teaches a word herself: "le rouge = fraisier". */
async function add(run: Run, said: string, words: string): Promise<Outcome> {
  const texts = textsFor(run.language).conversation.alias;
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const { product } = theProduct(run, catalogue, words, (name) => `/alias ${said} = ${name}`);
  const named = catalogue.products.find((one) => hasName(one, said));
  if (named) throw new Refusal('conflict', texts.taken(said, named.name));
  const row = await run.trx
    .insertInto('learned_word')
    .values({
      shop_id: run.shop.id,
      word: folded(said).trim(),
      said,
      sku: product.sku,
      proposed_at: new Date(run.at),
      decided_at: null,
      decided_by: null,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'word', 'sku']).doUpdateSet({ said }))
    .returning(['id', 'said', 'sku'])
    .executeTakeFirstOrThrow();
  return learn(run, row);
}

async function setAliases(run: Run, productId: number, change: (aliases: string[]) => string[]): Promise<void> {
  await bumpCatalogue(run.trx);
  const row = await run.trx
    .selectFrom('product')
    .select('aliases')
    .where('id', '=', productId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  await run.trx
    .updateTable('product')
    .set({ aliases: JSON.stringify(change(row.aliases)) })
    .where('id', '=', productId)
    .execute();
}

async function settle(run: Run, id: number, state: 'confirmed' | 'refused' | 'removed'): Promise<void> {
  await run.trx
    .updateTable('learned_word')
    .set({
      state,
      decided_at: new Date(run.at),
      decided_by: run.actor.kind === 'member' ? run.actor.memberId : null,
    })
    .where('id', '=', id)
    .execute();
}
