import type { Generated } from 'kysely';

export type ModelTables = {
  model_call: {
    id: Generated<number>;
    shop_id: number;
    conversation_id: number;
    turn_id: number | null;
    at: Date;
    /** YYYY-MM in the shop's time zone. */
    month: string;
    model: string;
    failed: Generated<boolean>;
    tokens_in: number;
    tokens_out: number;
    /** Millionths of the shop's currency; null: the price is not known. */
    cost_micro: number | null;
  };
};
