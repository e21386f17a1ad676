/** Sending a paper again: in its customer's thread, or by e-mail to an address. */
import { z } from 'zod';
import { openConversation } from '../conversations/open.ts';
import { ask } from '../errands.ts';
import { Refusal } from '../errors.ts';
import type { PaperRow } from '../invoicing/issue.ts';
import { record } from '../journal.ts';
import { dayOf } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';

const ADDRESS = z.email();

/** The address in what a member typed: "mail", "mail compta@dupont.fr", "email". Null: no e-mail was meant. */
export function readMail(text: string): { to: string | null } | null {
  const found = /^(?:par |by )?(?:e-?mail|mail|courriel)(?:\s+(?:à |a |to )?(\S+))?$/iu.exec(text.trim());
  if (found) return { to: found[1] ?? null };
  return ADDRESS.safeParse(text.trim()).success ? { to: text.trim() } : null;
}

export const sendPaper = defineTool({
  name: 'send_paper',
  says: 'Sends a paper to its customer again, in the thread or by e-mail.',
  for: ['member'],
  roles: ['owner', 'manager', 'staff'],
  input: z.object({
    paper: z.int().positive(),
    way: z.enum(['thread', 'mail']),
    to: z.string().trim().max(254).optional(),
  }),
  run: async (run, input) => {
    const paper = await run.trx.selectFrom('paper').selectAll().where('id', '=', input.paper).executeTakeFirst();
    const texts = textsFor(run.language).papers.sending;
    if (!paper) throw new Refusal('not_found', texts.noPaper);
    return input.way === 'mail' ? mailPaper(run, paper, input.to ?? null) : sendInThread(run, paper);
  },
});

/** Into the conversation the paper's order came from; a quote that is open comes with its button. */
async function sendInThread(run: Run, paper: PaperRow): Promise<Outcome> {
  const texts = textsFor(run.language).papers.sending;
  const quote = await run.trx
    .selectFrom('quote')
    .select(['id', 'conversation_id', 'valid_until', 'state'])
    .where('paper_id', '=', paper.id)
    .executeTakeFirst();
  const order = await run.trx
    .selectFrom('orders')
    .select('conversation_id')
    .where('id', '=', paper.order_id ?? 0)
    .executeTakeFirst();
  const conversationId = quote ? quote.conversation_id : (order?.conversation_id ?? null);
  if (conversationId === null) throw new Refusal('wrong_state', texts.noThread(paper.number));
  const open = quote && quote.state === 'open' && quote.valid_until >= dayOf(run.at, run.shop.timezone);
  const deliver = open
    ? { to: 'quoted' as const, conversationId, quoteId: quote.id, until: quote.valid_until }
    : { to: 'again' as const, conversationId };
  await ask(run, `send:${paper.id}`, { kind: 'print_paper', paperId: paper.id, deliver });
  await record(run, 'paper.sent', paper.order_id, { number: paper.number, way: 'thread' });
  return { facts: { sent: true }, reply: { text: texts.sentInThread(paper.number) } };
}

/**
 * By e-mail to `to`, else to the address the customer is known by: from the shop's own mailbox where one is connected,
 * else by the hub's mail server. Throws Refusal without an address, or where no letter can leave.
 */
export async function mailPaper(run: Run, paper: PaperRow, to: string | null): Promise<Outcome> {
  const texts = textsFor(run.language).papers.sending;
  const address = to ?? (await addressOf(run, paper));
  if (!address) throw new Refusal('invalid', texts.noAddress(paper.number));
  if (!ADDRESS.safeParse(address).success) throw new Refusal('invalid', texts.badAddress(address));
  const mailbox = await openConversation(run, 'email', address.toLowerCase(), paper.customer_id);
  if (mailbox) {
    const deliver = { to: 'again' as const, conversationId: mailbox.id };
    await ask(run, `mail:${paper.id}:${address}`, { kind: 'print_paper', paperId: paper.id, deliver });
  } else {
    if (run.hub.facilities && !run.hub.facilities.mail) throw new Refusal('wrong_state', texts.noMailbox);
    await ask(run, `mail:${paper.id}:${address}`, { kind: 'mail_paper', paperId: paper.id, to: address });
  }
  await record(run, 'paper.sent', paper.order_id, { number: paper.number, way: 'mail', to: address });
  return { facts: { sent: true, to: address }, reply: { text: texts.mailed(paper.number, address) } };
}

async function addressOf(run: Run, paper: PaperRow): Promise<string | null> {
  if (paper.customer_id === null) return null;
  const row = await run.trx
    .selectFrom('customer')
    .select(['email', 'merged_into'])
    .where('id', '=', paper.customer_id)
    .executeTakeFirstOrThrow();
  if (row.email || row.merged_into === null) return row.email;
  const whole = await run.trx
    .selectFrom('customer')
    .select('email')
    .where('id', '=', row.merged_into)
    .executeTakeFirst();
  return whole?.email ?? null;
}
