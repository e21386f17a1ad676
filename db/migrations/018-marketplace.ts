/** Orders made on a marketplace, what its articles are in the catalogue, and how far it was read. */
export const up = `
create table market_order (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  channel text not null, account text not null, external_id text not null,
  -- waiting: not ours to make yet; unmatched: an article is unknown; imported; dropped: cancelled before it was ours.
  state text not null, status text not null, changed_at timestamptz not null, content jsonb not null,
  order_id bigint references orders(id), unique (shop_id, channel, external_id)
);
create index market_order_order on market_order (shop_id, order_id) where order_id is not null;
create table market_article (
  shop_id bigint not null references shop(id), channel text not null, article text not null, name text not null,
  sku text not null, primary key (shop_id, channel, article)
);
create table market_poll (
  shop_id bigint not null references shop(id), connection_id bigint not null references connection(id),
  read_until timestamptz not null, asked_at timestamptz not null, primary key (shop_id, connection_id)
);
do $$
declare t text;
begin
  foreach t in array array['market_order','market_article','market_poll'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
