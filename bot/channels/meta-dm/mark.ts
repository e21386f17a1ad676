/**
 * The mark our messages carry on Messenger (`metadata`, repeated in the echo): which message of ours, and which of its
 * parts. By it an echo is known as ours, and a message whose sending was cut off is known to have left.
 */

const MARK = /^hub:([^:]{1,200}):(\d+)\/(\d+)$/;

/** The mark of part `index` (from 0) of `count`. */
export function writeMark(tracker: string, index: number, count: number): string {
  return `hub:${tracker}:${index + 1}/${count}`;
}

/** Whose mark this is, and whether it is the last part's; null when it is none of ours. */
export function readMark(metadata: string | undefined): { tracker: string; last: boolean } | null {
  const found = MARK.exec(metadata ?? '');
  return found ? { tracker: found[1]!, last: found[2] === found[3] } : null;
}
