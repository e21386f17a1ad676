/** The life of an order. Payment is its own axis: prepaid orders exist. */
export const STATUSES = ['pending', 'confirmed', 'preparing', 'ready', 'delivered', 'cancelled'] as const;
export type Status = (typeof STATUSES)[number];

/** From each status, where an order can go. A baker skips steps; nothing comes back from delivered or cancelled. */
export const TRANSITIONS: Record<Status, readonly Status[]> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['preparing', 'ready', 'delivered', 'cancelled'],
  preparing: ['ready', 'delivered', 'cancelled'],
  ready: ['delivered', 'cancelled'],
  delivered: [],
  cancelled: [],
};

/** Whether an order may go from one status to another. */
export function mayGo(from: Status, to: Status): boolean {
  return TRANSITIONS[from].includes(to);
}

/** How far along a status is; a step already behind counts as done. */
export function hasPassed(from: Status, to: Status): boolean {
  if (from === to) return true;
  if (from === 'cancelled' || to === 'cancelled') return false;
  return STATUSES.indexOf(from) > STATUSES.indexOf(to);
}
