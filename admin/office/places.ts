import type { IconName } from '../parts/icons.tsx';
import type { Role } from './data.ts';

type Place = { key: string; href: string; icon: IconName; roles?: Role[] };

/** The office's pages in the order of its menu; their names are in `texts.places`. Absent `roles`: every member's. */
const PLACES = [
  { key: 'today', href: '/admin', icon: 'calendar' },
  { key: 'conversations', href: '/admin/conversations', icon: 'reply' },
  { key: 'newOrder', href: '/admin/nouvelle', icon: 'pen' },
  { key: 'money', href: '/admin/argent', icon: 'card' },
  { key: 'catalogue', href: '/admin/catalogue', icon: 'list' },
  { key: 'papers', href: '/admin/papiers', icon: 'paper' },
  { key: 'shop', href: '/admin/boutique', icon: 'bag', roles: ['owner', 'manager'] },
  { key: 'channels', href: '/admin/canaux', icon: 'chat', roles: ['owner', 'manager'] },
] as const satisfies Place[];

export type OfficePlace = (typeof PLACES)[number]['key'];

/** The menu of a member with this role. */
export function placesFor(role: Role): (Place & { key: OfficePlace })[] {
  const places: readonly (Place & { key: OfficePlace })[] = PLACES;
  return places.filter((place) => place.roles?.includes(role) ?? true);
}
