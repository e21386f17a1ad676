/** Stories, posts and advertisements that customers pointed at ("celui-ci !"): each gets its product by one choice. */
import { dayOf } from '../format.ts';
import { render } from '../layout.tsx';
import { PostForm } from '../parts/form.tsx';
import { WaysOn } from '../parts/list.tsx';
import { StateChip } from '../parts/state.tsx';
import { type Texts, textsIn } from '../texts/index.ts';
import { ChannelIcon } from './channel-icon.tsx';
import type { FramedData, OfficeChannel } from './data.ts';
import { OfficeFrame } from './frame.tsx';
import { postTexts } from './post-texts.ts';

export type PostItem = {
  id: number;
  channel: OfficeChannel;
  kind: 'ad' | 'story' | 'product' | 'post';
  title?: string;
  url?: string;
  seen: number;
  /** The sku it shows. */
  sku?: string;
};

export type PostsData = FramedData & {
  posts: PostItem[];
  /** How many have no product, on this page or not. */
  unlinked: number;
  products: { sku: string; name: string }[];
  /** Where a choice posts: `csrf`, `post`, `sku`. */
  action: string;
};

type Words = ReturnType<typeof postTexts>;

function Post({ post, data, t, w }: { post: PostItem; data: PostsData; t: Texts; w: Words }) {
  const name = w.kinds[post.kind];
  return (
    <li class="goods-item post">
      <div class="goods-name">
        <h2>
          <ChannelIcon channel={post.channel} t={t} /> {name}
          {post.sku ? null : <StateChip tone="warn">{w.open}</StateChip>}
        </h2>
        {post.title ? <p dir="auto">{post.title}</p> : null}
        <p>{w.seen(dayOf(post.seen, data.timeZone, data.lang))}</p>
        {post.url ? (
          <a href={post.url} target="_blank" rel="noopener noreferrer">
            {w.look}
          </a>
        ) : null}
      </div>
      <PostForm action={data.action} csrf={data.csrf} fields={{ post: post.id }} className="post-choice">
        <select name="sku" aria-label={`${w.product}, ${name}`} required>
          {post.sku ? null : <option value="">{w.product}</option>}
          {data.products.map(({ sku, name: product }) => (
            <option value={sku} selected={sku === post.sku}>
              {product}
            </option>
          ))}
        </select>
        <button type="submit" class={post.sku ? 'button plain' : 'button'}>
          {w.save}
        </button>
      </PostForm>
    </li>
  );
}

/** The page as text; answer it with `pageHeaders()`. */
export function postsPage(data: PostsData): string {
  const [t, w] = [textsIn(data.lang), postTexts(data.lang)];
  return render(
    <OfficeFrame
      data={data}
      here="catalogue"
      title={w.title}
      lead={w.count(data.unlinked)}
      styles={['office-catalogue.css']}
    >
      <p class="goods-lead">{w.why}</p>
      {data.posts.length === 0 ? <p class="nothing">{w.none}</p> : null}
      <ul class="goods">
        {data.posts.map((post) => (
          <Post post={post} data={data} t={t} w={w} />
        ))}
      </ul>
      <WaysOn ways={[{ href: '/admin/catalogue', words: w.back }]} />
    </OfficeFrame>,
  );
}
