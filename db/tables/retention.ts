import type { Generated, JSONColumnType } from 'kysely';

export type RetentionTables = {
  retention_night: {
    shop_id: number;
    day: string;
    /** How much was deleted, by kind. */
    deleted: JSONColumnType<Record<string, number>>;
    done_at: Generated<Date | null>;
  };
};
