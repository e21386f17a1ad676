/**
 * Several payment providers: a link has sessions at each of them; what providers list of themselves, how it compares
 * with our books, disputes; and the due dates of an order that is paid in parts.
 */
export const up = `
-- One row per session that was opened at a provider for a link.
create table payment_session (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  link_id bigint not null references payment_link(id), provider text not null, count integer not null,
  session_id text not null, url text not null, until timestamptz not null,
  state text not null default 'open' check (state in ('open','paid','over')),
  opened_at timestamptz not null,
  unique (shop_id, provider, session_id), unique (shop_id, link_id, provider, count)
);
-- The sessions that links held themselves until now. The owner is held to the shop's rows too: not while they move.
alter table payment_link no force row level security;
insert into payment_session (shop_id, link_id, provider, count, session_id, url, until, opened_at)
  select shop_id, id, provider, session_count, session_id, session_url, session_until, created_at
  from payment_link where session_id is not null;
alter table payment_link force row level security;
alter table payment_link drop column provider, drop column session_count, drop column session_id,
  drop column session_url, drop column session_until;

-- What a bank takes back from a payment after a dispute, and gives back when the shop wins it.
alter table payment drop constraint payment_kind_check;
alter table payment add constraint payment_kind_check check (kind in ('payment','refund','correction','chargeback'));
create table dispute (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  order_id bigint not null references orders(id), payment_id bigint not null references payment(id),
  provider text not null, ref text not null, amount bigint not null, currency text not null, reason text not null,
  state text not null default 'open' check (state in ('open','won','lost')),
  answer_by timestamptz, opened_at timestamptz not null, closed_at timestamptz,
  unique (shop_id, provider, ref)
);

-- What a provider lists of the shop's account; amounts signed, fees positive, minor units.
create table movement (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  provider text not null, kind text not null check (kind in ('payment','refund','dispute','payout','fee','other')),
  ref text not null, payment_ref text, amount bigint not null, fee bigint not null default 0, currency text not null,
  at timestamptz not null, unique (shop_id, provider, kind, ref)
);
create index movement_at on movement (shop_id, at);
-- One comparison of a provider's list with our books.
create table reconciliation (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  provider text not null, cause text not null, from_at timestamptz not null, to_at timestamptz not null,
  state text not null default 'asked' check (state in ('asked','done','failed')),
  differences jsonb not null default '[]', entered integer not null default 0, error text,
  conversation_id bigint references conversation(id), asked_at timestamptz not null, done_at timestamptz,
  unique (shop_id, provider, cause)
);

-- An order that is paid in parts: a deposit and its balance, or instalments.
create table schedule (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  order_id bigint not null references orders(id), kind text not null check (kind in ('deposit','instalments')),
  term text check (term in ('acompte','arrhes')), state text not null default 'open' check (state in ('open','closed')),
  made_by jsonb not null, made_at timestamptz not null
);
create unique index schedule_open on schedule (shop_id, order_id) where state = 'open';
create table instalment (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  schedule_id bigint not null references schedule(id), order_id bigint not null references orders(id),
  position integer not null, amount bigint not null check (amount > 0), due_on date not null,
  reminded integer not null default 0, reminded_at timestamptz,
  unique (shop_id, schedule_id, position)
);
create index instalment_due on instalment (shop_id, due_on);

do $$
declare t text;
begin
  foreach t in array array['payment_session','dispute','movement','reconciliation','schedule','instalment'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
