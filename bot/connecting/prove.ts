/** Secrets are kept only after the provider took them: what is asked of it before an account is connected. */

import type { Learned } from '../../tools/connections/learn.ts';
import type { ChannelName } from '../../tools/conversations/message.ts';
import { Refusal } from '../../tools/errors.ts';
import type { ShopFile } from '../../tools/shops/shop-file.ts';
import type { Texts } from '../../tools/texts/index.ts';
import {
  debugToken,
  type MetaApp,
  type MetaName,
  readAccount,
  scopesNeeded,
  subscriber,
} from '../channels/meta-account/account.ts';
import { failureOf } from '../channels/meta-dm/graph.ts';
import { isInstagramToken } from '../channels/meta-dm/host.ts';
import { tendSubscription } from '../doctor/meta.ts';

export type WholeConnection = ShopFile['connections'][number];

/** Asks the provider; what it told is kept with the account. Throws a Refusal that says why it cannot be connected. */
export type Prover = (connection: WholeConnection, app: MetaApp, texts: Texts) => Promise<Learned>;

/** Channels without one are kept as they are given; the doctor then says how they do. */
export const PROVERS: Partial<Record<ChannelName, Prover>> = {
  whatsapp: (connection, app, texts) =>
    connection.channel === 'whatsapp'
      ? proveMeta('whatsapp', connection.phone_number_id, connection.access_token, app, texts)
      : nothing(),
  messenger: (connection, app, texts) =>
    connection.channel === 'messenger'
      ? proveMeta('messenger', connection.page_id, connection.access_token, app, texts)
      : nothing(),
  instagram: (connection, app, texts) =>
    connection.channel === 'instagram'
      ? proveMeta('instagram', connection.account_id, connection.access_token, app, texts)
      : nothing(),
};

const nothing = async (): Promise<Learned> => ({});

async function proveMeta(
  channel: MetaName,
  account: string,
  token: string,
  app: MetaApp,
  texts: Texts,
): Promise<Learned> {
  const learned: Learned = { facts: {} };
  // Facebook cannot read a token of Instagram's own login.
  const facts = app.appId === null || isInstagramToken(token) ? null : await asked(texts, () => debugToken(app, token));
  if (facts) {
    if (!facts.valid) throw new Refusal('invalid', texts.connect.tokenDead);
    const missing = scopesNeeded(channel, token).filter((scope) => !facts.scopes.includes(scope));
    if (missing.length > 0) throw new Refusal('invalid', texts.connect.scopesMissing(missing.join(', ')));
    learned.expiresAt = facts.expiresAt;
    const waba = facts.targets.whatsapp_business_management?.[0];
    if (channel === 'whatsapp' && waba) learned.facts = { waba };
  }
  const { display, quality } = await asked(texts, () => readAccount(app, channel, account, token));
  if (display) learned.display = display;
  learned.facts = { ...learned.facts, ...(quality && { quality }) };
  const whose = subscriber(channel, account, token, learned.facts?.waba);
  // Events are asked for at once; where that fails the doctor says so and tries again.
  if (whose !== null) await tendSubscription(app, channel, whose, token).catch(() => {});
  return learned;
}

/** A call to Graph whose refusal is a sentence for the member. */
export async function asked<T>(texts: Texts, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { action, details } = failureOf(error, 0);
    throw new Refusal('unavailable', action === 'retry' ? texts.connect.notAnswering : texts.connect.refused(details));
  }
}
