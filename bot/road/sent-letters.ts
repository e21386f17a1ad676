import { store } from '../../db/inbox.ts';
import type { Ctx, Hub } from '../../tools/context.ts';
import type { Arrival } from '../../tools/conversations/message.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import type { Run } from '../../tools/tool.ts';
import { type SentLetter, sentLetterOf } from '../channels/email/arrival.ts';
import { trackerOf } from '../channels/email/index.ts';
import type { Mail } from '../channels/email/mail.ts';
import { type Incoming, keepFiles, type MailboxOwner, TakenBack } from './letters.ts';
import { toStored } from './receive.ts';

/**
 * Stores what the shop's people sent from their own mail program. To somebody who wrote here before it is an echo in that
 * conversation, kept whole; of a letter to anybody else nothing is kept but its id, since a shop's mailbox is also used
 * for letters that are none of ours. A copy of our own letter proves that it left, and is nothing else. `also` as in
 * `takeLetters`.
 */
export async function takeSent(
  options: { hub: Hub; burstMs: number },
  owner: MailboxOwner,
  incoming: Incoming[],
  also: (run: Run) => Promise<boolean>,
): Promise<number | null> {
  const { hub, burstMs } = options;
  const shop = await shopFacts(hub, owner.shopId);
  const ctx: Ctx = {
    hub,
    shop,
    actor: { kind: 'system' },
    language: shop.language,
    cause: `sent:${owner.connectionId}`,
  };
  const read = incoming.map((one) => ({
    ...one,
    letter: sentLetterOf(one.mail, {
      address: owner.address,
      now: hub.now(),
      trackerOf: (id) => trackerOf(hub.sealer, owner.shopId, id),
      ...(one.at ? { at: one.at } : {}),
    }),
  }));
  try {
    return await inShop(ctx, async (run) => {
      if (!(await also(run))) throw new TakenBack();
      let fresh = 0;
      for (const { mail, raw, letter } of read) {
        if (letter.automatic && !letter.ours) continue;
        const arrivals = letter.ours
          ? leftOf(mail, letter, owner, run.at)
          : await echoesOf(run, owner, mail, raw, letter);
        const rows = arrivals.map((arrival) => toStored(arrival, owner, run.at, burstMs));
        await store(run.trx, owner.shopId, rows, run.at, (woken) => {
          for (const { kind, ref, dueAt } of woken) run.bells.push({ kind, ref, at: dueAt });
        });
        fresh++;
      }
      return fresh;
    });
  } catch (error) {
    if (error instanceof TakenBack) return null;
    throw error;
  }
}

/** The copy of a letter of ours: it has left, whatever our own note of the sending says. */
function leftOf(mail: Mail, letter: SentLetter, owner: MailboxOwner, now: number): Arrival[] {
  const tracker = letter.ours?.tracker;
  if (!tracker || !mail.messageId) return [];
  const what = { kind: 'status' as const, of: mail.messageId, tracker, state: 'sent' as const };
  return [{ channel: 'email', account: owner.address, externalId: letter.externalId, at: now, what, raw: null }];
}

async function echoesOf(
  run: Run,
  owner: MailboxOwner,
  mail: Mail,
  raw: Uint8Array,
  letter: SentLetter,
): Promise<Arrival[]> {
  const known = await correspondents(run, owner, letter.recipients);
  const row = await run.trx
    .insertInto('mail')
    .values({
      shop_id: owner.shopId,
      connection_id: owner.connectionId,
      external_id: letter.externalId,
      message_id: mail.messageId,
      contact: known[0] ?? null,
      subject: known.length > 0 ? mail.subject : '',
      thread: JSON.stringify(
        known.length > 0 ? [...new Set([...mail.references, ...(mail.inReplyTo ? [mail.inReplyTo] : [])])] : [],
      ),
      authentication: '{}',
      company: null,
      raw: known.length > 0 ? Buffer.from(raw) : Buffer.alloc(0),
      received_at: new Date(run.at),
      direction: 'out',
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'connection_id', 'external_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row || known.length === 0) return [];
  await keepFiles(run.trx, owner, row.id, letter);
  return known.flatMap(letter.echoes);
}

/** Those of the addresses that have a conversation in this mailbox. */
async function correspondents(run: Run, owner: MailboxOwner, addresses: string[]): Promise<string[]> {
  if (addresses.length === 0) return [];
  const rows = await run.trx
    .selectFrom('conversation')
    .select('contact')
    .where('connection_id', '=', owner.connectionId)
    .where('contact', 'in', addresses)
    .where('customer_id', 'is not', null)
    .orderBy('id')
    .execute();
  return rows.map(({ contact }) => contact);
}
