/**
 * Tenancy. Every table with a shop_id shows a transaction only the rows of the shop it was opened for; `shop` itself
 * likewise by id. FORCE makes the table owner obey too.
 * The one exception is the hub-wide transaction (forHub): the directory and unread bodies, and reading `work` to find
 * what is overdue. `db/tenancy.test.ts` lists it and fails on any other.
 */
export const up = `
do $$
declare t text;
begin
  for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           join pg_attribute a on a.attrelid = c.oid and a.attname = 'shop_id' and not a.attisdropped
           where n.nspname = current_schema() and c.relkind = 'r' and c.relname <> 'directory' loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
alter table shop enable row level security;
alter table shop force row level security;
create policy own_shop on shop using (id = (select hub_shop())) with check (id = (select hub_shop()));

alter table directory enable row level security;
alter table directory force row level security;
create policy own_shop on directory using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()));
create policy hub_reads on directory for select using ((select hub_wide()));

alter table unread_body enable row level security;
alter table unread_body force row level security;
create policy hub_only on unread_body using ((select hub_wide())) with check ((select hub_wide()));
alter table installation enable row level security;
alter table installation force row level security;
create policy hub_only on installation using ((select hub_wide())) with check ((select hub_wide()));

create policy hub_sweeps on work for select using ((select hub_wide()));
`;
