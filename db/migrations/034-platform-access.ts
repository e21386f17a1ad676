/** A shop's own approved platform, and what was reported to it of sales to consumers (e-reporting, flow 10). */
export const up = `
create table platform_access (
  shop_id bigint primary key references shop(id),
  -- Address and secrets as one; the host is what may be shown of it.
  access_sealed text not null, host text not null, proved_at timestamptz not null
);
create table platform_report (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  kind text not null check (kind in ('sales','payments')),
  period_from date not null, period_to date not null,
  -- 1, then 2 … where it was made again.
  version integer not null check (version > 0),
  -- What was reported, as it was then; null: nothing happened in the period.
  xml text, sha256 text, figures jsonb not null,
  tracking_id text not null, flow_id text,
  status text not null, why text not null default '',
  made_at timestamptz not null, changed_at timestamptz not null,
  unique (shop_id, kind, period_from, version), unique (shop_id, tracking_id)
);
do $$
declare t text;
begin
  foreach t in array array['platform_access','platform_report'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
