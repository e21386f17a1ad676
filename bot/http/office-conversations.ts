import type { Context, Hono } from 'hono';
import type { Attached, Bubble, ThreadsTab } from '../../admin/conversations/data.ts';
import { conversationsPage } from '../../admin/conversations/list.tsx';
import { conversationTexts } from '../../admin/conversations/texts.ts';
import { conversationPage } from '../../admin/conversations/thread.tsx';
import type { OrderStatus, PaymentStatus } from '../../admin/office/index.ts';
import type { Ctx } from '../../tools/context.ts';
import { answerCustomer } from '../../tools/conversations/answer.ts';
import { restoreBot, silenceMs } from '../../tools/conversations/bot-switch.ts';
import type { Content } from '../../tools/conversations/message.ts';
import {
  countThreads,
  fileNamed,
  markSeen,
  readThread,
  readThreads,
  type Said,
  type SaidCursor,
  type ThreadFilter,
} from '../../tools/conversations/threads.ts';
import { documentFile } from '../../tools/day/picture.ts';
import { writtenIn } from '../../tools/language.ts';
import { inShop, perform } from '../../tools/perform.ts';
import type { SignedIn } from '../../tools/team/sign-in.ts';
import { answerFile } from './file-answer.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

const PATH = '/admin/conversations';
const LIST_PAGE = 40;
const SAID_PAGE = 60;
const MOST_COUNTED = 100;
const SNIPPET = 140;
const FILTERS: ThreadFilter[] = ['all', 'waiting', 'unread'];
const NAMED: Record<ThreadFilter, string> = { all: '', waiting: 'attente', unread: 'nonlues' };

/** Two whole numbers joined by a dash, as cursors stand in addresses. */
const pair = (text: string | undefined): [number, number] | undefined => {
  const [, a, b] = /^(\d{1,16})-(\d{1,16})$/.exec(text ?? '') ?? [];
  return a === undefined ? undefined : [Number(a), Number(b)];
};

/** /admin/conversations: the list, one thread with its files, who speaks there, an answer. For every member. */
export function conversationRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  app.get('/conversations', async (c) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const filter = FILTERS.find((one) => NAMED[one] === (c.req.query('voir') ?? '')) ?? 'all';
    const query = (c.req.query('q') ?? '').trim().slice(0, 100);
    const client = /^\d{1,15}$/.exec(c.req.query('client') ?? '')?.[0];
    const before = pair(c.req.query('avant'));
    const { rows, more, counts } = await inShop(ctx, async (run) => ({
      ...(await readThreads(run, {
        ...{ filter, query, most: LIST_PAGE },
        ...(client === undefined ? {} : { customerId: Number(client) }),
        ...(before ? { before: { at: before[0], id: before[1] } } : {}),
      })),
      counts: await countThreads(run, MOST_COUNTED),
    }));
    const address = (given: Record<string, string | undefined>) => {
      const kept = Object.entries(given).filter((one): one is [string, string] => Boolean(one[1]));
      return kept.length === 0 ? PATH : `${PATH}?${new URLSearchParams(kept)}`;
    };
    const tabs = FILTERS.map(
      (key): ThreadsTab => ({
        key,
        href: address({ voir: NAMED[key], q: query }),
        here: key === filter,
        ...(key === 'all' ? {} : { count: counts[key] }),
      }),
    );
    const items = rows.map((row) => ({
      ...{ href: `${PATH}/${row.id}`, channel: row.channel, at: row.at, unread: row.unread },
      ...(row.name === null ? {} : { name: row.name }),
      ...{ taken: row.taken, waiting: row.waiting },
      last: row.last && 'content' in row.last.what ? shown(ctx, row.last.what.content).slice(0, SNIPPET) : '',
    }));
    const next = more && address({ voir: NAMED[filter], q: query, client, avant: `${more.at}-${more.id}` });
    const kept: Record<string, string> = filter === 'all' ? {} : { voir: NAMED[filter] };
    return room.page(
      c,
      conversationsPage({ ...frame(c, ctx, session), tabs, query, kept, items, ...(next ? { more: next } : {}) }),
    );
  });

  app.get('/conversations/:id{[0-9]{1,15}}', async (c, next) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const id = Number(c.req.param('id'));
    const cursor = pair(c.req.query('avant'));
    const before: SaidCursor | undefined = cursor && { message: cursor[0], outgoing: cursor[1] };
    const thread = await inShop(ctx, async (run) => {
      const found = await readThread(run, id, { most: SAID_PAGE, ...(before ? { before } : {}) });
      if (found && !before) await markSeen(run, id);
      return found;
    });
    if (!thread) return next();
    const { customer, older, silentUntil } = thread;
    const name = customer.name ?? customer.phone ?? customer.email;
    const at = `${PATH}/${id}`;
    return room.page(
      c,
      conversationPage({
        ...frame(c, ctx, session),
        channel: thread.channel,
        ...(name ? { name } : {}),
        ...(customer.phone ? { phone: customer.phone } : {}),
        ...(customer.email ? { email: customer.email } : {}),
        ...(thread.conversations > 1
          ? { others: { href: `${PATH}?client=${customer.id}`, count: thread.conversations } }
          : {}),
        ...(silentUntil === null ? {} : { silentUntil }),
        switchAction: `${at}/assistant`,
        ...(before || ['tiktok', 'manual'].includes(thread.channel) ? {} : { answerAction: `${at}/repondre` }),
        orders: thread.orders.map(({ short, number, status, payment, total, due }) => ({
          href: `/admin/argent/${short}`,
          number,
          status: status as OrderStatus,
          payment: payment as PaymentStatus,
          total: { amount: total, currency: ctx.shop.currency },
          ...(due === null ? {} : { due }),
        })),
        bubbles: thread.said.map((one) => bubble(ctx, id, one)),
        ...(older ? { older: `${at}?avant=${older.message}-${older.outgoing}` } : {}),
        ...(before ? { newest: at } : {}),
        back: PATH,
      }),
    );
  });

  app.post('/conversations/:id{[0-9]{1,15}}/assistant', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const id = Number(c.req.param('id'));
    const form = await c.req.parseBody();
    const until = form.to === 'person' ? ctx.hub.now() + silenceMs(ctx.shop) : null;
    const isThere = await inShop(ctx, (run) => readThread(run, id, { most: 1 }));
    if (!isThere) return c.notFound();
    return room.act(c, `${PATH}/${id}`, perform(restoreBot, ctx, { conversation: id, until }));
  });

  app.post('/conversations/:id{[0-9]{1,15}}/repondre', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const id = Number(c.req.param('id'));
    const text = String((await c.req.parseBody()).text ?? '').slice(0, 3000);
    return room.act(c, `${PATH}/${id}`, perform(answerCustomer, ctx, { conversation: id, text }));
  });

  const file = (of: 'message' | 'outgoing') => async (c: Context<OfficeEnv>) => {
    const ctx = await room.contextOf(c.get('session'));
    const one = Number(c.req.param('one'));
    const found = await inShop(ctx, async ({ trx }) => {
      const named = of === 'message' ? { message: one } : { outgoing: one };
      const fileId = await fileNamed(trx, Number(c.req.param('id')), named);
      return fileId === null ? undefined : documentFile(trx, fileId);
    });
    return found ? answerFile(c, found) : c.notFound();
  };
  app.get('/conversations/:id{[0-9]{1,15}}/piece/:one{[0-9]{1,15}}', file('message'));
  app.get('/conversations/:id{[0-9]{1,15}}/document/:one{[0-9]{1,15}}', file('outgoing'));

  const frame = (c: Context<OfficeEnv>, ctx: Ctx, session: SignedIn) => signedFrame(ctx, session, room.takeFlash(c));
}

function bubble(ctx: Ctx, id: number, one: Said): Bubble {
  if ('reply' in one) {
    const { reply, state, from, at } = one;
    const { document, link } = reply;
    const choices = [...(link ? [link.label] : []), ...(reply.choices?.map(({ title }) => title) ?? [])];
    const attached = document && attachedAs(document.mime, `${PATH}/${id}/document/${one.id}`, document.filename);
    return { from, at, text: reply.text, choices, state, takenBack: false, ...(attached ? { attached } : {}) };
  }
  const { arrival, at, from, takenBack, file } = one;
  const { what } = arrival;
  const content = 'content' in what ? what.content : null;
  const isMedia = content?.kind === 'media';
  const name = isMedia ? (content.filename ?? conversationTexts(writtenIn(ctx.language)).media[content.media]) : '';
  const attached = file && attachedAs(file.mime, `${PATH}/${id}/piece/${one.id}`, name);
  const transcript = isMedia ? content.transcript : undefined;
  const text = content ? (attached && isMedia ? (content.caption ?? '') : shown(ctx, content)) : '';
  const said = what.kind === 'comment' ? what.text : text;
  // Every bubble says something, whatever was sent.
  const silent = said.trim() === '' && !attached && !transcript;
  return {
    ...{ from, at, takenBack, choices: [] },
    text: silent ? conversationTexts(writtenIn(ctx.language)).other(what.kind) : said,
    ...(attached ? { attached } : {}),
    ...(transcript ? { transcript } : {}),
  };
}

function attachedAs(mime: string, href: string, name: string): Attached {
  const [type = ''] = mime.split('/');
  return { kind: type === 'image' || type === 'audio' || type === 'video' ? type : 'file', href, name };
}

/** What somebody sent, in a few words; never blank. */
function shown(ctx: Ctx, content: Content): string {
  const w = conversationTexts(writtenIn(ctx.language));
  switch (content.kind) {
    case 'text':
      return content.text;
    case 'tap':
      return content.title.trim() || content.payload;
    case 'cart':
      return [w.cart, ...content.lines.map(({ sku, qty }) => `${qty} × ${sku}`), content.text ?? ''].join('\n').trim();
    case 'location':
      return [w.place, content.name, content.address, `${content.latitude}, ${content.longitude}`]
        .filter(Boolean)
        .join('\n');
    case 'media':
      return [content.filename ?? w.media[content.media], content.caption].filter(Boolean).join('\n');
    case 'contacts':
      return [w.card, ...content.contacts.map(({ name, phones }) => `${name} ${phones.join(', ')}`)].join('\n');
    case 'form':
      return w.form;
    case 'unsupported':
      return w.other(content.what);
  }
}
