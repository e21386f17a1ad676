/**
 * Who a WhatsApp event is about. Since usernames, a phone number is no longer a key: a contact has a phone, a
 * business-scoped user id (BSUID), or both, and either may stand in any of the fields.
 */
import type { Contact } from '../../../tools/conversations/message.ts';
import type { WireContact } from './payload.ts';

/** A business-scoped user id (`FR.1349…`) or a parent one (`FR.ENT.1349…`). */
export const BSUID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;

/** The digits of an E.164 number with or without its +, or null: E.164 has 6 to 15 digits and never starts with 0. */
export function phoneDigits(value: string | undefined): string | null {
  return /^\+?([1-9]\d{5,14})$/.exec(value ?? '')?.[1] ?? null;
}

/** Whether a message can be sent to this id: a phone number or a business-scoped user id. */
export function isAddress(id: string | undefined): id is string {
  return id !== undefined && (phoneDigits(id) !== null || BSUID.test(id));
}

/** The names one party of a message goes by, as found on the message itself. */
export type Party = { from?: string | undefined; userId?: string | undefined; parentUserId?: string | undefined };

/**
 * The contact of an event, from the party on it and the `contacts` of its change; null when nothing names a person.
 * `vouched`: the provider authenticated this party as the sender, so its phone counts as verified.
 */
export function contactOf(party: Party, listed: WireContact[], vouched: boolean): Contact | null {
  const own = [party.from, party.userId, party.parentUserId].filter((id) => id !== undefined);
  const match = listed.find((one) => [one.wa_id, one.user_id, one.parent_user_id].some((id) => same(id, own)));
  const lone = match ?? (listed.length === 1 ? listed[0] : undefined);
  // A lone contact that shares no id with the message lends its name; its ids only to a message that has none.
  const ided = match ?? (own.some(isAddress) ? undefined : lone);

  const ownPhone = own.map(phoneDigits).find((digits) => digits !== null);
  const phone = ownPhone ?? phoneDigits(ided?.wa_id);
  const bsuids = [...own, ided?.user_id, ided?.parent_user_id, ided?.wa_id].filter(
    (id, at, all): id is string => id !== undefined && BSUID.test(id) && all.indexOf(id) === at,
  );
  const id = phone ?? bsuids.find((one) => !one.includes('.ENT.')) ?? bsuids[0] ?? own[0] ?? ided?.wa_id;
  if (id === undefined) return null;

  // Usernames are for display only: they pass from one person to another, so they are never an id here.
  const name = lone?.profile?.name ?? lone?.profile?.username;
  const verified = vouched ? (ownPhone ?? (match ? phone : null)) : null;
  return {
    id,
    ids: [
      ...(phone ? [{ kind: 'phone' as const, value: `+${phone}` }] : []),
      ...bsuids.map((value) => ({ kind: 'bsuid' as const, value })),
    ],
    ...(name !== undefined && { name }),
    ...(verified && { verifiedPhone: `+${verified}` }),
  };
}

function same(id: string | undefined, own: string[]): boolean {
  if (id === undefined) return false;
  const digits = phoneDigits(id);
  return own.some((one) => one === id || (digits !== null && phoneDigits(one) === digits));
}
