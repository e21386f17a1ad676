/** What the hub watches by itself: digests, alerts, the rhythm of channels; setting a shop up; small pictures. */
export const up = `
-- One row per shop: the last days a digest was sent for, and when the last alerts were told.
create table watch (
  shop_id bigint primary key references shop(id),
  evening_on date, morning_on date, alerted_at timestamptz
);
-- One thing that members should know, told once; the same thing comes again only after it was over.
create table alert (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  kind text not null, subject text not null, facts jsonb not null default '{}',
  first_seen timestamptz not null, told_at timestamptz, over_at timestamptz
);
create unique index alert_open on alert (shop_id, kind, subject) where over_at is null;
create index alert_untold on alert (shop_id, id) where told_at is null and over_at is null;

-- The hours in which something arrived on a connection: what its usual rhythm is read from.
create table rhythm (
  shop_id bigint not null references shop(id), connection_id bigint not null references connection(id),
  hour timestamptz not null, primary key (shop_id, connection_id, hour)
);

-- A shop being set up in its owner's thread: what is asked next, what was answered.
create table setup (
  shop_id bigint primary key references shop(id), member_id bigint not null references member(id),
  step text not null, waiting jsonb, back_to_end boolean not null default false,
  started_at timestamptz not null, done_at timestamptz
);

-- Pictures made for a member's thread, kept while they are on their way.
create table picture (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  mime text not null, filename text not null, bytes bytea not null, created_at timestamptz not null
);

create index orders_created on orders (shop_id, created_at);
create index orders_unpaid on orders (shop_id, due_date)
  where payment_status in ('unpaid','partial') and status in ('confirmed','preparing','ready','delivered');
create index conversation_taken on conversation (shop_id, bot_off_until) where bot_off_until is not null;

do $$
declare t text;
begin
  foreach t in array array['watch','alert','rhythm','setup','picture'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
