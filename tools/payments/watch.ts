import type { Run } from '../tool.ts';
import { reconcileNightly } from './reconcile-thread.ts';
import { remindDues } from './remind-dues.ts';

/** One look of the clock's at a shop's money. Safe at any time, from several processes: each thing is asked once. */
export async function watchMoney(run: Run): Promise<void> {
  await remindDues(run);
  await reconcileNightly(run);
}
