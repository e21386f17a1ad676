/** What the office knows of papers: when one was opened, the shop's logo, and reductions. */
export const up = `
-- How often a paper was opened at its address, first and last; one row a paper.
create table paper_opening (
  shop_id bigint not null references shop(id), paper_id bigint not null references paper(id),
  first_at timestamptz not null, last_at timestamptz not null, times integer not null default 1,
  primary key (shop_id, paper_id)
);
-- Papers name a logo by its hash: one that was ever used stays as it was.
create table logo (
  shop_id bigint not null references shop(id), sha256 text not null, bytes bytea not null,
  width integer not null, height integer not null, created_at timestamptz not null,
  primary key (shop_id, sha256)
);
create trigger logo_kept before update or delete on logo for each row execute function hub_refuse_change();
-- A share of the goods, in hundredths of a percent, that follows when lines change; null: the amount stays.
alter table orders add column discount_rate integer check (discount_rate between 1 and 10000);
-- Taken off the line, minor units; already deducted from its total.
alter table order_line add column discount bigint not null default 0 check (discount >= 0);
create index outgoing_file on outgoing (shop_id, ((reply -> 'document' ->> 'fileId'))) where reply ? 'document';

do $$
declare t text;
begin
  foreach t in array array['paper_opening','logo'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
