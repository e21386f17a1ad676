/** What customers said, as it was recorded: kept beside the message whose words were read from it. */
export const up = `
create table recording (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  message_id bigint not null references message(id), mime text not null, bytes bytea not null,
  created_at timestamptz not null, unique (shop_id, message_id)
);
alter table recording enable row level security;
alter table recording force row level security;
create policy own_shop on recording using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()));
`;
