/** Stock as movements, what is sold out, pictures of products, customers merged into one. */
export const up = `
-- Every change of a stock is a movement, never touched again; product.stock and variant.stock are their kept sum
-- (null: not counted), written in the same transaction.
create table stock_movement (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  sku text not null, qty numeric(12,3) not null check (qty <> 0),
  reason text not null check (reason in ('sale','count','correction','waste','return','purchase')),
  order_id bigint references orders(id), location text, by jsonb not null,
  at timestamptz not null default now(), cause text not null,
  unique (shop_id, cause)
);
create index stock_movement_sku on stock_movement (shop_id, sku, id);
create index stock_movement_order on stock_movement (shop_id, order_id) where order_id is not null;
create trigger stock_movement_kept before update or delete on stock_movement for each row execute function hub_refuse_change();
create trigger stock_movement_not_emptied before truncate on stock_movement for each statement execute function hub_refuse_change();

-- Stamps of catalogues come from here: one that was rolled back is never used again, so what a process kept in memory
-- under a stamp is what that stamp means.
create sequence catalogue_stamp start 1000000 maxvalue 2147483647;

-- Said to be sold out by a member, counted or not: not sold until it is back.
alter table product add column sold_out_at timestamptz;
alter table variant add column sold_out_at timestamptz;

create table product_photo (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  product_id bigint not null references product(id), mime text not null, bytes bytea not null, sha256 text not null,
  created_at timestamptz not null, unique (shop_id, product_id)
);

-- A customer who turned out to be another one: papers keep pointing here, everything else has moved.
alter table customer add column merged_into bigint references customer(id);

-- What is counted already begins with one movement. The tables force their owner under row security; it steps aside here.
alter table product no force row level security;
alter table variant no force row level security;
insert into stock_movement (shop_id, sku, qty, reason, by, at, cause)
  select shop_id, sku, stock, 'count', '{"kind":"system"}'::jsonb, now(), 'opening:' || sku from product where stock <> 0
  union all select shop_id, sku, stock, 'count', '{"kind":"system"}'::jsonb, now(), 'opening:' || sku from variant where stock <> 0;
alter table product force row level security;
alter table variant force row level security;

alter table stock_movement enable row level security;
alter table stock_movement force row level security;
create policy own_shop on stock_movement using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()));
alter table product_photo enable row level security;
alter table product_photo force row level security;
create policy own_shop on product_photo using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()));
`;
