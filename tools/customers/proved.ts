import { alert } from '../conversations/index.ts';
import type { ChannelName } from '../conversations/message.ts';
import { tellMembers } from '../conversations/say.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { customerById, customerRow, nameFor } from './find.ts';
import { join } from './join.ts';
import { areParted, askWhetherSame, withEmail } from './same.ts';

/** A name that is proved to be a customer's, and by what: the network shows it, or an answer came from it. */
export type Proof =
  | { kind: 'phone'; value: string }
  | { kind: 'email'; value: string }
  /** The provider gives both names to one account. */
  | { kind: 'account'; channel: ChannelName };

/**
 * Two customers bear the same name and it is proved of both: they become one at once, and the members read how to part
 * them. What members parted, or said to be two, stays two. The id of the one who stays.
 */
export async function joinProved(run: Run, customerId: number, others: number[], proof: Proof): Promise<number> {
  let me = customerId;
  for (const otherId of others) {
    if (otherId === me || (await areParted(run, me, otherId))) continue;
    // The older of two stays: most of what is known is known of it.
    const [keptId, goneId] = [Math.min(me, otherId), Math.max(me, otherId)];
    await join(run, keptId, goneId);
    const kept = await customerById(run, keptId);
    await tellMembers(run, `joined:${keptId}:${goneId}`, (language) => {
      const texts = textsFor(language);
      const text = texts.customers.known.joined(customerRow({ language }, kept), said(texts, proof));
      const choices = [{ id: `/separer c${keptId}`, title: texts.customers.known.part }];
      // A template has no buttons.
      const { template } = alert(run, language, `${text}\n${texts.customers.known.partHow(choices[0]!.id)}`).reply;
      return { reply: { text, template, choices } };
    });
    me = keptId;
  }
  return me;
}

function said({ customers: { known }, channels }: Texts, proof: Proof): string {
  if (proof.kind === 'phone') return known.byNumber(proof.value);
  return proof.kind === 'email' ? known.byEmail(proof.value) : known.byProvider(channels[proof.channel]);
}

/**
 * An answer came to a letter that only this address got, so the address is the customer's. Who else proved it is the same
 * person; of who only typed it the members are asked. The id of the customer, who may have become another's.
 */
export async function proveEmail(run: Run, customerId: number, email: string): Promise<number> {
  const fresh = await run.trx
    .updateTable('identity')
    .set({ proved_at: new Date(run.at) })
    .where('customer_id', '=', customerId)
    .where('kind', '=', 'email')
    .where('value', '=', email)
    .where('proved_at', 'is', null)
    .executeTakeFirst();
  if (fresh.numUpdatedRows === 0n) return customerId;
  const proved = await run.trx
    .selectFrom('identity')
    .select('customer_id')
    .distinct()
    .where('kind', '=', 'email')
    .where('value', '=', email)
    .where('proved_at', 'is not', null)
    .where('customer_id', '!=', customerId)
    .orderBy('customer_id')
    .execute();
  const ids = proved.map((row) => row.customer_id);
  const me = await joinProved(run, customerId, ids, { kind: 'email', value: email });
  const mine = await customerById(run, me);
  for (const otherId of await withEmail(run, email, me)) {
    if (ids.includes(otherId)) continue;
    const other = await customerById(run, otherId);
    await askWhetherSame(run, mine, other, ({ customers: { known } }) => known.emailProved(nameFor(mine), email));
  }
  return me;
}
