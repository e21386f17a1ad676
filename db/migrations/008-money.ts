/**
 * Money that goes back, papers that cancel, and quotes. Payments stay append-only: what was wrong is answered by a
 * counter-entry (a negative amount), never changed.
 */
export const up = `
alter table payment add column kind text not null default 'payment'
  check (kind in ('payment','refund','correction'));
-- The payment that this row gives back or corrects.
alter table payment add column answers_id bigint references payment(id);
create index payment_at on payment (shop_id, at);
create unique index payment_corrected_once on payment (shop_id, answers_id) where kind = 'correction';

-- What credit notes took off the invoice that stands, minor units.
alter table orders add column credited bigint not null default 0;

-- A part may be asked for again once it was paid: only an open link is unique.
alter table payment_link drop constraint payment_link_shop_id_order_id_order_version_amount_key;
create unique index payment_link_open on payment_link (shop_id, order_id, order_version, amount) where state = 'open';
create index payment_link_order on payment_link (shop_id, order_id);

-- One row per payment that is given back, in whole or in part; decision names the command that wanted it.
create table refund (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  order_id bigint not null references orders(id), payment_id bigint not null references payment(id),
  paper_id bigint references paper(id), decision text not null,
  amount bigint not null check (amount > 0), currency text not null,
  state text not null default 'asked' check (state in ('asked','done','failed')),
  provider_ref text, error text, asked_by jsonb not null, asked_at timestamptz not null, done_at timestamptz
);
create index refund_order on refund (shop_id, order_id);
create index refund_payment on refund (shop_id, payment_id);

create table quote (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  paper_id bigint not null references paper(id), order_id bigint references orders(id), order_version integer,
  customer_id bigint not null references customer(id), conversation_id bigint references conversation(id),
  content jsonb not null, valid_until date not null,
  state text not null default 'open' check (state in ('open','accepted')), accepted_at timestamptz,
  unique (shop_id, paper_id)
);

do $$
declare t text;
begin
  foreach t in array array['refund','quote'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
