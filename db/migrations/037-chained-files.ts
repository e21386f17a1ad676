/** The files of papers in the chain: what was printed is held by more than the hash beside it. Those from before stay as they are. */
export const up = `
alter table ledger drop constraint ledger_kind_check;
alter table ledger add constraint ledger_kind_check check (kind in ('paper','payment','closure','archive','file'));
`;
