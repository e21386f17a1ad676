/** Who sits before the two phones: a random id in a cookie that no script can read. No account, no name. */
import { createHash, randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

const COOKIE = 'essai';
const FORM = /^[0-9a-f]{32}$/;
const DAYS_30_SECONDS = 30 * 86_400;

/** The visitor of this request, or null when there is no cookie of ours. */
export function visitorOf(c: Context): string | null {
  const id = getCookie(c, COOKIE);
  return id !== undefined && FORM.test(id) ? id : null;
}

/** Makes this browser a new visitor, a customer nobody has seen, and returns its id. */
export function newVisitor(c: Context): string {
  const id = randomBytes(16).toString('hex');
  const secure = new URL(c.req.url).protocol === 'https:' || c.req.header('X-Forwarded-Proto') === 'https';
  setCookie(c, COOKIE, id, { httpOnly: true, sameSite: 'Lax', path: '/essai', maxAge: DAYS_30_SECONDS, secure });
  return id;
}

/** A short public sign of a visitor, by which a page left open in another tab notices that the cookie changed. */
export const markOf = (visitor: string): string => createHash('sha256').update(visitor).digest('hex').slice(0, 12);
