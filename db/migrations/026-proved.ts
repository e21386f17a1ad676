/** Names that are proved to be somebody's, and what a company's letters say of it, waiting for a member's yes. */
export const up = `
-- When an answer came to a letter that only this address got. Numbers are proved by the network that shows them.
alter table identity add column proved_at timestamptz;
create table company_offer (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  customer_id bigint not null references customer(id),
  -- What is offered; its digest, so that the same is asked once.
  facts jsonb not null, digest text not null,
  state text not null default 'open' check (state in ('open','accepted','refused','replaced')),
  made_at timestamptz not null, decided_at timestamptz, decided_by bigint references member(id),
  unique (shop_id, customer_id, digest)
);
create index company_offer_open on company_offer (shop_id, customer_id) where state = 'open';
alter table company_offer enable row level security;
alter table company_offer force row level security;
create policy own_shop on company_offer using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()));
`;
