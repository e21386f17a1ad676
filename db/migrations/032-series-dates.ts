/** The instant of a series' last number: the next one is never dated before it, whatever the clock does. */
export const up = `
alter table series add column last_at timestamptz;
alter table series no force row level security;
alter table paper no force row level security;
update series set last_at = (
  select max(paper.issued_at) from paper
  where paper.shop_id = series.shop_id and left(paper.canonical::jsonb ->> 'issued_on', 4) = series.year::text
    and case when paper.kind = 'deposit' then 'invoice' else paper.kind end = series.kind
);
alter table paper force row level security;
alter table series force row level security;
`;
