/** The office's customers: those who never wrote nor ordered are found by when they were made. */
export const up = `
create index customer_newest on customer (shop_id, created_at desc, id desc) where merged_into is null;
`;
