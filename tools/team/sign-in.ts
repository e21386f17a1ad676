import { conclude } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import { forShop } from '../../db/shop.ts';
import type { Hub, Role, ShopFacts } from '../context.ts';
import { digest, randomSecret } from '../sealing.ts';
import { FACTS, factsOf, shopsOfEmail } from '../shops/facts.ts';
import type { Run } from '../tool.ts';
import { checkPassword } from './password.ts';

const LINK_MS = 24 * 3_600_000;
const SESSION_MS = 30 * 24 * 3_600_000;

export type SignedIn = {
  shopId: number;
  /** As it was when the request came. */
  shop: ShopFacts;
  sessionId: number;
  csrf: string;
  member: { id: number; name: string; role: Role; language: string | null };
};

/** A one-time way in for a member, valid for 24 hours: `shop-secret`. Only the secret's hash is kept. */
export async function makeSignInToken(run: Run, memberId: number): Promise<string> {
  const secret = randomSecret();
  await run.trx
    .insertInto('one_time_code')
    .values({
      shop_id: run.shop.id,
      member_id: memberId,
      purpose: 'sign_in',
      code_hash: digest(secret),
      expires_at: new Date(run.at + LINK_MS),
      used_at: null,
    })
    .execute();
  return `${run.shop.id.toString(36)}.${secret}`;
}

/** Opens a session with a one-time token; null when it is unknown, used or expired. */
export async function signInByToken(hub: Hub, token: string): Promise<string | null> {
  const parts = split(token);
  if (!parts) return null;
  return forShop(hub.database, parts.shopId, async (trx) => {
    const now = hub.now();
    const code = await trx
      .updateTable('one_time_code')
      .set({ used_at: new Date(now) })
      .where('purpose', '=', 'sign_in')
      .where('code_hash', '=', digest(parts.secret))
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date(now))
      .returning('member_id')
      .executeTakeFirst();
    return code ? openSession(trx, parts.shopId, code.member_id, now) : null;
  });
}

/**
 * Opens a session with e-mail and password; null when they do not belong together. Where a member works for several
 * shops, the first whose password matches is opened.
 */
export async function signInByPassword(hub: Hub, email: string, password: string): Promise<string | null> {
  const shops = await shopsOfEmail(hub, email);
  // Checked even for an unknown address, so that time does not tell which addresses exist.
  if (shops.length === 0) await checkPassword(password, null);
  for (const shopId of shops) {
    const member = await forShop(hub.database, shopId, (trx) =>
      trx
        .selectFrom('member')
        .select(['id', 'password_hash'])
        .where((eb) => eb(eb.fn<string>('lower', ['email']), '=', email.toLowerCase()))
        .where('active', '=', true)
        .executeTakeFirst(),
    );
    if (!(await checkPassword(password, member?.password_hash ?? null)) || !member) continue;
    return forShop(hub.database, shopId, (trx) => openSession(trx, shopId, member.id, hub.now()));
  }
  return null;
}

async function openSession(trx: Run['trx'], shopId: number, memberId: number, now: number): Promise<string> {
  const secret = randomSecret(32);
  await trx
    .insertInto('session')
    .values({
      shop_id: shopId,
      member_id: memberId,
      secret_hash: digest(secret),
      csrf: randomSecret(),
      expires_at: new Date(now + SESSION_MS),
    })
    .execute();
  return `${shopId.toString(36)}.${secret}`;
}

/** Who a session cookie belongs to; null when it is none, expired, or its member is gone. */
export async function readSession(hub: Hub, cookie: string | undefined): Promise<SignedIn | null> {
  const parts = cookie ? split(cookie) : null;
  if (!parts) return null;
  const asked = SESSION({ secret: digest(parts.secret), now: new Date(hub.now()) });
  const [[row], [shop]] = await forShop(hub.database, parts.shopId, (trx) => conclude(trx, asked, FACTS({})));
  if (!row || !shop) return null;
  return {
    shopId: shop.id,
    shop: factsOf(shop),
    sessionId: row.id,
    csrf: row.csrf,
    member: { id: row.memberId, name: row.name, role: row.role, language: row.language },
  };
}

const SESSION = prepared((db, { secret, now }: { secret: string; now: Date }) =>
  db
    .selectFrom('session')
    .innerJoin('member', 'member.id', 'session.member_id')
    .select(['session.id', 'session.csrf', 'member.id as memberId', 'member.name', 'member.role', 'member.language'])
    .where('session.secret_hash', '=', secret)
    .where('session.expires_at', '>', now)
    .where('member.active', '=', true),
);

/** Ends a session. */
export async function signOut(hub: Hub, session: SignedIn): Promise<void> {
  await forShop(hub.database, session.shopId, (trx) =>
    trx.deleteFrom('session').where('id', '=', session.sessionId).execute(),
  );
}

function split(token: string): { shopId: number; secret: string } | null {
  const match = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{16,64})$/.exec(token);
  const shopId = match ? Number.parseInt(match[1]!, 36) : Number.NaN;
  return match && Number.isSafeInteger(shopId) ? { shopId, secret: match[2]! } : null;
}
