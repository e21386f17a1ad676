import type { JSONColumnType } from 'kysely';

export type ConnectingTables = {
  checkup: {
    shop_id: number;
    /** "whatsapp:1066…", "stripe", "hub". */
    subject: string;
    checked_at: Date;
    checks: JSONColumnType<object[]>;
  };
};
