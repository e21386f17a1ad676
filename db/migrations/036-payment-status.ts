/** Orders whose credit notes make what is held all that they ask for were kept as partly paid: they are paid. */
export const up = `
alter table orders no force row level security;
update orders set payment_status = 'paid'
  where payment_status = 'partial' and paid > 0 and paid >= total - credited;
alter table orders force row level security;
`;
