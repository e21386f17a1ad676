import { openConversation } from '../conversations/open.ts';
import { toE164 } from '../customers/phone.ts';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

/** Who an order is for. `isNew`: nobody of that phone or name was known. */
export type Orderer = { id: number; name: string | null; phone: string | null; isNew: boolean };

/**
 * The customer a member names: by phone, else by name (a first name is enough when only one has it). Made when there is
 * none. Throws Refusal when several have the name, or the phone is none.
 */
export async function findOrderer(
  run: Run,
  given: { name?: string | undefined; phone?: string | undefined },
): Promise<Orderer> {
  const texts = textsFor(run.language).orders;
  const phone = given.phone ? phoneOf(run, given.phone) : null;
  if (phone) {
    const known = await byPhone(run, phone, given.name ?? null);
    return known ?? create(run, given.name ?? null, phone);
  }
  if (!given.name) throw new Refusal('invalid', `${texts.askWho}\n${texts.retype}`);
  const named = await customersNamed(run, given.name);
  if (named.length > 1) {
    const names = named.slice(0, 4).map((one) => `${one.name}${one.phone ? ` (${one.phone})` : ''}`);
    throw new Refusal('invalid', `${texts.whichCustomer(given.name, names.join(', '))}\n${texts.retype}`);
  }
  return named[0] ? { ...named[0], isNew: false } : create(run, given.name, null);
}

function phoneOf(run: Run, text: string): string {
  const country = run.shop.settings.legal.address?.country ?? (run.shop.currency === 'TND' ? 'TN' : 'FR');
  try {
    return toE164(text.replace(/^00/, '+'), country);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const texts = textsFor(run.language).orders;
    throw new Refusal('invalid', `${texts.badPhone(text)}\n${texts.retype}`);
  }
}

async function byPhone(run: Run, phone: string, name: string | null): Promise<Orderer | null> {
  const known = await run.trx
    .selectFrom('customer')
    .select(['id', 'name', 'phone'])
    .where((eb) =>
      eb.or([
        eb('phone', '=', phone),
        // One of two customers who became one keeps the other's number as a name of theirs.
        eb(
          'id',
          'in',
          eb
            .selectFrom('identity')
            .select('customer_id')
            .where('kind', '=', 'phone')
            .where('value', 'in', [phone, phone.replace('+', '')]),
        ),
      ]),
    )
    .where('merged_into', 'is', null)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!known) return null;
  if (known.name !== null || name === null) return { ...known, isNew: false };
  await run.trx.updateTable('customer').set({ name }).where('id', '=', known.id).execute();
  return { ...known, name, isNew: false };
}

async function create(run: Run, name: string | null, phone: string | null): Promise<Orderer> {
  const { id } = await run.trx
    .insertInto('customer')
    .values({ shop_id: run.shop.id, name, phone, email: null, address: null, language: null, note: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, name, phone, isNew: true };
}

/** The most customers a name is compared with. */
const MOST_COMPARED = 5_000;

/** Customers of that full name; else, and for a first name alone, those with all its words in theirs. Case, accents and titles do not matter. */
export async function customersNamed(
  run: Run,
  name: string,
): Promise<{ id: number; name: string; phone: string | null }[]> {
  const wanted = wordsOf(name);
  if (wanted.length === 0) return [];
  const rows = await run.trx
    .selectFrom('customer')
    .select(['id', 'name', 'phone'])
    .where('name', 'is not', null)
    .where('merged_into', 'is', null)
    .orderBy('id', 'desc')
    .limit(MOST_COMPARED)
    .execute();
  const named = rows.flatMap((row) => (row.name ? [{ ...row, name: row.name, words: wordsOf(row.name) }] : []));
  const same = named.filter((row) => row.words.join(' ') === wanted.join(' '));
  // A first name alone may be anybody's who has it, also where one is written down by nothing else.
  const exact = wanted.length > 1 && same.length > 0;
  const found = exact ? same : named.filter((row) => wanted.every((word) => row.words.includes(word)));
  return found.map(({ id, name: full, phone }) => ({ id, name: full, phone }));
}

const TITLES = new Set(['m', 'mr', 'mme', 'mlle', 'madame', 'monsieur', 'mademoiselle', 'mrs', 'ms', 'miss']);

function wordsOf(name: string): string[] {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const untitled = words.filter((word) => !TITLES.has(word));
  return untitled.length > 0 ? untitled : words;
}

/**
 * The conversation in which a customer can be written to: the one they last wrote in, else a new one to their phone on
 * the shop's WhatsApp (it opens with a template). Null: none.
 */
export async function conversationWith(run: Run, orderer: Orderer): Promise<number | null> {
  const known = await run.trx
    .selectFrom('conversation')
    .innerJoin('connection', 'connection.id', 'conversation.connection_id')
    .select('conversation.id')
    .where('conversation.customer_id', '=', orderer.id)
    .where('conversation.member_id', 'is', null)
    .where('connection.state', '!=', 'off')
    .orderBy('conversation.last_inbound_at', (order) => order.desc().nullsLast())
    .orderBy('conversation.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (known) return known.id;
  return orderer.phone ? openByPhone(run, orderer.id, orderer.phone) : null;
}

async function openByPhone(run: Run, customerId: number, phone: string): Promise<number | null> {
  const opened = await openConversation(run, 'whatsapp', phone.replace(/^\+/, ''), customerId);
  // The number is a member's own, or somebody else's by now: then it is not where this customer reads.
  return opened?.isNew ? opened.id : null;
}
