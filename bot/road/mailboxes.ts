import { randomUUID } from 'node:crypto';
import { forHub, forShop } from '../../db/shop.ts';
import { imapTrouble, openMailbox } from '../channels/email/imap.ts';
import { MailboxLease } from './mailbox-lease.ts';
import { readMailbox } from './mailbox-reading.ts';
import type { Parts } from './parts.ts';

/** How often mailboxes that nobody reads are looked for: a new connection, or one whose process died. */
const LOOK_MS = 5_000;
/** Signs of life to the lease and to the server. */
const BEAT_MS = 20_000;
const LONGEST_WAIT_MS = 5 * 60_000;
/** Wrong credentials do not mend themselves, and servers lock accounts that try too often. */
const LOGIN_WAIT_MS = 60_000;

/** A mailbox that is to be read. `version` changes with its credentials. */
type Wanted = { shopId: number; connectionId: number; address: string; url: string; version: string };

export type MailboxKeeper = { close(): Promise<void> };

/**
 * Reads every shop's mailboxes in this process, each under a lease: with several workers one mailbox has one reader,
 * and a dead worker's are taken over when its lease runs out.
 */
export function keepMailboxes(parts: Parts, options: { lookMs?: number } = {}): MailboxKeeper {
  const readers = new Map<number, Reader>();
  let closed = false;
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const wanted = await wantedMailboxes(parts);
    for (const [id, reader] of readers) {
      const same = wanted.find((one) => one.connectionId === id && one.version === reader.mailbox.version);
      if (same && !reader.ended) continue;
      readers.delete(id);
      await reader.close();
    }
    for (const mailbox of wanted) {
      if (closed || readers.has(mailbox.connectionId)) continue;
      const lease = await MailboxLease.take(parts.hub, mailbox, randomUUID());
      if (lease) readers.set(mailbox.connectionId, new Reader(parts, mailbox, lease));
    }
  }
  const again = () => {
    looking = looking.then(look).catch((error) => parts.log.error('mailboxes could not be looked at', { error }));
  };
  const timer = setInterval(again, options.lookMs ?? LOOK_MS);
  again();
  return {
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      await Promise.all([...readers.values()].map((reader) => reader.close()));
    },
  };
}

/** Reads one mailbox for as long as its lease is ours; connects again whenever the line breaks. */
class Reader {
  ended = false;
  readonly mailbox: Wanted;
  private readonly parts: Parts;
  private readonly lease: MailboxLease;
  private readonly running: Promise<void>;
  private closing = false;
  private wakeUp: () => void = () => {};

  constructor(parts: Parts, mailbox: Wanted, lease: MailboxLease) {
    this.parts = parts;
    this.mailbox = mailbox;
    this.lease = lease;
    this.running = this.run().finally(() => {
      this.ended = true;
    });
  }

  async close(): Promise<void> {
    this.closing = true;
    this.wakeUp();
    await this.running;
  }

  private async run(): Promise<void> {
    const { log } = this.parts;
    let failures = 0;
    while (!this.closing) {
      try {
        await this.session(() => {
          failures = 0;
        });
        if (this.lease.lost) break;
      } catch (error) {
        const trouble = imapTrouble(error);
        log.warn('a mailbox cannot be read', { address: this.mailbox.address, ...trouble });
        failures++;
        if (!(await this.lease.noteTrouble(trouble.why, trouble.kind).catch(() => true))) break;
        const pause = Math.min(LONGEST_WAIT_MS, 1_000 * 2 ** Math.min(failures, 10) * (0.75 + Math.random() / 2));
        if (!(await this.rest(trouble.kind === 'login' ? Math.max(LOGIN_WAIT_MS, pause) : pause))) break;
      }
    }
    await this.lease.release().catch((error) => log.warn('a mailbox could not be let go', { error }));
  }

  /** One connection, from its login to its end. Resolves when it is over, throws why it broke. */
  private async session(works: () => void): Promise<void> {
    const box = await openMailbox(this.mailbox.url);
    try {
      let news = true;
      let over = false;
      box.onNews(() => {
        news = true;
        this.wakeUp();
      });
      box.onEnd(() => {
        over = true;
        this.wakeUp();
      });
      while (!this.closing) {
        if (over) throw new Error('the connection ended');
        if (news) {
          news = false;
          if (!(await readMailbox(this.parts, this.mailbox, this.lease, box))) return;
          works();
        }
        if (news || over || this.closing) continue;
        box.listen();
        if (await this.pause(BEAT_MS)) continue;
        await box.ask();
        // The server may have counted on without a word (no IDLE): what came is read now.
        news = true;
      }
    } finally {
      await box.close();
    }
  }

  /** Waits, keeping the lease; false when it is lost or the reader closes. */
  private async rest(ms: number): Promise<boolean> {
    for (const until = Date.now() + ms; !this.closing && Date.now() < until; ) {
      await this.pause(Math.min(BEAT_MS, until - Date.now()));
      if (!(await this.lease.prolong().catch(() => true))) return false;
    }
    return !this.closing;
  }

  /** Whether it was woken before the time was over. */
  private pause(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), ms);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  }
}

/** Every mailbox of every shop that has an `imap_url`. */
async function wantedMailboxes({ hub }: Parts): Promise<Wanted[]> {
  const shops = await forHub(hub.database, (trx) =>
    trx
      .selectFrom('directory')
      .select('shop_id')
      .where('kind', '=', 'connection')
      .where('key', 'like', 'email:%')
      .groupBy('shop_id')
      .orderBy('shop_id')
      .execute(),
  );
  const found: Wanted[] = [];
  for (const { shop_id: shopId } of shops) {
    const rows = await forShop(hub.database, shopId, (trx) =>
      trx
        .selectFrom('connection')
        .select(['id', 'account', 'secrets_sealed'])
        .where('channel', '=', 'email')
        .where('state', '!=', 'off')
        .execute(),
    );
    for (const row of rows) {
      const { imap_url: url } = JSON.parse(hub.sealer.open(row.secrets_sealed)) as { imap_url?: string };
      if (url) found.push({ shopId, connectionId: row.id, address: row.account, url, version: row.secrets_sealed });
    }
  }
  return found;
}
