import type { Generated } from 'kysely';

export type PlatformTables = {
  platform_flow: {
    id: Generated<number>;
    shop_id: number;
    paper_id: number;
    tracking_id: string;
    flow_id: Generated<string | null>;
    /** A LifeStatus. */
    status: Generated<string>;
    /** What the platform or the buyer said last. */
    why: Generated<string>;
    asked_at: Date;
    changed_at: Date;
  };
  platform_poll: { shop_id: number; read_until: Date; asked_at: Date };
};
