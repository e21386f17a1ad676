import { store } from '../../db/inbox.ts';
import { forShop, type Trx } from '../../db/shop.ts';
import type { Ctx, Hub } from '../../tools/context.ts';
import { alert } from '../../tools/conversations/index.ts';
import type { Arrival } from '../../tools/conversations/message.ts';
import { tellMembers } from '../../tools/conversations/say.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { type Letter, letterOf } from '../channels/email/arrival.ts';
import { authenticationOf } from '../channels/email/automatic.ts';
import { trackerOf } from '../channels/email/index.ts';
import { clean, type Mail } from '../channels/email/mail.ts';
import { type Owner, toStored } from './receive.ts';

/**
 * A letter on its way in: how it reads, how it came, and when it reached the mailbox (milliseconds), where known.
 * `tooLarge`: only its header was taken.
 */
export type Incoming = { mail: Mail; raw: Uint8Array; at?: number; tooLarge?: boolean };

/** The mailbox that letters came to. */
export type MailboxOwner = Owner & { address: string };

/** Two machines that answer each other write more than any person: from this many letters an hour on nobody answers. */
const MOST_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/**
 * Stores letters as what they mean, with their files and as they came, in one transaction; a letter that is known (by
 * its Message-ID) is left alone. `also` runs in that transaction: false takes everything back, and the answer is null.
 * Else the number of letters that were new.
 */
export async function takeLetters(
  options: { hub: Hub; burstMs: number },
  owner: MailboxOwner,
  incoming: Incoming[],
  also: (run: Run) => Promise<boolean> = async () => true,
): Promise<number | null> {
  const { hub, burstMs } = options;
  const shop = await shopFacts(hub, owner.shopId);
  const ctx: Ctx = {
    hub,
    shop,
    actor: { kind: 'system' },
    language: shop.language,
    cause: `mail:${owner.connectionId}`,
  };
  const known = (id: string) => trackerOf(hub.sealer, owner.shopId, id);
  const read = incoming.map((one) => ({
    ...one,
    letter: letterOf(one.mail, {
      address: owner.address,
      now: hub.now(),
      trackerOf: known,
      ...(one.at ? { at: one.at } : {}),
    }),
  }));
  try {
    return await inShop(ctx, async (run) => {
      if (!(await also(run))) throw new TakenBack();
      let fresh = 0;
      for (const one of read) {
        const mailId = await keep(run, owner, one);
        if (mailId === null) continue;
        fresh++;
        await keepFiles(run.trx, owner, mailId, one.letter);
        if (one.tooLarge) await tellOfSize(run, mailId, one.mail);
        const arrivals = await admitted(run, owner, one.letter);
        const rows = arrivals.map((arrival) => toStored(arrival, owner, run.at, burstMs));
        await store(run.trx, owner.shopId, rows, run.at, (woken) => {
          for (const { kind, ref, dueAt } of woken) run.bells.push({ kind, ref, at: dueAt });
        });
      }
      return fresh;
    });
  } catch (error) {
    if (error instanceof TakenBack) return null;
    throw error;
  }
}

/** Rolls a transaction back that nobody need hear of. */
export class TakenBack extends Error {}

async function keep(run: Run, owner: MailboxOwner, { mail, raw, letter }: Incoming & { letter: Letter }) {
  const row = await run.trx
    .insertInto('mail')
    .values({
      shop_id: owner.shopId,
      connection_id: owner.connectionId,
      external_id: letter.externalId,
      message_id: mail.messageId,
      contact: letter.arrivals.find((one) => one.contact)?.contact?.id ?? null,
      subject: mail.subject,
      thread: JSON.stringify([...new Set([...mail.references, ...(mail.inReplyTo ? [mail.inReplyTo] : [])])]),
      authentication: JSON.stringify(authenticationOf(mail)),
      company: letter.company && JSON.stringify(letter.company),
      raw: Buffer.from(raw),
      received_at: new Date(run.at),
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'connection_id', 'external_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Keeps a letter's files beside it, each under the id its message refers to. */
export async function keepFiles(
  trx: Trx,
  owner: MailboxOwner,
  mailId: number,
  { files }: Pick<Letter, 'files'>,
): Promise<void> {
  if (files.length === 0) return;
  const rows = files.map(({ ref, part }) => ({
    shop_id: owner.shopId,
    connection_id: owner.connectionId,
    ref,
    mail_id: mailId,
    filename: part.filename,
    mime: clean(part.mime),
    bytes: Buffer.from(part.bytes),
  }));
  await trx
    .insertInto('mail_file')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function tellOfSize(run: Run, mailId: number, { from }: Mail): Promise<void> {
  await tellMembers(run, `large:${mailId}`, (language) => {
    const texts = textsFor(language);
    return alert(run, language, texts.email.tooLarge(from?.name ?? from?.address ?? texts.member.unnamed));
  });
}

/** What the letter means here: proved by what it answers, and answered by nobody when its sender does not stop. */
async function admitted(run: Run, owner: MailboxOwner, letter: Letter): Promise<Arrival[]> {
  const contact = letter.arrivals.find((one) => one.contact)?.contact;
  if (!contact) return letter.arrivals;
  const since = new Date(run.at - HOUR_MS);
  const { count } = await run.trx
    .selectFrom('mail')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('connection_id', '=', owner.connectionId)
    .where('contact', '=', contact.id)
    .where('direction', '=', 'in')
    .where('received_at', '>', since)
    .executeTakeFirstOrThrow();
  if (Number(count) > MOST_AN_HOUR) {
    await tellMembers(run, `loop:${contact.id}:${Math.floor(run.at / (6 * HOUR_MS))}`, (language) =>
      alert(run, language, textsFor(language).email.looping(contact.name ?? contact.id)),
    );
    return letter.arrivals.slice(0, 1).map(({ contact: _contact, ...one }) => ({
      ...one,
      what: { kind: 'other', what: `not answered: more than ${MOST_AN_HOUR} letters an hour from ${contact.id}` },
    }));
  }
  const proved = await isProved(run, owner, contact.id, letter.answers);
  const hers = await answersPerson(run, owner, letter.answers[0]);
  return letter.arrivals.map((one) => ({
    ...one,
    contact: proved ? { ...contact, verifiedEmail: contact.id } : contact,
    ...(hers ? { toPerson: true as const } : {}),
  }));
}

/** Whether the letter it answers was written by a person of the shop in her own mail program. */
async function answersPerson(run: Run, owner: MailboxOwner, answered: string | undefined): Promise<boolean> {
  if (!answered) return false;
  const row = await run.trx
    .selectFrom('mail')
    .select('id')
    .where('connection_id', '=', owner.connectionId)
    .where('message_id', '=', answered)
    .where('direction', '=', 'out')
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the letter answers one of ours that went to this very address, whose Message-ID nobody can guess. */
async function isProved(run: Run, owner: MailboxOwner, address: string, answers: string[]): Promise<boolean> {
  const ours = answers.flatMap((id) => trackerOf(run.hub.sealer, owner.shopId, id) ?? []).map(Number);
  if (ours.length === 0) return false;
  const row = await run.trx
    .selectFrom('outgoing')
    .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
    .select('outgoing.id')
    .where('outgoing.id', 'in', ours)
    .where('conversation.connection_id', '=', owner.connectionId)
    .where('conversation.contact', '=', address)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The kept file of a letter; null when there is none. */
export async function mailFile(
  hub: Hub,
  shopId: number,
  connectionId: number,
  ref: string,
): Promise<{ bytes: Uint8Array; mime: string } | null> {
  const row = await forShop(hub.database, shopId, (trx) =>
    trx
      .selectFrom('mail_file')
      .select(['bytes', 'mime'])
      .where('connection_id', '=', connectionId)
      .where('ref', '=', ref)
      .executeTakeFirst(),
  );
  return row ?? null;
}
