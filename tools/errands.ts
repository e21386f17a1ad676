import { type RawBuilder, sql } from 'kysely';
import { gather, type LastStatement } from '../db/connection.ts';
import type { Gathering } from '../db/gathered.ts';
import { prepared } from '../db/prepared.ts';
import { wakeEach } from '../db/work.ts';
import type { Language, Role } from './context.ts';
import type { Contact, MediaKind } from './conversations/message.ts';
import type { ProviderName } from './payments/providers/provider.ts';
import type { Run } from './tool.ts';

/** The errand that every message with a file begins, in the statement that stores it. */
export const KEEP_FILE = 'keep_file';

/** Work the outside must do first: its result comes back through a transaction of its own. */
export type ErrandPayload =
  /** Print a paper, keep the file, and hand it over. */
  | { kind: 'print_paper'; paperId: number; deliver: PaperDelivery }
  /** Send a paper as a letter by the hub's mail server, for a shop without a mailbox of its own. `failed`: why it never left. */
  | { kind: 'mail_paper'; paperId: number; to: string; failed?: string }
  /** Issue an invoice that could not be issued in the transaction that called for it. */
  | { kind: 'issue_invoice'; orderId: number; deliver: PaperDelivery }
  /** Issue the invoices of an order that waited for what the law wants on them. */
  | { kind: 'issue_owed'; orderId: number }
  /** Draw a chart of some calendar days and put it into a member's thread. */
  | {
      kind: 'draw_chart';
      title: string;
      days: string[];
      money: boolean;
      language: Language;
      conversationId: number;
    }
  /** Show the members a card that nobody answered once more; the second time by e-mail. */
  | { kind: 'remind_card'; orderId: number; version: number; round: 1 | 2 }
  /** Print a day's production sheet and put it into a member's thread. */
  | { kind: 'print_production'; day: string; language: Language; conversationId: number }
  /** Ask the provider to give a payment back. */
  | { kind: 'refund_payment'; refundId: number }
  /** Read at the provider's what was given back of a payment. */
  | { kind: 'read_refunds'; provider: ProviderName; payment: string; again?: number }
  /** Read at the provider's what became of a session, and collect what the customer agreed to. */
  | { kind: 'look_at_session'; sessionId: number; again: number }
  /** Close a provider's page on which nothing is to be paid any more. */
  | { kind: 'close_session'; sessionId: number }
  /** Compare a provider's own list with our books. */
  | { kind: 'reconcile'; reconciliationId: number }
  /** Fetch the picture a member sent, keep it as a product's photo, and say so in her thread. */
  | { kind: 'keep_photo'; productId: number; conversationId: number; ref: { id?: string; url?: string } }
  /** Fetch what a caller said, keep it, and put it where it is answered. `at`: when it was said, milliseconds. */
  | { kind: 'fetch_recording'; account: string; contact: Contact; recording: string; at: number }
  /** Fetch the file of a message that was just stored, while its provider has it, and keep it beside the message. */
  | { kind: typeof KEEP_FILE; messageId: number }
  /** Show a file that came with a message to the members, fetching it where that was not done yet. */
  | {
      kind: 'fetch_attachment';
      messageId: number;
      conversationId: number;
      ref: { id?: string; url?: string };
      media: MediaKind;
      mime?: string;
      filename?: string;
      caption?: string;
    }
  /** Show the lines read on a photographed page, one card each, with its part of the picture. */
  | {
      kind: 'show_page';
      pageId: number;
      conversationId: number;
      memberId: number;
      role: Role;
      language: Language;
    }
  /** Fetch an order of a marketplace as it is now. */
  | { kind: 'fetch_market_order'; account: string; order: string }
  /** Read what changed on a marketplace since then, milliseconds. `first`: it was never read. */
  | { kind: 'poll_market'; connectionId: number; account: string; since: number; first: boolean }
  /** Tell a marketplace that an order is ready to leave. */
  | { kind: 'tell_market'; orderId: number }
  /** Hand an invoice to the approved platform. */
  | { kind: 'send_to_platform'; flowId: number }
  /** Hand a report of sales to consumers to the approved platform. */
  | { kind: 'send_report'; reportId: number }
  /** Read what the approved platform said since then, milliseconds. */
  | { kind: 'poll_platform'; since: number }
  /** Send by e-mail what could not leave in its thread. */
  | { kind: 'mail'; to: string; subject: string; text: string };

/**
 * To whom a printed paper goes. `paidAmount`, `refunded`, `rest` (still to pay after it): the one message that thanks for a payment, or tells that money
 * went back, carries it.
 */
export type PaperDelivery =
  | { to: 'customer'; paidAmount?: number; refunded?: number; rest?: number }
  | { to: 'thread'; conversationId: number }
  /** To a conversation of a customer's, once more. */
  | { to: 'again'; conversationId: number }
  /** A quote goes to the customer's conversation with the button that accepts it. */
  | { to: 'quoted'; conversationId: number; quoteId: number; until: string };

/**
 * Asks for an errand in the transaction that needs it; the same (kind, key of the cause) is asked once. It is run at
 * `dueAt` (milliseconds), else at once.
 */
export async function ask(run: Run, key: string, payload: ErrandPayload, dueAt?: number): Promise<void> {
  await gather(run.trx, ERRANDS, { run, cause: `${run.cause}:${key}`, payload, dueAt });
}

type Asked = { shop: number; kind: string; cause: string; payload: string; at: Date; dueAt: Date };

type Printing = Extract<ErrandPayload, { kind: 'print_paper' }>;

const asked = (payloadOf: (payload: string) => RawBuilder<unknown>) =>
  prepared(
    (_, { shop, kind, cause, payload, at, dueAt }: Asked) => sql<{ ref: string }>`
    with asked as (
      insert into errand (shop_id, kind, cause, payload, created_at)
      values (${shop}, ${kind}, ${cause}, ${payloadOf(payload)}, ${at})
      on conflict (shop_id, kind, cause) do nothing
      returning id
    ) ${wakeEach(shop, 'errand', sql`select id::text as ref from asked`, at, dueAt)}`,
  );
const ASKED = asked((payload) => sql`${payload}::jsonb`);
const ASKED_PRINT = asked(
  (payload) => sql`${payload}::jsonb || jsonb_build_object('paperId', currval('paper_id_seq'))`,
);

/**
 * Asks to print the paper that the statement before this one keeps, for a part that leaves with the commit: its id is
 * known to the database alone until then.
 */
export function askingPrint(run: Run, key: string, deliver: PaperDelivery): LastStatement {
  return written(
    { run, cause: `${run.cause}:${key}`, payload: { kind: 'print_paper', deliver }, dueAt: undefined },
    ASKED_PRINT,
  );
}

type Ask<Payload> = { run: Run; cause: string; payload: Payload; dueAt: number | undefined };

function written({ run, cause, payload, dueAt }: Ask<ErrandPayload | Omit<Printing, 'paperId'>>, statement = ASKED) {
  const { shop, at, bells } = run;
  const values = { shop: shop.id, kind: payload.kind, cause, payload: JSON.stringify(payload), at: new Date(at) };
  const query = statement({ ...values, dueAt: new Date(dueAt ?? at) });
  const answered = (rows: { ref: string }[]) => {
    for (const { ref } of rows) bells.push({ kind: 'errand', ref, ...(dueAt === undefined ? {} : { at: dueAt }) });
  };
  return { query, answered };
}

const ERRANDS: Gathering<Ask<ErrandPayload>> = {
  tables: ['errand', 'work'],
  write: (asks) => asks.map((one) => written(one)),
};
