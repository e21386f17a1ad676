/** An order of two lines as the barest shop would keep it: one statement, without tax, stock, payment, paper or history. */
export const FLOOR_TABLES = `
create table if not exists floor_order (id bigint generated always as identity primary key, short integer not null, customer text not null,
  status text not null, payment_status text not null, total bigint not null, paid bigint not null, created_at timestamptz not null);
create table if not exists floor_line (id bigint generated always as identity primary key, order_id bigint not null references floor_order(id),
  sku text not null, name text not null, qty numeric(12,3) not null, unit_price bigint not null, total bigint not null);
create index if not exists floor_line_order on floor_line (order_id);
create sequence if not exists floor_short`;

export const FLOOR_ORDER = `
with placed as (
  insert into floor_order (short, customer, status, payment_status, total, paid, created_at)
  values (nextval('floor_short'), 'Client', 'confirmed', 'paid', 6300, 6300, now()) returning id
)
insert into floor_line (order_id, sku, name, qty, unit_price, total)
select id, sku, name, qty, price, price * qty from placed,
  (values ('gateau-fraises-8p', 'Gâteau aux fraises (8 parts)', 2, 2250), ('macarons-12', 'Macarons (boîte de 12)', 1, 1800)) as line(sku, name, qty, price)`;
