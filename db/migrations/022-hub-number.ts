/** The hub's own number serves members of many shops: which shops a member's telephone belongs to, which one she chose. */
export const up = `
-- kind member_phone (a telephone may belong to members of several shops), hub_thread (the shop a telephone chose: one).
drop index directory_one_owner;
create unique index directory_one_owner on directory (kind, key) where kind not in ('email','member_phone');

create function note_member_phone() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.phone is not null then
    delete from directory where kind = 'member_phone' and key = old.phone and shop_id = old.shop_id;
  end if;
  if tg_op <> 'DELETE' and new.phone is not null and new.active then
    insert into directory (kind, key, shop_id) values ('member_phone', new.phone, new.shop_id) on conflict do nothing;
  end if;
  return null;
end $$;
create trigger member_phone after insert or delete or update of phone, active on member
  for each row execute function note_member_phone();

-- Those who are there already; row security would hide them from this statement's owner.
alter table member no force row level security;
alter table directory no force row level security;
insert into directory (kind, key, shop_id)
  select 'member_phone', phone, shop_id from member where active and phone is not null on conflict do nothing;
alter table member force row level security;
alter table directory force row level security;
`;
