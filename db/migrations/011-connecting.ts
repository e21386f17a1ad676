/** What is known of a connection beside its secrets, and what the last examination of a shop's outside found. */
export const up = `
-- When its token ends (null: never, or not known), and what the provider told of the account: its WABA, page, quality.
alter table connection add column expires_at timestamptz;
alter table connection add column facts jsonb not null default '{}';

-- The last examination of one subject: a connection ("whatsapp:1066…"), a payment provider ("stripe"), the hub ("hub").
create table checkup (
  shop_id bigint not null references shop(id), subject text not null,
  checked_at timestamptz not null, checks jsonb not null,
  primary key (shop_id, subject)
);

do $$
declare t text;
begin
  foreach t in array array['checkup'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
