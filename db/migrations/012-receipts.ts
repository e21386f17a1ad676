/** A receipt: what a customer gets for their money while the invoice lacks something the law wants on it. */
export const up = `
alter table paper drop constraint paper_kind_check;
alter table paper add constraint paper_kind_check
  check (kind in ('quote','invoice','deposit','credit_note','receipt'));
`;
