import type { Role } from './data.ts';

type Place = { key: string; href: string; roles?: Role[] };

/** The office's pages in the order of its menu; their names are in `texts.places`. Absent `roles`: every member's. */
const PLACES = [
  { key: 'today', href: '/admin' },
  { key: 'conversations', href: '/admin/conversations' },
  { key: 'customers', href: '/admin/clients' },
  { key: 'newOrder', href: '/admin/nouvelle' },
  { key: 'money', href: '/admin/argent' },
  { key: 'catalogue', href: '/admin/catalogue' },
  { key: 'papers', href: '/admin/papiers' },
  { key: 'shop', href: '/admin/boutique', roles: ['owner', 'manager'] },
  { key: 'channels', href: '/admin/canaux', roles: ['owner', 'manager'] },
] as const satisfies Place[];

export type OfficePlace = (typeof PLACES)[number]['key'];

/** The menu of a member with this role. */
export function placesFor(role: Role): (Place & { key: OfficePlace })[] {
  const places: readonly (Place & { key: OfficePlace })[] = PLACES;
  return places.filter((place) => place.roles?.includes(role) ?? true);
}
