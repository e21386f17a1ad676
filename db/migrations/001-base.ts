/** The hub's first schema. Ids are bigint identities; money is integer minor units; instants are timestamptz. */
export const up = `
-- Who is asking. Set by forShop / forHub for one transaction only; empty means "nobody": no row is visible.
create function hub_shop() returns bigint language sql stable
  as $$ select nullif(current_setting('app.shop_id', true), '')::bigint $$;
create function hub_wide() returns boolean language sql stable
  as $$ select coalesce(current_setting('app.hub', true), '') = 'on' $$;

-- Hub level: which shop an outside key belongs to. kind: shop (slug), connection (channel:account), api_key (sha256), email.
create table directory (
  kind text not null, key text not null, shop_id bigint not null,
  primary key (kind, key, shop_id)
);
create unique index directory_one_owner on directory (kind, key) where kind <> 'email';

-- Hub level: bodies that no shop claims or that could not be read, kept as they came.
create table unread_body (
  id bigint generated always as identity primary key,
  channel text not null, reason text not null, body text not null,
  digest text not null unique, received_at timestamptz not null default now()
);
-- Hub level: small facts of the installation (the value that proves SECRET_KEY is still the same one).
create table installation (key text primary key, value text not null);

create table shop (
  id bigint generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9-]+$'),
  name text not null, currency text not null, timezone text not null, language text not null,
  settings jsonb not null default '{}', demo boolean not null default false,
  last_short integer not null default 0,
  catalogue_stamp integer not null default 1, -- bumped by every change to products, so caches know
  created_at timestamptz not null default now()
);

create table member (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  name text not null, role text not null check (role in ('owner','manager','staff')),
  phone text, email text, password_hash text, language text, active boolean not null default true,
  created_at timestamptz not null default now()
);
create unique index member_phone on member (shop_id, phone) where phone is not null;
create unique index member_email on member (shop_id, lower(email)) where email is not null;
-- A one-time secret: links an account (/lier) or opens a session once. Only its hash is kept.
create table one_time_code (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  member_id bigint not null references member(id), purpose text not null check (purpose in ('link','sign_in')),
  code_hash text not null, expires_at timestamptz not null, used_at timestamptz, tries integer not null default 0
);
create index one_time_code_hash on one_time_code (shop_id, purpose, code_hash);
create table session (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  member_id bigint not null references member(id), secret_hash text not null, csrf text not null,
  created_at timestamptz not null default now(), expires_at timestamptz not null
);
create index session_secret on session (shop_id, secret_hash);

create table connection (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  channel text not null, account text not null, display text, secrets_sealed text not null,
  state text not null default 'on' check (state in ('on','off','reconnect')), state_reason text,
  last_event_at timestamptz, created_at timestamptz not null default now(),
  unique (shop_id, channel, account)
);

create table customer (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  name text, phone text, email text, address text, language text, note text,
  created_at timestamptz not null default now()
);
create table identity (
  shop_id bigint not null references shop(id), customer_id bigint not null references customer(id),
  channel text not null, kind text not null, value text not null,
  primary key (shop_id, channel, kind, value)
);
create index identity_customer on identity (shop_id, customer_id);

create table conversation (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  connection_id bigint not null references connection(id), channel text not null, contact text not null,
  customer_id bigint references customer(id), member_id bigint references member(id),
  language text, last_inbound_at timestamptz, last_message_id bigint, bot_off_until timestamptz,
  introduced_at timestamptz, story_since bigint not null default 0, created_at timestamptz not null default now(),
  unique (shop_id, connection_id, contact)
);
create index conversation_member on conversation (shop_id, member_id) where member_id is not null;
create index conversation_customer on conversation (shop_id, customer_id) where customer_id is not null;

create table turn (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  conversation_id bigint not null references conversation(id),
  opened_at timestamptz not null, done_at timestamptz, attempts integer not null default 0, error text
);
create index turn_open on turn (shop_id, conversation_id) where done_at is null;

-- Everything that ever arrived. lane = connection:contact, the unit of order.
create table message (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  connection_id bigint not null references connection(id), lane text not null, external_id text not null,
  kind text not null, at timestamptz not null, received_at timestamptz not null default now(),
  arrival jsonb not null, conversation_id bigint references conversation(id), turn_id bigint references turn(id),
  state text not null default 'new' check (state in ('new','parked','taken','done')),
  unique (shop_id, connection_id, external_id)
);
create index message_lane_new on message (shop_id, lane, id) where state in ('new','taken');
create index message_parked on message (shop_id, connection_id) where state = 'parked';
create index message_conversation on message (shop_id, conversation_id, id);

create table outgoing (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  conversation_id bigint not null references conversation(id), created_at timestamptz not null,
  reply jsonb not null, cause text not null,
  order_id bigint, order_version integer, -- the card's order, so a quoted "ok" binds to exactly that one
  state text not null default 'queued'
    check (state in ('queued','sending','waiting','sent','delivered','read','failed')),
  attempts integer not null default 0, due_at timestamptz not null, provider_id text, by_template boolean not null default false,
  failure jsonb, sent_at timestamptz, billable boolean, told_at timestamptz,
  unique (shop_id, conversation_id, cause)
);
create index outgoing_due on outgoing (shop_id, conversation_id, id) where state in ('queued','sending');
create index outgoing_waiting on outgoing (shop_id, conversation_id) where state = 'waiting';
create index outgoing_provider on outgoing (shop_id, provider_id) where provider_id is not null;
create index outgoing_conversation on outgoing (shop_id, conversation_id, id);
create index outgoing_order on outgoing (shop_id, order_id) where order_id is not null;

-- What is to be looked at, by whom, until when. The truth behind the queue: a lost bell is found here.
create table work (
  shop_id bigint not null references shop(id), kind text not null, ref text not null,
  due_at timestamptz not null, since timestamptz not null, lease_token text, lease_until timestamptz,
  attempts integer not null default 0, stamp integer not null default 1, primary key (shop_id, kind, ref)
);
create index work_due on work (due_at);

-- Results of what a cause already did, so that doing it again tells instead of repeating.
create table effect (
  shop_id bigint not null references shop(id), cause text not null, key text not null,
  result jsonb not null, at timestamptz not null default now(), primary key (shop_id, cause, key)
);

create table journal (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  at timestamptz not null, event text not null, actor jsonb not null, order_id bigint, data jsonb not null, cause text not null
);
create index journal_order on journal (shop_id, order_id) where order_id is not null;

create table errand (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  kind text not null, cause text not null, payload jsonb not null,
  state text not null default 'asked' check (state in ('asked','done','failed')),
  attempts integer not null default 0, error text, created_at timestamptz not null, done_at timestamptz,
  unique (shop_id, kind, cause)
);
`;
