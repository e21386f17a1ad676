/** Where a token is to be taken: Instagram's own login has its own host. */
import type { GraphAddress } from '../whatsapp/graph.ts';
import type { DirectName } from './payload.ts';

const FACEBOOK_HOST = 'graph.facebook.com';
const INSTAGRAM_HOST = 'graph.instagram.com';
/** Tokens of Instagram's own login, which only Instagram's host takes. */
const INSTAGRAM_TOKEN = /^IG/;

/** Instagram's own login has its own host; a page's token, and every test server, stays where it is. */
export function hostOf(address: GraphAddress, channel: DirectName | 'whatsapp', token: string): GraphAddress {
  const url = new URL(address.graphUrl);
  if (channel !== 'instagram' || url.hostname !== FACEBOOK_HOST || !INSTAGRAM_TOKEN.test(token)) return address;
  return { ...address, graphUrl: `https://${INSTAGRAM_HOST}` };
}

/** Tokens of Instagram's own login: Instagram alone examines them. */
export function isInstagramToken(token: string): boolean {
  return INSTAGRAM_TOKEN.test(token);
}

/** Tokens of Facebook's login: an Instagram account reached by one acts as its page. */
export function isPageToken(token: string): boolean {
  return /^EA/.test(token);
}
