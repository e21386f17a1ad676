/**
 * What every channel must do, whatever its provider: one suite, run on each. A channel plugs in by a fixture (see
 * `provider.ts`); nothing here knows which one it is.
 */
import { arrivalTests } from './arrivals.ts';
import { Bench } from './bench.ts';
import { bodyTests } from './bodies.ts';
import type { ChannelFixture } from './provider.ts';
import { replyTests } from './replies.ts';

/** Registers the contract's tests for one channel. */
export function channelContract(fixture: ChannelFixture): void {
  const bench = new Bench(fixture);
  arrivalTests(bench);
  if (fixture.talks !== false) replyTests(bench);
  bodyTests(bench);
}
