/**
 * What is wrong when a provider refuses: the channel names one of these beside the provider's own words, and the shop reads
 * a sentence in its language that says what to do (`tools/texts/*\/faults.ts`).
 */
export const FAULTS = [
  'access',
  'permission',
  'number',
  'restricted',
  'billing',
  'busy',
  'provider',
  'window',
  'template',
  'ours',
  'unreachable',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A refusal as it is kept with a message or a connection: `details` are the provider's own words. */
export type Refused = { fault: Fault | null; details: string };

/** Reads what was kept; a fault that this release does not know counts as none. */
export function refusedOf(fault: string | null, details: string | null): Refused | null {
  const known = FAULTS.find((one) => one === fault) ?? null;
  return known === null && !details ? null : { fault: known, details: details ?? '' };
}
