import type { Generated, JSONColumnType } from 'kysely';

type Instant = Date;

export type MailTables = {
  mail: {
    id: Generated<number>;
    shop_id: number;
    connection_id: number;
    /** The same as that of the message in the inbox. */
    external_id: string;
    /** With its angle brackets. */
    message_id: string | null;
    /** The address an answer goes to; null where nobody is answered. */
    contact: string | null;
    subject: string;
    /** The Message-IDs it answers, oldest first. */
    thread: JSONColumnType<string[]>;
    authentication: JSONColumnType<object>;
    company: JSONColumnType<object> | null;
    raw: Buffer;
    received_at: Instant;
    /** 'out': a person of the shop wrote it in her own mail program. */
    direction: Generated<'in' | 'out'>;
  };
  mail_file: {
    shop_id: number;
    connection_id: number;
    ref: string;
    mail_id: number;
    filename: string;
    mime: string;
    bytes: Buffer;
  };
  mailbox: {
    shop_id: number;
    connection_id: number;
    uid_validity: number | null;
    last_uid: Generated<number>;
    lease_token: string | null;
    lease_until: Instant | null;
    seen_at: Instant | null;
    broken_since: Instant | null;
    failures: Generated<number>;
    trouble: string | null;
    /** How far the folder of sent letters was read; null: never. */
    sent_path: Generated<string | null>;
    sent_validity: Generated<number | null>;
    sent_uid: Generated<number | null>;
  };
};
