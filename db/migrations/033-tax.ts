/**
 * What a product is for VAT (goods or a service; null: as the shop says), frozen with each line; a buyer's country, an
 * order's references of the buyer, and what was decided about the VAT of a sale abroad.
 */
export const up = `
alter table product add column operation text check (operation in ('goods', 'services'));
alter table order_line add column operation text check (operation in ('goods', 'services'));
alter table customer add column country text check (country ~ '^[A-Z]{2}$');
alter table orders add column purchase jsonb;
alter table orders add column vat_case text
  check (vat_case in ('domestic', 'intra_eu', 'reverse_charge', 'export'));
`;
