/** Mulberry32: the same stories every time, so that one that fails can be told again. */
export function dice(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    chance: (share: number) => next() < share,
    upTo: (most: number) => Math.floor(next() * most),
    pick: <T>(some: readonly T[]): T => some[Math.floor(next() * some.length)]!,
  };
}
export type Dice = ReturnType<typeof dice>;
