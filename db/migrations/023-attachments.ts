/** Whatever people send is kept beside its message, as recordings were: one table for every kind. */
export const up = `
alter table recording rename to attachment;
`;
