import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { digest } from '../sealing.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';

/** A code may be tried by anyone who writes to the shop; six digits need a small number of chances. */
const CODE_TTL_MS = 24 * 3_600_000;
const MOST_TRIES_AN_HOUR = 5;

export const linkAccount = defineTool({
  name: 'link_account',
  says: 'Links this account to a member with a one-time code.',
  for: ['customer', 'member'],
  input: z.object({ text: z.string().regex(/^\s*\d{6}\s*$/, 'le code compte six chiffres, par exemple /lier 482913') }),
  command: {
    words: ['lier', 'link-account'],
    takes: 'text',
    help: {
      fr: 'relie ce fil à un membre (code à six chiffres)',
      en: 'links this thread to a member (six-digit code)',
      ar: 'ربط هذا الحساب بعضو (رمز من ستة أرقام)',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const conversationId =
      run.actor.kind === 'customer' || run.actor.kind === 'member' ? run.actor.conversationId : undefined;
    const texts = textsFor(run.language);
    if (conversationId === undefined) throw new Refusal('not_allowed', texts.refusals.notAllowed([]));
    const tries = await countTries(run, conversationId);
    const code = await run.trx
      .selectFrom('one_time_code')
      .innerJoin('member', 'member.id', 'one_time_code.member_id')
      .select(['one_time_code.id', 'member.id as memberId', 'member.name'])
      .where('one_time_code.purpose', '=', 'link')
      .where('code_hash', '=', digest(input.text.trim()))
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date(run.at))
      .where('member.active', '=', true)
      .forUpdate('one_time_code')
      .executeTakeFirst();
    if (!code || tries > MOST_TRIES_AN_HOUR) {
      return { facts: { linked: false }, reply: { text: texts.refusals.wrongCode } };
    }
    await run.trx
      .updateTable('one_time_code')
      .set({ used_at: new Date(run.at) })
      .where('id', '=', code.id)
      .execute();
    await run.trx
      .updateTable('conversation')
      .set({ member_id: code.memberId })
      .where('id', '=', conversationId)
      .execute();
    await record(run, 'account.linked', null, { member: code.memberId, conversation: conversationId });
    return { facts: { linked: true }, reply: { text: texts.member.linked(code.name, run.shop.name) } };
  },
});

/** How often a conversation tried within the last hour, this time included, however the command was spelled. */
async function countTries(run: Run, conversationId: number): Promise<number> {
  const row = await run.trx
    .selectFrom('turn')
    // Every run of a tool leaves its effect, in the transaction of the run.
    .innerJoin('effect', (join) => join.on('effect.cause', '=', sql<string>`'turn:' || turn.id`))
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('turn.conversation_id', '=', conversationId)
    .where('turn.opened_at', '>', new Date(run.at - 3_600_000))
    .where('effect.key', 'like', 'link\\_account:%')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Makes a six-digit code that links an account to a member within 24 hours; only its hash is kept. */
export async function makeLinkCode(run: Run, memberId: number): Promise<string> {
  const code = String(100_000 + (crypto.getRandomValues(new Uint32Array(1))[0]! % 900_000));
  await run.trx
    .insertInto('one_time_code')
    .values({
      shop_id: run.shop.id,
      member_id: memberId,
      purpose: 'link',
      code_hash: digest(code),
      expires_at: new Date(run.at + CODE_TTL_MS),
      used_at: null,
    })
    .execute();
  return code;
}
