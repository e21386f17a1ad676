import { z } from 'zod';
import { loadCatalogue } from '../catalog/catalogue.ts';
import { priceLine } from '../catalog/prices.ts';
import { tellMembers } from '../conversations/say.ts';
import { endStory, openDraft } from '../drafts/draft.ts';
import { questionFor } from '../drafts/question.ts';
import { stillMissing } from '../drafts/sold-out.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { orderBody, orderWhere, summary, whoOrdered } from '../orders/cards.ts';
import { insertOrder } from '../orders/place.ts';
import { type OrderView, withLines } from '../orders/read.ts';
import { remindLater } from '../orders/remind.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';

/** A quote can be priced without a day or an address; without these nothing can be priced. */
const NEEDED: ReadonlySet<string> = new Set(['lines', 'product', 'variant', 'quantity']);

/**
 * A customer wants a quote before ordering: what is drafted becomes a waiting order, and its card offers the members to
 * send the quote. The price is only said by the quote, which a member sends.
 */
export const askQuote = defineTool({
  name: 'ask_quote',
  says: 'Passes the draft on to the shop as a request for a quote. Nothing is ordered until the customer accepts the quote.',
  for: ['customer'],
  input: z.object({}),
  run: async (run) => {
    const texts = textsFor(run.language);
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', texts.refusals.notAllowed([]));
    const { conversationId, customerId } = run.actor;
    const draft = await openDraft(run, conversationId, true);
    if (!draft) throw new Refusal('wrong_state', texts.refusals.emptyDraft);
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const missing = stillMissing(draft.content, catalogue, run);
    if (missing && NEEDED.has(missing.kind))
      return { facts: { placed: false, missing: missing.kind }, reply: questionFor(missing, run) };
    const lines = draft.content.lines.map(
      (line) => priceLine(catalogue, { sku: line.sku!, qty: line.qty!, options: line.options })!,
    );
    const { channel } = await run.trx
      .selectFrom('conversation')
      .select('channel')
      .where('id', '=', conversationId)
      .executeTakeFirstOrThrow();
    // A day that may be misread, or is over, is not put on paper.
    const date = missing?.kind === 'date_doubtful' || missing?.kind === 'date_past' ? null : draft.content.date;
    const content = { ...draft.content, date };
    const order = await insertOrder(run, { content, lines, customerId, conversationId, channel, draftId: draft.id });
    await run.trx
      .updateTable('draft')
      .set({ state: 'placed', updated_at: new Date(run.at) })
      .where('id', '=', draft.id)
      .execute();
    await endStory(run, conversationId);
    const view = await withLines(run.trx, order);
    await record(run, 'order.placed', order.id, { short: order.short, total: order.total });
    await cardToMembers(run, view, conversationId);
    await remindLater(run, order);
    const text = [texts.email.quoteAsked(run.shop.name, order.short), summary(view, run.language)].join('\n');
    return { facts: { order: order.short, status: 'pending', passedOn: true }, reply: { text } };
  },
});

async function cardToMembers(run: Run, view: OrderView, conversationId: number): Promise<void> {
  const { short, version } = view.order;
  const company = await companyOf(run, conversationId);
  await tellMembers(run, `quote_asked:${view.order.id}`, (language) => {
    const texts = textsFor(language);
    const reader = { ...run, language };
    const rows = [
      texts.email.quoteWanted(short, whoOrdered(view, language)),
      orderBody(view, reader),
      orderWhere(view, language),
      ...(company ? [texts.email.signedBy(company)] : []),
      // A template has no buttons.
      texts.email.toSendQuote(short),
    ];
    const text = rows.filter((row) => row !== '').join('\n');
    return {
      reply: {
        text,
        choices: [
          { id: `/devis ${short}`, title: texts.email.sendQuote },
          { id: `/modifier ${short} v${version}`, title: texts.member.modify },
          { id: `/ignorer ${short} v${version}`, title: texts.member.ignore },
        ],
        template: { name: 'alert', language, params: [run.shop.name, text] },
      },
      about: { orderId: view.order.id, version },
    };
  });
}

const companySchema = z.object({
  company: z.string().optional(),
  siret: z.string().optional(),
  vatNumber: z.string().optional(),
  phone: z.string().optional(),
});

/** What the signature of the customer's last letters says of a company, on one row: anybody can write it. */
async function companyOf(run: Run, conversationId: number): Promise<string | null> {
  const row = await run.trx
    .selectFrom('mail')
    .innerJoin('conversation', (join) =>
      join
        .onRef('conversation.connection_id', '=', 'mail.connection_id')
        .onRef('conversation.contact', '=', 'mail.contact'),
    )
    .select('mail.company')
    .where('conversation.id', '=', conversationId)
    .where('mail.company', 'is not', null)
    .orderBy('mail.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const parsed = companySchema.safeParse(row?.company);
  if (!parsed.success) return null;
  const { company, siret, vatNumber, phone } = parsed.data;
  return [company, siret && `SIRET ${siret}`, vatNumber, phone].filter(Boolean).join(', ') || null;
}
