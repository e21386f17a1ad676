/** What became of each proposal put before the members, which kinds go through by themselves, dates offered. */
export const up = `
create table approval (
  shop_id bigint not null references shop(id), order_id bigint not null references orders(id),
  kind text not null check (kind in ('single','several','delivery')), asked_at timestamptz not null,
  answer text check (answer in ('accepted','refused','auto')), changed boolean not null default false,
  answered_at timestamptz, primary key (shop_id, order_id)
);
create index approval_kind on approval (shop_id, kind, asked_at desc);

create table trust (
  shop_id bigint not null references shop(id), kind text not null check (kind in ('single','several','delivery')),
  mode text not null check (mode in ('auto','ask')), since timestamptz not null, primary key (shop_id, kind)
);

create table date_offer (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  order_id bigint not null references orders(id), conversation_id bigint not null references conversation(id),
  due_date date not null, due_time text, state text not null default 'open'
    check (state in ('open','accepted','declined','replaced')),
  made_at timestamptz not null, answered_at timestamptz
);
create unique index date_offer_one_open on date_offer (shop_id, order_id) where state = 'open';
create index date_offer_conversation on date_offer (shop_id, conversation_id, id desc);

do $$
declare t text;
begin
  foreach t in array array['approval','trust','date_offer'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
