/** Pages of paper that members photograph: the notebook, a price list; links they paste. What was read on each. */
export const up = `
create table page (
  id bigint generated always as identity primary key, shop_id bigint not null references shop(id),
  conversation_id bigint not null references conversation(id), member_id bigint not null references member(id),
  -- The message it came with: taken once.
  message_id bigint not null references message(id),
  kind text not null check (kind in ('notebook','price_list','link')),
  mime text, bytes bytea, sha256 text, -- a photo
  url text, -- a link
  caption text,
  -- The lines a model read, as proposed; null: nobody read it. 'trouble' says why.
  lines jsonb, model text, trouble text check (trouble in ('no_model','off','spent','failed')),
  created_at timestamptz not null,
  done_at timestamptz, -- a member wrote its orders down, or put it away
  unique (shop_id, message_id),
  check ((url is null) <> (bytes is null))
);
create index page_open on page (shop_id, id desc) where done_at is null;

-- A line of a page waits for a yes as other plans do.
alter table plan drop constraint plan_source_check;
alter table plan add constraint plan_source_check check (source in ('speech','voice','card','echo','typo','page'));
alter table plan add column page_id bigint references page(id);

do $$
begin
  alter table page enable row level security;
  alter table page force row level security;
  create policy own_shop on page using (shop_id = (select hub_shop())) with check (shop_id = (select hub_shop()));
end $$;
`;
