import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { insertConnection } from '../shops/create.ts';
import { accountOf, claim } from '../shops/rows.ts';
import { wholeConnectionSchema } from '../shops/shop-file.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { learn } from './learn.ts';

const learned = z.object({
  /** Milliseconds; null: the token does not end. */
  expiresAt: z.int().nullable().optional(),
  display: z.string().max(200).optional(),
  facts: z.record(z.string(), z.string()).optional(),
});

const input = z.object({
  /** As the shop file writes it, secrets included; whoever calls has checked them with the provider. */
  connection: wholeConnectionSchema,
  learned: learned.default({}),
});

/**
 * Connects an account, or gives a known one new secrets: the former ones are gone with the same commit. An account that
 * another shop has is refused.
 */
export const connectAccount = defineTool({
  name: 'connect_account',
  says: 'Connects an account of a channel to the shop, or renews its secrets.',
  for: ['member'],
  roles: ['owner'],
  input,
  run: async (run, { connection, learned }): Promise<Outcome> => {
    const { account, display, sealed } = accountOf(connection);
    const { channel } = connection;
    const texts = textsFor(run.language);
    const known = await run.trx
      .selectFrom('connection')
      .select(['id', 'state', 'display'])
      .where('channel', '=', channel)
      .where('account', '=', account)
      .forUpdate()
      .executeTakeFirst();
    const name = learned.display ?? display ?? known?.display ?? account;
    if (!known) await orTaken(run, name, () => insertConnection(run.trx, run.hub, run.shop.id, connection));
    else {
      if (known.state === 'off') await orTaken(run, name, () => claimAgain(run, channel, account));
      await run.trx
        .updateTable('connection')
        .set({
          secrets_sealed: run.hub.sealer.seal(JSON.stringify(sealed)),
          state: 'on',
          state_reason: null,
          expires_at: null,
          ...(display === null ? {} : { display }),
        })
        .where('id', '=', known.id)
        .execute();
    }
    const { id } = await run.trx
      .selectFrom('connection')
      .select('id')
      .where('channel', '=', channel)
      .where('account', '=', account)
      .executeTakeFirstOrThrow();
    await learn(run.trx, run.shop.id, id, learned);
    const renewed = known !== undefined && known.state !== 'off';
    await record(run, renewed ? 'channel.renewed' : 'channel.connected', null, { channel, account });
    const said = renewed ? texts.connect.renewed : texts.connect.connected;
    return { facts: { done: true, connection: id }, reply: { text: said(texts.channels[channel], name) } };
  },
});

/** Nothing arrives or leaves by it any more; its conversations stay, and it can be connected again. */
export const disconnectAccount = defineTool({
  name: 'disconnect_account',
  says: 'Disconnects an account of a channel from the shop.',
  for: ['member'],
  roles: ['owner'],
  input: z.object({ connection: z.int().positive() }),
  run: async (run, input): Promise<Outcome> => {
    const texts = textsFor(run.language);
    const row = await run.trx
      .selectFrom('connection')
      .select(['id', 'channel', 'account', 'display', 'state'])
      .where('id', '=', input.connection)
      .where('channel', 'not in', ['simulator', 'manual'])
      .forUpdate()
      .executeTakeFirst();
    if (!row || row.state === 'off') throw new Refusal('not_found', texts.connect.notThere);
    const by = run.actor.kind === 'member' ? run.actor.name : '';
    await run.trx
      .updateTable('connection')
      // Its secrets are of no more use, and what is not kept cannot leak.
      .set({
        state: 'off',
        state_reason: texts.connect.offBy(by),
        secrets_sealed: run.hub.sealer.seal('{}'),
        expires_at: null,
      })
      .where('id', '=', row.id)
      .execute();
    await run.trx
      .deleteFrom('directory')
      .where('kind', '=', 'connection')
      .where('key', '=', `${row.channel}:${row.account}`)
      .execute();
    await record(run, 'channel.disconnected', null, { channel: row.channel, account: row.account });
    const channel = texts.channels[row.channel as keyof typeof texts.channels];
    return {
      facts: { done: true },
      reply: { text: texts.connect.disconnected(channel, row.display ?? row.account) },
    };
  },
});

const claimAgain = (run: Run, channel: string, account: string) =>
  claim(run.trx, run.shop.id, 'connection', `${channel}:${account}`, account);

/** `claim` throws where another shop of this hub has the account: that is the member's to know. */
async function orTaken(run: Run, name: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof Error) || !/already belongs/.test(error.message)) throw error;
    throw new Refusal('conflict', textsFor(run.language).connect.taken(name));
  }
}
