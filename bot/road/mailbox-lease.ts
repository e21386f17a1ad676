import { sql } from 'kysely';
import { forShop, type Trx } from '../../db/shop.ts';
import type { Ctx, Hub } from '../../tools/context.ts';
import { alert } from '../../tools/conversations/index.ts';
import { tellMembers } from '../../tools/conversations/say.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { textsFor } from '../../tools/texts/index.ts';

const LEASE_MS = 90_000;
/** A line that broke for a moment is nobody's business; longer, the members hear of it. */
const TELL_AFTER_MS = 10 * 60_000;

export type LeasedMailbox = { shopId: number; connectionId: number; address: string };

/** How far a folder was read: its validity (null: never) and the last uid. */
export type Mark = { validity: number | null; uid: number };
/** How far a mailbox was read, and its folder of sent letters; `seenAt`, milliseconds. */
export type Cursor = { inbox: Mark; sent: Mark & { path: string | null }; seenAt: number | null };

/** The right to read one mailbox. Whoever holds it moves the cursor; who lost it commits nothing. */
export class MailboxLease {
  /** It ran out and went to somebody else. */
  lost = false;
  private readonly hub: Hub;
  private readonly mailbox: LeasedMailbox;
  private readonly token: string;

  private constructor(hub: Hub, mailbox: LeasedMailbox, token: string) {
    this.hub = hub;
    this.mailbox = mailbox;
    this.token = token;
  }

  /** Takes the mailbox when nobody reads it; null when somebody does. */
  static async take(hub: Hub, mailbox: LeasedMailbox, token: string): Promise<MailboxLease | null> {
    const now = new Date(hub.now());
    const row = await forShop(hub.database, mailbox.shopId, (trx) =>
      trx
        .insertInto('mailbox')
        .values({
          shop_id: mailbox.shopId,
          connection_id: mailbox.connectionId,
          uid_validity: null,
          lease_token: token,
          lease_until: new Date(hub.now() + LEASE_MS),
          seen_at: null,
          broken_since: null,
          trouble: null,
        })
        .onConflict((conflict) =>
          conflict
            .columns(['shop_id', 'connection_id'])
            .doUpdateSet({ lease_token: token, lease_until: new Date(hub.now() + LEASE_MS) })
            .where((eb) => eb.or([eb('mailbox.lease_until', 'is', null), eb('mailbox.lease_until', '<', now)])),
        )
        .returning('connection_id')
        .executeTakeFirst(),
    );
    return row ? new MailboxLease(hub, mailbox, token) : null;
  }

  /** Locks the row for the transaction and prolongs the lease; false: it is somebody else's by now. */
  async holds(trx: Trx): Promise<boolean> {
    const row = await trx
      .updateTable('mailbox')
      .set({ lease_until: new Date(this.hub.now() + LEASE_MS) })
      .where('connection_id', '=', this.mailbox.connectionId)
      .where('lease_token', '=', this.token)
      .returning('connection_id')
      .executeTakeFirst();
    if (!row) this.lost = true;
    return row !== undefined;
  }

  prolong(): Promise<boolean> {
    return forShop(this.hub.database, this.mailbox.shopId, (trx) => this.holds(trx));
  }

  async cursor(): Promise<Cursor | null> {
    return forShop(this.hub.database, this.mailbox.shopId, async (trx) => {
      if (!(await this.holds(trx))) return null;
      const row = await trx
        .selectFrom('mailbox')
        .select(['uid_validity', 'last_uid', 'seen_at', 'sent_path', 'sent_validity', 'sent_uid'])
        .where('connection_id', '=', this.mailbox.connectionId)
        .executeTakeFirstOrThrow();
      return {
        inbox: { validity: row.uid_validity, uid: row.last_uid },
        sent: { path: row.sent_path, validity: row.sent_validity, uid: row.sent_uid ?? 0 },
        seenAt: row.seen_at?.getTime() ?? null,
      };
    });
  }

  /**
   * Moves the cursor of the INBOX, or of the folder of sent letters at `sent`, in the transaction that stores what was
   * read up to it; false: the lease is lost.
   */
  async advance(trx: Trx, validity: number, uid: number, sent?: string): Promise<boolean> {
    if (!(await this.holds(trx))) return false;
    const inbox = { uid_validity: validity, last_uid: uid };
    await trx
      .updateTable('mailbox')
      .set(sent === undefined ? inbox : { sent_path: sent, sent_validity: validity, sent_uid: uid })
      .where('connection_id', '=', this.mailbox.connectionId)
      .execute();
    return true;
  }

  /** Read to its end. After an outage the members hear how many letters had been waiting. False: the lease is lost. */
  async noteRead(): Promise<boolean> {
    return this.telling(async (run) => {
      if (!(await this.holds(run.trx))) return false;
      const before = await run.trx
        .selectFrom('mailbox')
        .select(['seen_at', 'broken_since'])
        .where('connection_id', '=', this.mailbox.connectionId)
        .executeTakeFirstOrThrow();
      await run.trx
        .updateTable('mailbox')
        .set({ seen_at: new Date(run.at), broken_since: null, failures: 0, trouble: null })
        .where('connection_id', '=', this.mailbox.connectionId)
        .execute();
      const seen = before.seen_at?.getTime();
      if (seen === undefined || run.at - seen < TELL_AFTER_MS) return true;
      const { count } = await run.trx
        .selectFrom('mail')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('connection_id', '=', this.mailbox.connectionId)
        .where('direction', '=', 'in')
        .where('received_at', '>', before.seen_at)
        .executeTakeFirstOrThrow();
      if (Number(count) === 0) return true;
      await tellMembers(run, `backfill:${seen}`, (language) =>
        alert(run, language, textsFor(language).email.backfilled(Number(count), this.mailbox.address)),
      );
      return true;
    });
  }

  /** It cannot be read: kept for the doctor and the office, told once when it lasts or only a person can mend it. */
  async noteTrouble(why: string, kind: 'login' | 'line'): Promise<boolean> {
    return this.telling(async (run) => {
      if (!(await this.holds(run.trx))) return false;
      const row = await run.trx
        .updateTable('mailbox')
        .set({
          failures: sql<number>`failures + 1`,
          trouble: why,
          broken_since: sql<Date>`coalesce(broken_since, ${new Date(run.at)})`,
        })
        .where('connection_id', '=', this.mailbox.connectionId)
        .returning('broken_since')
        .executeTakeFirstOrThrow();
      const since = row.broken_since?.getTime() ?? run.at;
      if (kind === 'line' && run.at - since < TELL_AFTER_MS) return true;
      await tellMembers(run, `broken:${since}`, (language) =>
        alert(run, language, textsFor(language).email.broken(this.mailbox.address, why)),
      );
      return true;
    });
  }

  /** The server counts its letters anew: told once. */
  async noteRenumbered(validity: number): Promise<void> {
    await this.telling(async (run) => {
      await tellMembers(run, `renumbered:${validity}`, (language) =>
        alert(run, language, textsFor(language).email.renumbered(this.mailbox.address)),
      );
    });
  }

  async release(): Promise<void> {
    await forShop(this.hub.database, this.mailbox.shopId, (trx) =>
      trx
        .updateTable('mailbox')
        .set({ lease_token: null, lease_until: null })
        .where('connection_id', '=', this.mailbox.connectionId)
        .where('lease_token', '=', this.token)
        .execute(),
    );
  }

  private async telling<T>(work: Parameters<typeof inShop<T>>[1]): Promise<T> {
    const shop = await shopFacts(this.hub, this.mailbox.shopId);
    const cause = `mailbox:${this.mailbox.connectionId}`;
    const ctx: Ctx = { hub: this.hub, shop, actor: { kind: 'system' }, language: shop.language, cause };
    return inShop(ctx, work);
  }
}
