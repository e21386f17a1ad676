/**
 * One chain of hashes for each shop: papers, payments with their corrections, closures of the till, archives made. A row
 * holds the hash of the one before, so that nothing of it can be changed or taken out unseen (CGI art. 286-I-3 bis).
 */
export const up = `
-- The end of a shop's chain; locking it makes its rows follow each other one at a time.
create table ledger_head (
  shop_id bigint primary key references shop(id), position bigint not null, hash text not null
);
create table ledger (
  shop_id bigint not null references shop(id), position bigint not null,
  kind text not null check (kind in ('paper','payment','closure','archive')), ref bigint not null,
  canonical text not null, previous_hash text not null, hash text not null, at timestamptz not null,
  primary key (shop_id, position), unique (shop_id, kind, ref)
);
-- Papers from before were chained among themselves: the common chain begins with them.
insert into ledger (shop_id, position, kind, ref, canonical, previous_hash, hash, at)
  select shop_id, row_number() over (partition by shop_id order by id), 'paper', id, canonical, previous_hash, hash, issued_at
  from paper;
insert into ledger_head (shop_id, position, hash)
  select distinct on (shop_id) shop_id, position, hash from ledger order by shop_id, position desc;

create table closure (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  kind text not null check (kind in ('day','month','year')), number integer not null,
  -- YYYY-MM-DD, YYYY-MM or YYYY.
  period text not null, first_position bigint not null, last_position bigint not null,
  -- Minor units: the sum of the period, and of everything from the first day on.
  total bigint not null, perpetual bigint not null, canonical text not null, at timestamptz not null,
  unique (shop_id, kind, number)
);
create unique index closure_period on closure (shop_id, kind, period) where kind <> 'day';
create trigger ledger_kept before update or delete on ledger for each row execute function hub_refuse_change();
create trigger ledger_not_emptied before truncate on ledger for each statement execute function hub_refuse_change();
create trigger closure_kept before update or delete on closure for each row execute function hub_refuse_change();
create trigger closure_not_emptied before truncate on closure for each statement execute function hub_refuse_change();

do $$
declare t text;
begin
  foreach t in array array['ledger_head','ledger','closure'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
