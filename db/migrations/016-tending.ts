/** Connections that are looked after by the clock, messages that are billed, posts that show a product. */
export const up = `
-- When the clock last looked at this connection with its provider.
alter table connection add column looked_at timestamptz;

-- Messages of ours that were delivered, per connection and month, by whether the provider charges them.
create table billed_month (
  shop_id bigint not null references shop(id), connection_id bigint not null references connection(id),
  month text not null, billed integer not null default 0, free integer not null default 0,
  primary key (shop_id, connection_id, month)
);

-- Stories, posts and advertisements that customers answered, and the product each shows (null: not said yet).
create table post (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  channel text not null, kind text not null, ref text not null, url text, title text,
  sku text, first_seen timestamptz not null, unique (shop_id, channel, ref)
);

do $$
declare t text;
begin
  foreach t in array array['billed_month','post'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
