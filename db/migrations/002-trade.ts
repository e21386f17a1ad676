/** Catalogue, drafts, orders, money and papers. */
export const up = `
create table product (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  sku text not null, name text not null, aliases jsonb not null default '[]', description text,
  unit text not null, price bigint not null check (price >= 0), vat_rate integer not null, -- hundredths of a percent
  stock numeric(12,3), low_stock numeric(12,3), options jsonb not null default '[]', details jsonb not null default '{}',
  position integer not null default 0, active boolean not null default true, unique (shop_id, sku)
);
create table variant (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  product_id bigint not null references product(id), sku text not null, name text not null,
  price bigint not null check (price >= 0), stock numeric(12,3), position integer not null default 0,
  active boolean not null default true, unique (shop_id, sku)
);
create index variant_product on variant (shop_id, product_id);

create table draft (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  conversation_id bigint not null references conversation(id),
  state text not null default 'open' check (state in ('open','placed','dropped')),
  content jsonb not null, version integer not null default 1,
  created_at timestamptz not null, updated_at timestamptz not null
);
create unique index draft_one_open on draft (shop_id, conversation_id) where state = 'open';

create table orders (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  short integer not null, number text not null, version integer not null default 1,
  status text not null default 'pending'
    check (status in ('pending','confirmed','preparing','ready','delivered','cancelled')),
  payment_status text not null default 'unpaid' check (payment_status in ('unpaid','partial','paid','refunded')),
  channel text not null, conversation_id bigint references conversation(id), customer_id bigint not null references customer(id),
  draft_id bigint references draft(id), customer_name text, currency text not null,
  subtotal bigint not null, discount bigint not null default 0, shipping bigint not null default 0,
  tax bigint not null, total bigint not null, paid bigint not null default 0,
  due_date date, due_time text, fulfilment text check (fulfilment in ('pickup','delivery')), address text, note text,
  cancel_reason text, created_at timestamptz not null, updated_at timestamptz not null,
  unique (shop_id, short), unique (shop_id, number), unique (shop_id, draft_id)
);
create index orders_newest on orders (shop_id, id desc);
create index orders_due on orders (shop_id, due_date, id);
create index orders_status on orders (shop_id, status, id desc);
create index orders_customer on orders (shop_id, customer_id, id desc);

create table order_line (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  order_id bigint not null references orders(id), position integer not null,
  sku text not null, name text not null, qty numeric(12,3) not null check (qty > 0), unit text not null,
  unit_price bigint not null, total bigint not null, vat_rate integer not null, options jsonb not null default '{}'
);
create index order_line_order on order_line (shop_id, order_id, position);

create table payment_link (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  order_id bigint not null references orders(id), order_version integer not null,
  amount bigint not null check (amount > 0), currency text not null,
  state text not null default 'open' check (state in ('open','paid','closed')),
  provider text, session_count integer not null default 0, session_id text, session_url text, session_until timestamptz,
  created_at timestamptz not null, unique (shop_id, order_id, order_version, amount)
);
create index payment_link_session on payment_link (shop_id, session_id) where session_id is not null;

create table payment (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  order_id bigint not null references orders(id), link_id bigint references payment_link(id),
  provider text not null, provider_ref text not null, method text not null,
  amount bigint not null, currency text not null, at timestamptz not null, recorded_by jsonb not null,
  unique (shop_id, provider, provider_ref)
);
create index payment_order on payment (shop_id, order_id);
create table provider_event (
  shop_id bigint not null references shop(id), provider text not null, event_id text not null,
  type text not null, body jsonb not null, received_at timestamptz not null default now(),
  outcome text, primary key (shop_id, provider, event_id)
);

-- Legal numbering: taken under the row's lock in the transaction that issues, so a rollback leaves no gap.
create table series (
  shop_id bigint not null references shop(id), kind text not null, year integer not null, last integer not null default 0,
  primary key (shop_id, kind, year)
);
create table paper (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  kind text not null check (kind in ('quote','invoice','deposit','credit_note')),
  number text not null, once text not null, order_id bigint references orders(id), customer_id bigint references customer(id),
  total bigint not null, currency text not null, issued_at timestamptz not null,
  cancels_id bigint references paper(id), canonical text not null, previous_hash text not null, hash text not null,
  unique (shop_id, number), unique (shop_id, once)
);
create index paper_order on paper (shop_id, order_id);
create index paper_newest on paper (shop_id, id desc);
create table paper_file (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  paper_id bigint not null references paper(id), mime text not null, filename text not null,
  bytes bytea not null, sha256 text not null, created_at timestamptz not null default now(),
  unique (shop_id, paper_id, mime)
);

-- Once issued, never touched: not by us, not by a mistake in a later release (CGI art. 286-I-3 bis: inalterability).
create function hub_refuse_change() returns trigger language plpgsql as $$
begin raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation'; end $$;
create trigger paper_kept before update or delete on paper for each row execute function hub_refuse_change();
create trigger paper_file_kept before update or delete on paper_file for each row execute function hub_refuse_change();
create trigger journal_kept before update or delete on journal for each row execute function hub_refuse_change();
create trigger payment_kept before update or delete on payment for each row execute function hub_refuse_change();
create trigger paper_not_emptied before truncate on paper for each statement execute function hub_refuse_change();
create trigger paper_file_not_emptied before truncate on paper_file for each statement execute function hub_refuse_change();
`;
