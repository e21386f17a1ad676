/** Invoices handed to an approved platform (e-invoicing reform), and how far its messages were read. */
export const up = `
create table platform_flow (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  paper_id bigint not null references paper(id), tracking_id text not null, flow_id text,
  status text not null default 'waiting', why text not null default '',
  asked_at timestamptz not null, changed_at timestamptz not null,
  unique (shop_id, paper_id), unique (shop_id, tracking_id)
);
create table platform_poll (
  shop_id bigint primary key references shop(id), read_until timestamptz not null, asked_at timestamptz not null
);
do $$
declare t text;
begin
  foreach t in array array['platform_flow','platform_poll'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
