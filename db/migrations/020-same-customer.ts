/** Two customers who became one, with all that is needed to part them; and pairs that members were asked about. */
export const up = `
create table customer_merge (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  kept_id bigint not null references customer(id), gone_id bigint not null references customer(id),
  merged_at timestamptz not null, moved jsonb not null, parted_at timestamptz
);
create unique index customer_merge_gone on customer_merge (shop_id, gone_id) where parted_at is null;
create table same_customer (
  shop_id bigint not null references shop(id), one_id bigint not null references customer(id),
  other_id bigint not null references customer(id), asked_at timestamptz not null, declined_at timestamptz,
  primary key (shop_id, one_id, other_id)
);
create index identity_value on identity (shop_id, kind, value);
do $$
declare t text;
begin
  foreach t in array array['customer_merge','same_customer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
