import { keepUnread } from '../../db/inbox.ts';
import { forHub } from '../../db/shop.ts';
import { digest } from '../../tools/sealing.ts';
import type { Run } from '../../tools/tool.ts';
import type { Folder, Lying, OpenMailbox } from '../channels/email/imap.ts';
import { clean } from '../channels/email/mail.ts';
import { readMime } from '../channels/email/mime.ts';
import { type Incoming, type MailboxOwner, takeLetters } from './letters.ts';
import type { Cursor, LeasedMailbox, MailboxLease, Mark } from './mailbox-lease.ts';
import type { Parts } from './parts.ts';
import { takeSent } from './sent-letters.ts';

/** A batch is committed at this many letters or bytes, with the cursor behind it. */
const MOST_LETTERS = 20;
const MOST_BYTES = 8 * 1024 * 1024;
/** What is read again when the server renumbers its letters: from a day before the mailbox was last read to its end. */
const DAY_MS = 24 * 3_600_000;

/** Stores letters; `also` moves the cursor in the same transaction, and null says that it could not. */
type Take = (incoming: Incoming[], also: (run: Run) => Promise<boolean>) => Promise<number | null>;
/** Moves the folder's cursor, or only keeps the lease where `uid` is null. */
type Move = (run: Run, uid: number | null) => Promise<boolean>;

/**
 * Reads what the mailbox has beyond the cursors, and moves them with it: letters and cursor are one transaction, so a
 * process that dies loses none and repeats none. What the shop's people sent themselves is read first: an answer that
 * crossed a customer's next letter is then known when that is looked at. False: the lease is lost.
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
  const since = (cursor.seenAt ?? parts.hub.now()) - DAY_MS;
  if (!(await readSent(parts, { owner, cursor, since, lease, box }))) return false;
  const inbox = box.inbox();
  const take: Take = (incoming, also) => takeLetters(options, owner, incoming, also);
  const move: Move = ({ trx }, to) => (to === null ? lease.holds(trx) : lease.advance(trx, inbox.validity, to));
  // A mailbox that was never read begins with what comes from now on.
  if (cursor.inbox.validity === null) {
    const taken = await take([], (run) => move(run, inbox.next() - 1));
    return taken !== null && lease.noteRead();
  }
  if (!(await readFolder(parts, { folder: inbox, mark: cursor.inbox, since, take, move }))) return false;
  if (cursor.inbox.validity !== inbox.validity) await lease.noteRenumbered(inbox.validity);
  return lease.noteRead();
}

/** The same of the folder of sent letters, where there is one. */
async function readSent(
  parts: Parts,
  given: { owner: MailboxOwner; cursor: Cursor; since: number; lease: MailboxLease; box: OpenMailbox },
): Promise<boolean> {
  const { owner, cursor, since, lease, box } = given;
  const sent = await box.sent();
  if (!sent) return true;
  const { path, validity, uid } = cursor.sent;
  if (path === sent.path && validity === sent.validity && sent.next - 1 <= uid) return true;
  const take: Take = (incoming, also) => takeSent({ hub: parts.hub, burstMs: parts.burstMs }, owner, incoming, also);
  const moving =
    (counting: number): Move =>
    ({ trx }, to) =>
      to === null ? lease.holds(trx) : lease.advance(trx, counting, to, sent.path);
  // Read for the first time with the mailbox itself: what was sent before it was connected is not ours to read.
  if (cursor.seenAt === null) return (await take([], (run) => moving(sent.validity)(run, sent.next - 1))) !== null;
  return box.inside(sent.path, (folder) => {
    const mark = { validity: path === sent.path ? validity : null, uid };
    return readFolder(parts, { folder, mark, since, take, move: moving(folder.validity) });
  });
}

/** What a folder has beyond its mark; renumbered, what came since `since` (milliseconds). False: the lease is lost. */
async function readFolder(
  parts: Parts,
  given: { folder: Folder; mark: Mark; since: number; take: Take; move: Move },
): Promise<boolean> {
  const { folder, mark, take, move } = given;
  const renumbered = mark.validity !== folder.validity;
  // Before the search: what comes after it is read next time.
  const last = renumbered ? Math.max(folder.next() - 1, 0) : mark.uid;
  const uids = renumbered ? await folder.since(given.since) : await folder.above(mark.uid);
  let batch: Lying[] = [];
  const flush = async (uid: number): Promise<boolean> => {
    parts.passing('letters read');
    const incoming = (await Promise.all(batch.map((one) => incomingOf(parts, one)))).filter((one) => one !== null);
    batch = [];
    // While a renumbered folder is read again its old cursor stays: killed in between, it is read again.
    const taken = await take(incoming, (run) => move(run, renumbered ? null : uid));
    parts.passing('arrivals stored');
    return taken !== null;
  };
  for (const uid of uids) {
    const letter = await folder.read(uid);
    if (letter) batch.push(letter);
    const bytes = batch.reduce((sum, { raw }) => sum + raw.length, 0);
    if ((batch.length >= MOST_LETTERS || bytes >= MOST_BYTES) && !(await flush(uid))) return false;
  }
  if (uids.length > 0 && !(await flush(uids.at(-1)!))) return false;
  return !renumbered || (await take([], (run) => move(run, last))) !== null;
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
