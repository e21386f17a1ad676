/** What a customer asks to change of an order, and the words a shop's customers use for its products. */
export const up = `
-- A draft may change an order instead of making one.
alter table draft add column changes_order_id bigint references orders(id);
create index draft_changes on draft (shop_id, changes_order_id) where changes_order_id is not null;

-- A change of a confirmed order, as it was shown to the members: a tap applies exactly this, or nothing.
create table change_request (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  order_id bigint not null references orders(id), order_version integer not null, draft_id bigint references draft(id),
  what text not null check (what in ('change','cancel')), words text not null, change jsonb not null default '{}',
  state text not null default 'open' check (state in ('open','applied','refused','replaced')),
  created_at timestamptz not null, decided_at timestamptz, decided_by bigint references member(id)
);
create unique index change_request_open on change_request (shop_id, order_id) where state = 'open';

-- Words of customers for a product: proposed once, a name of the product once a member said yes.
create table learned_word (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  word text not null, said text not null, sku text not null,
  state text not null default 'proposed' check (state in ('proposed','confirmed','refused','removed')),
  proposed_at timestamptz not null, decided_at timestamptz, decided_by bigint references member(id),
  unique (shop_id, word, sku)
);

do $$
declare t text;
begin
  foreach t in array array['change_request','learned_word'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
