/** The nights on which what is kept no longer was deleted. */
export const up = `
create table retention_night (
  shop_id bigint not null references shop(id), day date not null, deleted jsonb not null default '{}',
  done_at timestamptz, primary key (shop_id, day)
);
alter table retention_night enable row level security;
alter table retention_night force row level security;
create policy own_shop on retention_night using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()));
`;
