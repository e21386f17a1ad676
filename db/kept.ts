/** A statement seen this often is worth keeping; lists of many lengths and other rarities never are. */
const OFTEN = 3;
/** Each kept statement holds its plan on every connection of the pool. */
const MOST_KEPT = 300;
const LONGEST = 4_000;
const MOST_COUNTED = 5_000;

const names = new Map<string, string>();
const seen = new Map<string, number>();

/**
 * The name a statement is kept under on each connection, once it came often enough; undefined until then. It is then
 * parsed, rewritten for row security and planned once a connection instead of once a time, which is half of its cost.
 */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_KEPT || text.length > LONGEST) return known;
  const times = (seen.get(text) ?? 0) + 1;
  if (times < OFTEN) {
    if (seen.size >= MOST_COUNTED) seen.clear();
    seen.set(text, times);
    return undefined;
  }
  seen.delete(text);
  const name = `hub_${names.size}`;
  names.set(text, name);
  return name;
}
