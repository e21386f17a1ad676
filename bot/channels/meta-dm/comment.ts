/** Comments under posts -> what was said, where. Instagram's `comments`, a page's `feed`; both of Instagram's shapes. */
import { z } from 'zod';
import { part, phrase, word } from '../whatsapp/payload.ts';
import { atMs, type Read, type Scene } from './read.ts';

const wire = z.object({
  value: part({
    id: word,
    comment_id: word,
    item: word,
    verb: word,
    text: phrase,
    message: phrase,
    from: part({ id: word, username: word, name: word, self_ig_scoped_id: word }),
    media: part({ id: word, ad_id: word, ad_title: word }),
    post_id: word,
    created_time: word,
  }),
});

const FIELDS: ReadonlySet<string> = new Set(['comments', 'live_comments', 'feed']);

/** A comment somebody else wrote under a post of the account; null for everything else a change may say. */
export function readComment(field: string, raw: unknown, scene: Scene): Read | null {
  if (!FIELDS.has(field)) return null;
  const value = wire.safeParse(raw).data?.value;
  if (!value || (field === 'feed' && (value.item !== 'comment' || value.verb !== 'add'))) return null;
  const id = field === 'feed' ? value.comment_id : value.id;
  const text = (value.text ?? value.message)?.trim();
  const from = value.from?.id;
  // Our own words under our own post are nobody's order.
  if (id === undefined || !text || from === undefined || from === scene.account) return null;
  const name = value.from?.name ?? value.from?.username;
  const post = value.media?.ad_id ?? value.media?.id ?? value.post_id;
  return {
    externalId: `comment:${id}`,
    at: atMs(value.created_time, scene.now),
    contact: { id: from, ids: [{ kind: 'scoped', value: from }], ...(name !== undefined && { name }) },
    what: { kind: 'comment', id, text },
    ...(post !== undefined && {
      origin: {
        kind: value.media?.ad_id === undefined ? ('post' as const) : ('ad' as const),
        id: post,
        ...(value.media?.ad_title !== undefined && { title: value.media.ad_title }),
      },
    }),
  };
}
