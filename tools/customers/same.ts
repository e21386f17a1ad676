import { sql } from 'kysely';
import { z } from 'zod';
import { folded } from '../catalog/match.ts';
import type { Ctx } from '../context.ts';
import { alert } from '../conversations/index.ts';
import { tellMembers } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { inShop } from '../perform.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { type CustomerSeen, customerById, customerRow, findCustomers, nameFor } from './find.ts';
import { part } from './join.ts';

const typed = z.object({ text: z.string().max(500).default('') });

/** Takes a merge back: each of the two is as before, with what is theirs. */
export const partCustomers = defineTool({
  name: 'part_customers',
  says: 'Takes the last merge of a customer back: two customers again, each with their own.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: typed,
  command: {
    words: ['separer', 'split'],
    takes: 'text',
    example: 'Marie 0612345678',
    help: {
      fr: 'sépare deux fiches réunies par erreur',
      en: 'parts two customers merged by mistake',
      ar: 'فصل بطاقتين دُمجتا خطأ',
    },
    slashless: false,
  },
  run: async (run, { text }) => {
    const texts = textsFor(run.language).customers;
    if (!text.trim()) throw new Refusal('invalid', texts.who('/separer Marie'));
    const [kept, ...others] = await findCustomers(run, text);
    if (!kept) throw new Refusal('not_found', texts.nobody(text));
    if (others.length > 0)
      throw new Refusal(
        'invalid',
        texts.several(
          text,
          [kept, ...others]
            .slice(0, 8)
            .map((one) => `/separer c${one.id} — ${customerRow(run, one)}`)
            .join('\n'),
        ),
      );
    const backId = await part(run, kept.id);
    const [one, other] = [await customerById(run, kept.id), await customerById(run, backId)];
    return {
      facts: { kept: kept.id, back: backId },
      reply: { text: texts.parted(customerRow(run, one), customerRow(run, other)) },
    };
  },
});

/** A member says that two are not one: not asked again. */
export const differentCustomers = defineTool({
  name: 'different_customers',
  says: 'Says that two customers with the same name and number are two people.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: typed,
  command: {
    words: ['distincts', 'distinct'],
    takes: 'text',
    example: 'c12, c34',
    help: {
      fr: 'dit que deux fiches sont deux personnes',
      en: 'says that two customers are two people',
      ar: 'تأكيد أن بطاقتين لشخصين مختلفين',
    },
    slashless: false,
  },
  run: async (run, { text }) => {
    const texts = textsFor(run.language).customers;
    const ids = [...text.matchAll(/c(\d{1,15})/gi)].map(([, id]) => Number(id)).sort((a, b) => a - b);
    const [one, other] = ids;
    if (one === undefined || other === undefined) throw new Refusal('invalid', texts.mergeHow('/distincts c12, c34'));
    await run.trx
      .updateTable('same_customer')
      .set({ declined_at: new Date(run.at) })
      .where('one_id', '=', one)
      .where('other_id', '=', other)
      .execute();
    return { facts: { different: ids }, reply: { text: texts.different } };
  },
});

/**
 * A customer gave a name and a number, or an e-mail address, that another one has: the members are asked, once for each
 * pair, whether they are one. Nothing of either is shown to the other: what somebody types proves nothing.
 */
export async function suggestSame(
  ctx: Ctx,
  given: { customerId: number; phone: string | null; email: string | null; name: string | null; channel: string },
): Promise<void> {
  await inShop(ctx, async (run) => {
    const me = await customerById(run, given.customerId);
    const name = given.name ?? me.name;
    const { phone, email } = given;
    if (phone && name) {
      for (const otherId of await withPhone(run, phone, me.id)) {
        const other = await customerById(run, otherId);
        if (!other.name || !sharesName(name, other.name)) continue;
        await askWhetherSame(run, me, other, ({ customers, channels }) =>
          customers.sameTyped(name, channels[given.channel as keyof typeof channels] ?? given.channel, phone),
        );
      }
    }
    if (!email) return;
    for (const otherId of await withEmail(run, email, me.id)) {
      const other = await customerById(run, otherId);
      await askWhetherSame(run, me, other, ({ customers: { known }, channels }) =>
        known.emailGiven(name ?? nameFor(me), channels[given.channel as keyof typeof channels] ?? given.channel, email),
      );
    }
  });
}

/**
 * Asks the members whether two customers are one, once for each pair; `how`: the one who has just shown it, as a row.
 * What they said no to, or parted, is not asked again.
 */
export async function askWhetherSame(
  run: Run,
  me: CustomerSeen,
  other: CustomerSeen,
  how: (texts: Texts) => string,
): Promise<void> {
  if (await areParted(run, me.id, other.id)) return;
  const [one_id, other_id] = [Math.min(me.id, other.id), Math.max(me.id, other.id)];
  const asked = await run.trx
    .insertInto('same_customer')
    .values({ shop_id: run.shop.id, one_id, other_id, asked_at: new Date(run.at), declined_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (asked.numInsertedOrUpdatedRows === 0n) return;
  // The older of two stays: most of what is known is known of it.
  const [kept, gone] = me.id === one_id ? [me, other] : [other, me];
  await tellMembers(run, `same:${one_id}:${other_id}`, (language) => {
    const texts = textsFor(language);
    const text = texts.customers.samePerson(nameFor(other), customerRow({ language }, other), how(texts));
    const choices = [
      { id: `/fusionner c${kept.id}, c${gone.id} oui`, title: texts.customers.sameYes },
      { id: `/distincts c${kept.id}, c${gone.id}`, title: texts.customers.sameNo },
    ];
    return { reply: { ...alert(run, language, text).reply, choices } };
  });
}

/** Whether members said of two customers that they are two: by a word, or by parting them. */
export async function areParted(run: Run, one: number, other: number): Promise<boolean> {
  const pair = [one, other];
  const { rows } = await sql<{ no: boolean }>`select exists (
      select from same_customer where one_id in (${sql.join(pair)}) and other_id in (${sql.join(pair)})
        and declined_at is not null)
    or exists (select from customer_merge where kept_id in (${sql.join(pair)}) and gone_id in (${sql.join(pair)})
        and parted_at is not null) as no`.execute(run.trx);
  return rows[0]?.no ?? false;
}

/** The other customers with that address, typed or written from. */
export function withEmail(run: Run, email: string, not: number): Promise<number[]> {
  return othersWith(run, 'email', email, not);
}

/** The other customers with that number, typed or proved. */
function withPhone(run: Run, phone: string, not: number): Promise<number[]> {
  return othersWith(run, 'phone', phone, not);
}

async function othersWith(run: Run, kind: 'email' | 'phone', value: string, not: number): Promise<number[]> {
  const rows = await run.trx
    .selectFrom('customer')
    .select('id')
    .where('merged_into', 'is', null)
    .where('id', '!=', not)
    .where((eb) =>
      eb.or([
        kind === 'email' ? eb(sql`lower(email)`, '=', value) : eb('phone', '=', value),
        eb(
          'id',
          'in',
          eb.selectFrom('identity').select('customer_id').where('kind', '=', kind).where('value', '=', value),
        ),
      ]),
    )
    .orderBy('id')
    .limit(3)
    .execute();
  return rows.map(({ id }) => id);
}

/** One word of the shorter name in the other, accents and case apart: "Marie" and "Marie Lefebvre". */
function sharesName(one: string, other: string): boolean {
  const words = (name: string) => folded(name).match(/\p{L}{2,}/gu) ?? [];
  const [a, b] = [words(one), new Set(words(other))];
  return a.some((word) => b.has(word));
}
