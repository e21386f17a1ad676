import type { Hono } from 'hono';
import { type PostsData, postsPage } from '../../admin/office/posts.tsx';
import { loadCatalogue } from '../../tools/catalog/catalogue.ts';
import { readPosts } from '../../tools/catalog/post-list.ts';
import { linkPost } from '../../tools/catalog/posts.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

export const POSTS_PATH = '/admin/catalogue/publications';
const MOST = 60;

/** /admin/catalogue/publications: what customers pointed at, and which product each shows. */
export function postRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  app.get('/catalogue/publications', async (c) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const { seen, products } = await inShop(ctx, async (run) => ({
      seen: await readPosts(run, MOST),
      products: (await loadCatalogue(run.trx, run.shop.id)).products,
    }));
    // One of a product's sizes may have been named in the thread.
    const linked = seen.posts.flatMap(({ product }) => product ?? []);
    const known = new Map([...products, ...linked].map(({ sku, name }) => [sku, name]));
    const flash = room.takeFlash(c);
    const data: PostsData = {
      ...signedFrame(ctx, session, flash),
      posts: seen.posts.map(({ product, title, url, ...post }) => ({
        ...post,
        ...(title ? { title } : {}),
        ...(url && /^https:\/\//.test(url) ? { url } : {}),
        ...(product ? { sku: product.sku } : {}),
      })),
      unlinked: seen.unlinked,
      products: [...known].map(([sku, name]) => ({ sku, name })),
      action: POSTS_PATH,
    };
    return room.page(c, postsPage(data));
  });

  app.post('/catalogue/publications', async (c) => {
    const form = await c.req.parseBody();
    const text = `${String(form.post ?? '')} ${String(form.sku ?? '')}`.slice(0, 200);
    const ctx = await room.contextOf(c.get('session'));
    return room.act(c, POSTS_PATH, perform(linkPost, ctx, { text }));
  });
}
