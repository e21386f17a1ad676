/** Letters as they came, the files in them, and how far each mailbox was read. */
export const up = `
-- One row per letter that arrived, whole; its messages in the inbox carry the same external id.
create table mail (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  connection_id bigint not null references connection(id), external_id text not null,
  message_id text, contact text, subject text not null, thread jsonb not null default '[]',
  -- What the receiving server found of the sender, and what the signature says of a company: notes, not facts.
  authentication jsonb not null default '{}', company jsonb,
  raw bytea not null, received_at timestamptz not null,
  unique (shop_id, connection_id, external_id)
);
create index mail_contact on mail (shop_id, connection_id, contact, id) where contact is not null;
create table mail_file (
  shop_id bigint not null references shop(id), connection_id bigint not null references connection(id),
  ref text not null, mail_id bigint not null references mail(id),
  filename text not null, mime text not null, bytes bytea not null,
  primary key (shop_id, connection_id, ref)
);
create index mail_file_mail on mail_file (shop_id, mail_id);

-- How far a mailbox was read, and who reads it: one process at a time.
create table mailbox (
  shop_id bigint not null references shop(id), connection_id bigint not null references connection(id),
  uid_validity bigint, last_uid bigint not null default 0,
  lease_token text, lease_until timestamptz,
  -- The last time it was known to be read to its end; since when it cannot be read, and why.
  seen_at timestamptz, broken_since timestamptz, failures integer not null default 0, trouble text,
  primary key (shop_id, connection_id)
);

do $$
declare t text;
begin
  foreach t in array array['mail','mail_file','mailbox'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
