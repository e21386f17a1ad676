/**
 * Every call of a language model: how much it read and wrote, what it cost. No content. `month` is the shop's own
 * (YYYY-MM in its time zone), since the budget is monthly; `cost_micro` is in millionths of the shop's currency, null
 * when the model's price is not known.
 */
export const up = `
create table model_call (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  conversation_id bigint not null references conversation(id), turn_id bigint,
  at timestamptz not null, month text not null check (month ~ '^\\d{4}-\\d{2}$'),
  model text not null, failed boolean not null default false,
  tokens_in integer not null check (tokens_in >= 0), tokens_out integer not null check (tokens_out >= 0),
  cost_micro bigint check (cost_micro >= 0)
);
create index model_call_month on model_call (shop_id, month);
create index model_call_conversation on model_call (conversation_id);
alter table model_call enable row level security;
alter table model_call force row level security;
create policy own_shop on model_call using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()));
`;
