/** What changed on a marketplace after an order was taken over: refunds, cancelled units, other articles; until a member decides. */
export const up = `
create table market_change (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  market_order_id bigint not null references market_order(id), order_id bigint not null references orders(id),
  -- The marketplace's own id of it, or ours made of what changed.
  external_id text not null,
  kind text not null check (kind in ('cancellation', 'return', 'units', 'articles')),
  -- open: waits for a member; covered: what another one already says; replaced: by one that knows more.
  state text not null check (state in ('open', 'applied', 'declined', 'covered', 'replaced')),
  amount bigint not null check (amount >= 0), content jsonb not null,
  created_at timestamptz not null, decided_at timestamptz, decided_by bigint references member(id),
  unique (shop_id, market_order_id, external_id)
);
create index market_change_order on market_change (shop_id, order_id);
alter table market_change enable row level security;
alter table market_change force row level security;
create policy own_shop on market_change using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()));
`;
