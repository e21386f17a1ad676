import { loadCatalogue } from '../catalog/catalogue.ts';
import { folded } from '../catalog/match.ts';
import type { DraftContent, DraftEvidence } from '../drafts/draft.ts';
import { Refusal } from '../errors.ts';
import { dayOf, formatDay, formatTime, timeOf } from '../language.ts';
import { withText } from '../orders/inputs.ts';
import { type OrderView, orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';

/** What members call a field, besides its name in their language. */
const ALSO: Record<string, string> = {
  jour: 'date',
  day: 'date',
  quand: 'date',
  retrait: 'fulfilment',
  mode: 'fulfilment',
  produit: 'item',
  produits: 'item',
  articles: 'item',
  quantite: 'item',
  client: 'customer_name',
  message: 'note',
};
const FIELDS = ['item', 'date', 'time', 'fulfilment', 'address', 'customer_name', 'phone', 'note'] as const;
type Field = (typeof FIELDS)[number];

/** A row of the answer: which field, what it is about (an item's name), the words, the message's time. */
type Piece = { field: Field; name: string; words: string; at: Date | null };

export const proof = defineTool({
  name: 'show_evidence',
  says: "Shows which of the customer's words made each field of an order.",
  for: ['member'],
  input: withText,
  command: {
    words: ['preuve', 'proof', 'why'],
    takes: 'order_and_text',
    example: '156 [date]',
    help: {
      fr: 'les mots du client derrière la commande, ou un de ses champs',
      en: "the customer's words behind an order, or one of its fields",
      ar: 'كلمات الزبون وراء الطلب أو أحد حقوله',
    },
    slashless: true,
  },
  run: async (run, input): Promise<Outcome> => {
    const view = await orderByShort(run, input.order);
    const texts = textsFor(run.language).conversation.proof;
    const all = await piecesOf(run, view);
    const changes = await memberChanges(run, view.order.id);
    if (all.length === 0) {
      const text = [texts.none(input.order), ...changes].join('\n');
      return { facts: { order: input.order, pieces: 0 }, reply: { text } };
    }
    const pieces = input.text ? all.filter((piece) => isMeant(run, piece, input.text)) : all;
    if (pieces.length === 0) {
      const known = [...new Set(all.map((piece) => texts.fields[piece.field]))].join(', ');
      throw new Refusal('not_found', texts.noField(input.text, known));
    }
    const rows = pieces.map((piece) =>
      piece.at ? texts.row(piece.name, piece.words, whenSaid(run, piece.at)) : texts.cart(piece.name, piece.words),
    );
    return {
      facts: { order: input.order, pieces: pieces.length },
      reply: { text: [texts.title(input.order), ...rows, ...changes].join('\n') },
    };
  },
});

function isMeant(run: Run, piece: Piece, asked: string): boolean {
  const word = folded(asked).trim();
  const label = folded(textsFor(run.language).conversation.proof.fields[piece.field]);
  return word === label || ALSO[word] === piece.field || word === piece.field || folded(piece.name).includes(word);
}

/** The pieces of an order's own draft and of the changes that were applied, items first, then one row a field. */
async function piecesOf(run: Run, view: OrderView): Promise<Piece[]> {
  const evidence = await evidenceOf(run, view);
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const productOf = (sku: string) => catalogue.find(sku)?.product.sku ?? sku;
  const times = await timesOf(run, evidence);
  const texts = textsFor(run.language).conversation.proof;
  const toPiece = (field: Field, name: string, piece: DraftEvidence): Piece => ({
    field,
    name,
    words: piece.words,
    at: times.get(piece.message ?? '') ?? null,
  });
  const items = view.lines.flatMap((line) =>
    evidence
      .filter((piece) => piece.field === 'item' && piece.sku && productOf(piece.sku) === productOf(line.sku))
      .map((piece) => toPiece('item', line.name, piece)),
  );
  const others = FIELDS.flatMap((field) => {
    const last = field === 'item' ? undefined : evidence.findLast((piece) => piece.field === field);
    return last ? [toPiece(field, texts.fields[field], last)] : [];
  });
  return [...items, ...others];
}

async function evidenceOf(run: Run, view: OrderView): Promise<DraftEvidence[]> {
  const drafts = await run.trx
    .selectFrom('draft')
    .leftJoin('change_request', 'change_request.draft_id', 'draft.id')
    .select(['draft.id', 'draft.content', 'change_request.state'])
    .where((eb) =>
      eb.or([
        ...(view.order.draft_id === null ? [] : [eb('draft.id', '=', view.order.draft_id)]),
        eb('draft.changes_order_id', '=', view.order.id),
      ]),
    )
    .where('draft.state', '=', 'placed')
    .orderBy('draft.id')
    .execute();
  return drafts
    .filter((draft) => draft.state === null || draft.state === 'applied')
    .flatMap((draft) => (draft.content as Partial<DraftContent>).evidence ?? []);
}

async function timesOf(run: Run, evidence: DraftEvidence[]): Promise<Map<string, Date>> {
  const ids = [...new Set(evidence.flatMap((piece) => Number(piece.message) || []))];
  if (ids.length === 0) return new Map();
  const rows = await run.trx.selectFrom('message').select(['id', 'at']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [String(row.id), row.at]));
}

/** What members changed since: their own words are in no message of the customer. */
async function memberChanges(run: Run, orderId: number): Promise<string[]> {
  const rows = await run.trx
    .selectFrom('journal')
    .select(['actor', 'at'])
    .where('order_id', '=', orderId)
    .where('event', '=', 'order.changed')
    .orderBy('id')
    .execute();
  const texts = textsFor(run.language).conversation.proof;
  return rows.flatMap((row) => {
    const actor = row.actor as { kind?: string; name?: string };
    return actor.kind === 'member' ? [texts.byMember(actor.name ?? '?', whenSaid(run, row.at))] : [];
  });
}

function whenSaid(run: Run, at: Date): string {
  const { timezone } = run.shop;
  return textsFor(run.language).at(
    formatDay(dayOf(at.getTime(), timezone), run.language),
    formatTime(timeOf(at.getTime(), timezone), run.language),
  );
}
