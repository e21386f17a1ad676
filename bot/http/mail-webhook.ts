import { type Context, Hono } from 'hono';
import { forShop } from '../../db/shop.ts';
import type { Hub } from '../../tools/context.ts';
import { shopOf } from '../../tools/shops/facts.ts';
import type { Run } from '../../tools/tool.ts';
import { isForm } from '../channels/email/form.ts';
import { MOST_MAIL_BYTES } from '../channels/email/mail.ts';
import { type Handed, readHanded, takeApart } from '../channels/email/providers.ts';
import { carriesKey, mailgunToken, sendGridSigned } from '../channels/email/signed.ts';
import { type MailboxOwner, takeLetters } from '../road/letters.ts';
import type { Parts } from '../road/parts.ts';
import type { Receiver } from '../road/receive.ts';
import { sizeLimit } from './size-limit.ts';

type Keyed = MailboxOwner & { key: string };

/**
 * Where providers of inbound mail hand letters over: Postmark, Mailgun, SendGrid Inbound Parse. 401: without the key of
 * a mailbox of this shop; nothing was stored. What cannot be read is kept and answered 200.
 */
export function createMailWebhook(parts: Parts, receiver: Receiver): Hono {
  const app = new Hono();
  app.use('*', sizeLimit(MOST_MAIL_BYTES));
  app.post('/:shop', (c) => handOver(parts, receiver, c));
  return app;
}

async function handOver(parts: Parts, receiver: Receiver, c: Context): Promise<Response> {
  const { hub } = parts;
  const shopId = await shopOf(hub, 'shop', c.req.param('shop') ?? '');
  if (shopId === null) return c.text('no such shop', 404);
  const mailboxes = await keyedMailboxes(hub, shopId);
  if (mailboxes.length === 0) return c.text('no mailbox of this shop has an inbound_key: the channel is off', 401);
  const raw = new Uint8Array(await c.req.arrayBuffer());
  const contentType = c.req.header('content-type') ?? '';
  const given = { authorization: c.req.header('authorization'), key: c.req.query('key') };
  const { headers } = c.req.raw;
  const byKey = mailboxes.filter(({ key }) => carriesKey(given, key) || sendGridSigned(headers, raw, key, hub.now()));
  const refused = () => c.text('the key of the mailbox is missing or wrong', 401);
  if (byKey.length === 0 && !isForm(contentType)) return refused();
  const keep = async (error: unknown) => {
    parts.log.warn('a letter could not be read; it is kept', { channel: 'email', error });
    await receiver.keep('email', String(error), Buffer.from(raw).toString(isForm(contentType) ? 'latin1' : 'utf8'));
    return c.text('OK');
  };
  let handed: Handed;
  try {
    handed = await takeApart(contentType, raw);
  } catch (error) {
    return byKey.length === 0 ? refused() : keep(error);
  }
  const signed =
    byKey.length > 0
      ? []
      : mailboxes.flatMap((one) => {
          const token = mailgunToken(handed, one.key, hub.now());
          return token === null ? [] : [{ ...one, token }];
        });
  if (byKey.length === 0 && signed.length === 0) return refused();
  try {
    const { mail, recipients } = await readHanded(handed);
    const owner = addressed(byKey.length > 0 ? byKey : signed, recipients);
    const token = signed.find(({ connectionId }) => connectionId === owner.connectionId)?.token;
    const once = token === undefined ? undefined : (run: Run) => firstUse(run, token);
    await takeLetters({ hub, burstMs: parts.burstMs }, owner, [{ mail, raw }], once);
    parts.passing('arrivals stored');
    return c.text('OK');
  } catch (error) {
    if (isFaultOfOurs(error)) throw error;
    return keep(error);
  }
}

/** The mailbox a letter was delivered to (with or without "+…"), else the first that has the key. */
function addressed<O extends MailboxOwner>(mailboxes: O[], recipients: string[]): O {
  const plain = recipients.map((one) => one.replace(/\+[^@]*@/, '@'));
  return mailboxes.find(({ address }) => recipients.includes(address) || plain.includes(address)) ?? mailboxes[0]!;
}

/** Mailgun's token and signature are good once: a copy under another letter is nobody's. */
async function firstUse(run: Run, token: string): Promise<boolean> {
  const fresh = await run.trx
    .insertInto('provider_event')
    .values({
      shop_id: run.shop.id,
      provider: 'mailgun',
      event_id: token,
      type: 'inbound',
      body: '{}',
      outcome: 'taken',
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return fresh.numInsertedOrUpdatedRows !== 0n;
}

/** The database could not be reached or refused for another reason than the letter (class 22): it has to come again. */
function isFaultOfOurs(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('severity' in error) return !('code' in error && /^22/.test(String(error.code)));
  return /ECONN|connect|terminat|pool/i.test(String(error));
}

async function keyedMailboxes(hub: Hub, shopId: number): Promise<Keyed[]> {
  const rows = await forShop(hub.database, shopId, (trx) =>
    trx
      .selectFrom('connection')
      .select(['id', 'account', 'secrets_sealed'])
      .where('channel', '=', 'email')
      .where('state', '!=', 'off')
      .orderBy('id')
      .execute(),
  );
  return rows.flatMap((row) => {
    const { inbound_key: key } = JSON.parse(hub.sealer.open(row.secrets_sealed)) as { inbound_key?: string };
    return key ? [{ shopId, connectionId: row.id, address: row.account, key }] : [];
  });
}
