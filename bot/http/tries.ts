/** Counts attempts per key within a sliding window; kept in memory, bounded. */
export function createTries(most: number, windowMs: number, now: () => number) {
  const seen = new Map<string, number[]>();
  const MOST_KEYS = 10_000;
  const recent = (key: string) => (seen.get(key) ?? []).filter((at) => at > now() - windowMs);
  return {
    /** True when the key has used up its attempts. */
    exhausted: (key: string) => recent(key).length >= most,
    /** Notes one attempt. */
    count(key: string) {
      seen.set(key, [...recent(key), now()]);
      if (seen.size > MOST_KEYS) seen.delete(seen.keys().next().value!);
    },
  };
}
