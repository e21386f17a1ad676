import type { Generated, JSONColumnType } from 'kysely';

/** Base and VAT of a category (TT-81) and rate on a day; of payments `base` is what was cashed, VAT included. */
export type ReportedFigure = {
  day: string;
  category: string;
  count: number;
  rates: { rate: number; base: number; vat: number }[];
};

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
  platform_access: { shop_id: number; access_sealed: string; host: string; proved_at: Date };
  platform_report: {
    id: Generated<number>;
    shop_id: number;
    kind: 'sales' | 'payments';
    period_from: string;
    period_to: string;
    version: number;
    xml: string | null;
    sha256: string | null;
    figures: JSONColumnType<ReportedFigure[]>;
    tracking_id: string;
    flow_id: Generated<string | null>;
    status: 'empty' | 'waiting' | 'sent' | 'accepted' | 'rejected';
    why: Generated<string>;
    made_at: Date;
    changed_at: Date;
  };
};
