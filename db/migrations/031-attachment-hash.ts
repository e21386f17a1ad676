/** The hash of what was kept, so that a file can be shown to be the one that came. */
export const up = `
alter table attachment add column sha256 text;
`;
