import { toE164 } from '../customers/phone.ts';
import type { Fault, ShopFile } from './shop-file.ts';
import type { MemberRow } from './stored.ts';

type FileMember = ShopFile['members'][number];

/** Who of the file is whom: a row for each member it names (null: new), and the active rows it no longer names. */
export type Pairing = { pairs: { row: MemberRow | null; member: FileMember }[]; leaving: MemberRow[] };

/** What is wrong with the people of a file: a phone that is none, one address or number for two. */
export function memberFaults(members: FileMember[], country: 'FR' | 'TN'): Fault[] {
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  const once = (value: string, index: number, field: string) => {
    const earlier = seen.get(`${field} ${value}`);
    if (earlier === undefined) seen.set(`${field} ${value}`, index);
    else faults.push({ path: `members[${index}].${field}`, why: `${value} is already members[${earlier}]'s` });
  };
  for (const [index, { phone, email }] of members.entries()) {
    if (email) once(email.toLowerCase(), index, 'email');
    if (!phone) continue;
    try {
      once(toE164(phone, country), index, 'phone');
    } catch (error) {
      faults.push({ path: `members[${index}].phone`, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return faults;
}

/**
 * Recognises members by e-mail, then phone, then name, active ones before those who left. The file's phones come out
 * as +E.164.
 */
export function matchMembers(rows: MemberRow[], members: FileMember[], country: 'FR' | 'TN'): Pairing {
  const wanted = members.map((member) => (member.phone ? { ...member, phone: toE164(member.phone, country) } : member));
  const free = [...rows].sort((a, b) => Number(b.active) - Number(a.active));
  const found = new Map<FileMember, MemberRow>();
  const signs: ((row: MemberRow, member: FileMember) => boolean)[] = [
    (row, { email }) => email !== undefined && row.email?.toLowerCase() === email.toLowerCase(),
    (row, { phone }) => phone !== undefined && row.phone === phone,
    (row, { name }) => row.name === name,
  ];
  for (const same of signs) {
    for (const member of wanted) {
      const at = found.has(member) ? -1 : free.findIndex((row) => same(row, member));
      if (at >= 0) found.set(member, free.splice(at, 1)[0]!);
    }
  }
  return {
    pairs: wanted.map((member) => ({ row: found.get(member) ?? null, member })),
    leaving: free.filter((row) => row.active),
  };
}
