/** What papers need beside themselves: who a customer is by law, what is still to be issued, how a series is numbered. */
export const up = `
alter table customer add column business jsonb;
-- Fixed with the first number of a year: a format that changes in between would break the series.
alter table series add column format text;
-- An invoice that is owed to the customer but lacks something the law wants on it. One open row per cause.
create table to_issue (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  order_id bigint not null references orders(id), kind text not null check (kind in ('invoice','deposit')),
  once text not null, part jsonb, missing jsonb not null, noted_at timestamptz not null, done_at timestamptz,
  paper_id bigint references paper(id), unique (shop_id, once)
);
create index to_issue_open on to_issue (shop_id, order_id) where done_at is null;

do $$
declare t text;
begin
  foreach t in array array['to_issue'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
