/** What members say in their thread: commands that can be taken back, plans that wait for a yes; a reply cut short. */
export const up = `
-- A command that can be taken back: what ran, and the tool and input that are its inverse.
create table undo (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  member_id bigint not null references member(id), at timestamptz not null, cause text not null,
  tool text not null, undo_tool text not null, undo_input jsonb not null,
  said text not null, -- the echo of the command: what is named when it is taken back
  order_id bigint references orders(id),
  journal_id bigint not null default 0, -- the journal's last row then: what comes later has changed something since
  used_at timestamptz
);
create index undo_member on undo (shop_id, member_id, id desc);

-- Commands read from words, a voice note or the owner's own answer: nothing runs before a member's yes.
create table plan (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  conversation_id bigint not null references conversation(id), member_id bigint not null references member(id),
  commands jsonb not null, source text not null check (source in ('speech','voice','card','echo','typo')),
  needs_tap boolean not null default false,
  state text not null default 'open' check (state in ('open','done','dropped')),
  cause text not null, created_at timestamptz not null, expires_at timestamptz not null,
  answered_at timestamptz, answered_cause text,
  unique (shop_id, conversation_id, cause)
);
create index plan_open on plan (shop_id, conversation_id, id desc) where state = 'open';

-- A reply that was cut short because a person of the shop answered first.
alter table outgoing drop constraint outgoing_state_check;
alter table outgoing add constraint outgoing_state_check
  check (state in ('queued','sending','waiting','sent','delivered','read','failed','dropped'));

do $$
declare t text;
begin
  foreach t in array array['undo','plan'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy own_shop on %I using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()))', t);
  end loop;
end $$;
`;
