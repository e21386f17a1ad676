/** The office's conversations: found by their last word, what nobody has read yet; dialogs whose answer counts once. */
export const up = `
alter table one_time_code drop constraint one_time_code_purpose_check;
alter table one_time_code add constraint one_time_code_purpose_check check (purpose in ('link','sign_in','dialog'));

-- The last message a person has seen in the office.
alter table conversation add column seen_message_id bigint not null default 0;
create index conversation_recent on conversation (shop_id, (coalesce(last_inbound_at, created_at)) desc, id desc)
  where customer_id is not null;
`;
