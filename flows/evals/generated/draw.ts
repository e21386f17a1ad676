/** Draws that are the same for the same seed. */

export type Draw = {
  /** A whole number in [0, n). */
  int(n: number): number;
  of<T>(list: readonly T[]): T;
  chance(p: number): boolean;
  /** `n` different members, or all of them when there are fewer. */
  some<T>(list: readonly T[], n: number): T[];
};

/** A stream of draws from a 32-bit seed (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (n: number): number => Math.floor(next() * n);
  return {
    int,
    of: (list) => list[int(list.length)]!,
    chance: (p) => next() < p,
    some: (list, n) => {
      const left = [...list];
      const out: (typeof left)[number][] = [];
      while (out.length < n && left.length > 0) out.push(...left.splice(int(left.length), 1));
      return out;
    },
  };
}
