/** Letters the shop's people sent from their own mail program, and how far the folder that keeps them was read. */
export const up = `
-- 'out': written by a person of the shop. To somebody who never wrote here only its id is kept, so that an answer to it
-- is known for one; no words, no address.
alter table mail add column direction text not null default 'in' check (direction in ('in','out'));
create index mail_sent on mail (shop_id, connection_id, message_id) where direction = 'out';
alter table mailbox add column sent_path text, add column sent_validity bigint, add column sent_uid bigint;
`;
