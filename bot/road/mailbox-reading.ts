import { keepUnread } from '../../db/inbox.ts';
import { forHub } from '../../db/shop.ts';
import { digest } from '../../tools/sealing.ts';
import type { Lying, OpenMailbox } from '../channels/email/imap.ts';
import { clean } from '../channels/email/mail.ts';
import { readMime } from '../channels/email/mime.ts';
import { type Incoming, takeLetters } from './letters.ts';
import type { LeasedMailbox, MailboxLease } from './mailbox-lease.ts';
import type { Parts } from './parts.ts';

/** A batch is committed at this many letters or bytes, with the cursor behind it. */
const MOST_LETTERS = 20;
const MOST_BYTES = 8 * 1024 * 1024;
/** What is read again when the server renumbers its letters: from a day before the mailbox was last read to its end. */
const DAY_MS = 24 * 3_600_000;

/**
 * Reads what the mailbox has beyond the cursor, and moves the cursor with it: letters and cursor are one transaction, so
 * a process that dies loses none and repeats none. A mailbox that was never read begins with what comes from now on.
 * False: the lease is lost.
 */
export async function readMailbox(
  parts: Parts,
  mailbox: LeasedMailbox,
  lease: MailboxLease,
  box: OpenMailbox,
): Promise<boolean> {
  const cursor = await lease.cursor();
  if (!cursor) return false;
  const owner = { shopId: mailbox.shopId, connectionId: mailbox.connectionId, address: mailbox.address };
  const options = { hub: parts.hub, burstMs: parts.burstMs };
  if (cursor.validity === null) {
    const taken = await takeLetters(options, owner, [], (run) => lease.advance(run.trx, box.validity, box.next() - 1));
    return taken !== null && lease.noteRead();
  }
  const renumbered = cursor.validity !== box.validity;
  // Before the search: what comes after it is read next time.
  const last = renumbered ? Math.max(box.next() - 1, 0) : cursor.uid;
  const uids = renumbered ? await box.since((cursor.seenAt ?? parts.hub.now()) - DAY_MS) : await box.above(cursor.uid);
  let batch: Lying[] = [];
  const flush = async (uid: number): Promise<boolean> => {
    const incoming = (await Promise.all(batch.map((one) => incomingOf(parts, one)))).filter((one) => one !== null);
    batch = [];
    // While a renumbered mailbox is read again its old cursor stays: killed in between, it is read again.
    const move = renumbered ? null : uid;
    const taken = await takeLetters(options, owner, incoming, (run) =>
      move === null ? lease.holds(run.trx) : lease.advance(run.trx, box.validity, move),
    );
    parts.passing('arrivals stored');
    return taken !== null;
  };
  for (const uid of uids) {
    const letter = await box.read(uid);
    if (letter) batch.push(letter);
    const bytes = batch.reduce((sum, { raw }) => sum + raw.length, 0);
    if ((batch.length >= MOST_LETTERS || bytes >= MOST_BYTES) && !(await flush(uid))) return false;
  }
  if (uids.length > 0 && !(await flush(uids.at(-1)!))) return false;
  if (renumbered) {
    const taken = await takeLetters(options, owner, [], (run) => lease.advance(run.trx, box.validity, last));
    if (taken === null) return false;
    await lease.noteRenumbered(box.validity);
  }
  return lease.noteRead();
}

/** A letter as it is taken; one that cannot be read is kept as it came and passed over. */
async function incomingOf(parts: Parts, { raw, at, whole }: Lying): Promise<Incoming | null> {
  try {
    return { mail: await readMime(raw), raw, at, tooLarge: !whole };
  } catch (error) {
    parts.log.warn('a letter could not be read; it is kept', { channel: 'email', error });
    const body = clean(Buffer.from(raw).toString('latin1'));
    const unread = { channel: 'email', reason: clean(String(error)), body, digest: digest(`email:${body}`) };
    await forHub(parts.hub.database, (trx) => keepUnread(trx, unread));
    return null;
  }
}
