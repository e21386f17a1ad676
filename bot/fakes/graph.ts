/**
 * A small real server that behaves like the Graph API for the calls we make, and refuses what the real one refuses.
 * For tests and demonstrations; it remembers everything, fails on demand, and speaks back by signed webhooks.
 */
import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { type DirectWebhooks, directWebhooksSignedBy } from './direct-webhooks.ts';
import { createAccount, type FakeAccount, type Fault, type SentMessage } from './graph-account.ts';
import { accountRoutes, createAccounts, type GraphAccounts, isKnown, loginRoutes } from './graph-accounts.ts';
import { asResponse, at, checkMessage, checkReceipt, type GraphRefusal, refuse, textAt } from './graph-checks.ts';
import { type DirectAction, isDirect, takeAttachment, takeDirect } from './graph-direct.ts';
import { type InstagramLogins, instagramRoutes } from './graph-instagram.ts';
import { listen } from './graph-listen.ts';
import { templateRoutes } from './graph-templates.ts';
import { type From, type SignedBody, type StatusSpec, type Webhooks, webhooksSignedBy } from './graph-webhooks.ts';

export type { Fault, SentMessage, Upload } from './graph-account.ts';
export type { SignedBody } from './graph-webhooks.ts';

export type FakeGraphOptions = {
  appSecret: string;
  /** The tokens it accepts; `['fake-token']` by default. */
  tokens?: string[];
  /** Templates known as approved at the start: ours (default) or none. */
  approved?: 'ours' | 'none';
  /** 'open' (default): every contact's 24 h window is open unless closed; 'closed': until the contact writes. */
  windows?: 'open' | 'closed';
  /** The fixed part of URL buttons of the approved templates. */
  publicUrl?: string;
  /** 0 (default): any free port. */
  port?: number;
  now?: () => number;
};

type Memory = Pick<
  FakeAccount,
  | 'comments'
  | 'sent'
  | 'receipts'
  | 'uploads'
  | 'templates'
  | 'approve'
  | 'unapprove'
  | 'open'
  | 'closeWindow'
  | 'failNext'
>;

export type FakeGraph = Memory &
  Webhooks & {
    /** What to use as GRAPH_URL. */
    url: string;
    /** Every call that came, in order. */
    calls: { method: string; path: string; status: number }[];
    /** Tokens, pages, numbers, subscriptions and logins it knows. */
    accounts: GraphAccounts;
    /** Instagram's own login. */
    logins: InstagramLogins;
    /** Sender actions of Messenger and Instagram, in order. */
    actions: DirectAction[];
    /** Profiles of Messenger and Instagram: the name by the scoped id. */
    names: Map<string, string>;
    /** What happens on Messenger and Instagram. */
    direct: DirectWebhooks;
    sentTo(user: string): SentMessage[];
    /** The first message that matches, already sent or still to come; rejects after `withinMs` (10 s). */
    waitFor(match: (message: SentMessage) => boolean, withinMs?: number): Promise<SentMessage>;
    /** Keeps a file as if a contact had sent it; its id goes into `inboundMedia`. */
    keepMedia(file: { mime: string; bytes: Uint8Array }): string;
    /** Posts a signed body to a webhook; the HTTP status of the answer. */
    deliver(to: string, signed: SignedBody): Promise<number>;
    /** Reports on a message it accepted, to a webhook, with its tracker as the real one does. */
    deliverStatus(
      to: string,
      report: { messageId: string } & Pick<StatusSpec, 'state'> & Partial<StatusSpec>,
    ): Promise<number>;
    close(): Promise<void>;
  };

type Bindings = { Bindings: HttpBindings };
type Call = Context<Bindings>;

/** Starts the server on a free port of 127.0.0.1. Close it at the end of the test. */
export async function startFakeGraph(options: FakeGraphOptions): Promise<FakeGraph> {
  const memory = createAccount(options.windows === 'closed', options.publicUrl ?? 'https://hub.example');
  if (options.approved !== 'none') memory.approve();
  const calls: FakeGraph['calls'] = [];
  const app = new Hono<Bindings>();
  app.use(async (c, next) => {
    await next();
    calls.push({ method: c.req.method, path: new URL(c.req.url).pathname, status: c.res.status });
  });
  // What Messenger and Instagram serve needs no token: its address is signed.
  app.get('/cdn/:media', (c) => keptFile(c, memory));
  const accounts = createAccounts(options.tokens ?? ['fake-token']);
  loginRoutes(app, accounts, options.appSecret);
  const logins = instagramRoutes(app, accounts, options.now ?? Date.now);
  app.use(async (c, next) => {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const known = isKnown(accounts, token, options.appSecret);
    return known ? next() : asResponse(refuse(190, 'The access token is missing or not valid', 401));
  });
  const actions: DirectAction[] = [];
  const names = new Map<string, string>();
  messageRoutes(app, memory, actions);
  accountRoutes(app, accounts, options.appSecret);
  app.get('/:version{v[0-9]+\\.[0-9]+}/:user{[0-9]{7,20}}', (c) => {
    const name = names.get(c.req.param('user'));
    const [first_name, ...rest] = name?.split(' ') ?? [];
    if (name === undefined) return asResponse(refuse(100, 'Object does not exist', 400, 33));
    const named = c.req.query('fields') === 'name,username' ? { name } : { first_name, last_name: rest.join(' ') };
    return c.json({ ...named, id: c.req.param('user') });
  });
  mediaRoutes(app, memory);
  templateRoutes(app, memory.templates);
  app.all('*', (c) => asResponse(refuse(2500, `Unknown path components: ${c.req.path}`, 404)));

  const { server, url } = await listen(app, options.port ?? 0);
  const hooks = webhooksSignedBy(options.appSecret, options.now);
  const { comments, sent, receipts, uploads, templates, approve, unapprove, open, closeWindow, failNext, kept } =
    memory;
  const deliver = (to: string, { body, headers }: SignedBody) =>
    fetch(to, { method: 'POST', body, headers }).then((response) => response.status);
  return {
    ...openingWindows(hooks, open),
    ...{ accounts, logins, actions, names },
    direct: directWebhooksSignedBy(options.appSecret, options.now),
    ...{
      url,
      calls,
      comments,
      sent,
      receipts,
      uploads,
      templates,
      approve,
      unapprove,
      open,
      closeWindow,
      failNext,
      deliver,
    },
    sentTo: (user) => sent.filter((message) => message.to === user.replace(/^\+/, '')),
    waitFor: (match, withinMs = 10_000) => waitFor(memory, match, withinMs),
    keepMedia: (file) => {
      const id = randomUUID();
      kept.set(id, file);
      return id;
    },
    deliverStatus: (to, report) => deliver(to, hooks.status(completed(report, sent))),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function messageRoutes(app: Hono<Bindings>, memory: FakeAccount, actions: DirectAction[]): void {
  app.post('/:version{v[0-9]+\\.[0-9]+}/:id{[0-9]+}/message_attachments', async (c) => {
    const fault = memory.faultFor('upload');
    if (fault) return show(c, fault);
    const taken = await takeAttachment(memory, c.req.param('id'), await c.req.parseBody());
    return 'code' in taken ? asResponse(taken) : c.json(taken);
  });
  app.post('/:version{v[0-9]+\\.[0-9]+}/:id/messages', async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const receipt = at(body, 'status') === 'read' || at(body, 'sender_action') !== undefined;
    const fault = memory.faultFor(receipt ? 'receipt' : 'send');
    if (fault && fault.drop !== 'after') return show(c, fault);
    const phoneNumberId = c.req.param('id');
    if (!/^\d+$/.test(phoneNumberId)) return asResponse(refuse(100, 'Object does not exist', 400, 33));
    if (isDirect(body)) {
      const taken = takeDirect(memory, actions, phoneNumberId, body);
      if ('code' in taken) return asResponse(taken);
      return fault ? show(c, fault) : c.json(taken);
    }
    const refused = receipt ? checkReceipt(body) : (checkMessage(body, memory.account) ?? checkWindow(body, memory));
    if (refused) return asResponse(refused);
    if (receipt) {
      memory.receipts.push({
        phoneNumberId,
        messageId: textAt(body, 'message_id'),
        typing: at(body, 'typing_indicator') !== undefined,
      });
      return c.json({ success: true });
    }
    const message = memory.accept(phoneNumberId, typeof body === 'object' && body !== null ? { ...body } : {});
    if (fault) return show(c, fault);
    const contacts = [{ input: message.to, wa_id: message.to }];
    return c.json({ messaging_product: 'whatsapp', contacts, messages: [{ id: message.id }] });
  });
}

function checkWindow(body: unknown, memory: FakeAccount): GraphRefusal | null {
  const user = textAt(body, 'to').replace(/^\+/, '') || textAt(body, 'recipient');
  if (at(body, 'type') === 'template' || memory.isOpen(user)) return null;
  return refuse(131047, 'More than 24 hours have passed since the customer last replied to this number');
}

function mediaRoutes(app: Hono<Bindings>, memory: FakeAccount): void {
  app.post('/:version{v[0-9]+\\.[0-9]+}/:id/media', async (c) => {
    const fault = memory.faultFor('upload');
    if (fault) return show(c, fault);
    const form = await c.req.parseBody();
    const { file, type, messaging_product } = form;
    if (messaging_product !== 'whatsapp') return asResponse(refuse(100, 'The parameter messaging_product is required'));
    if (!(file instanceof File) || file.size === 0) return asResponse(refuse(100, 'The parameter file is required'));
    if (typeof type !== 'string' || type === '') return asResponse(refuse(100, 'The parameter type is required'));
    if (file.type !== type) return asResponse(refuse(131053, `The file says it is ${file.type}, type says ${type}`));
    const id = String(1_000_000_000_000 + memory.uploads.length);
    const bytes = new Uint8Array(await file.arrayBuffer());
    memory.uploads.push({ id, phoneNumberId: c.req.param('id'), mime: type, filename: file.name, bytes });
    return c.json({ id });
  });
  app.get('/:version{v[0-9]+\\.[0-9]+}/:media{[0-9a-f-]{36}}', (c) => {
    const fault = memory.faultFor('download');
    if (fault) return show(c, fault);
    const id = c.req.param('media');
    const file = memory.kept.get(id);
    if (!file) return asResponse(refuse(100, `Media ${id} does not exist`, 400, 33));
    const url = new URL(`/media-files/${id}`, c.req.url).href;
    const file_size = file.bytes.byteLength;
    return c.json({ messaging_product: 'whatsapp', url, mime_type: file.mime, sha256: 'x', file_size, id });
  });
  app.get('/media-files/:media', (c) => keptFile(c, memory));
}

function keptFile(c: Call, memory: FakeAccount): Response | Promise<Response> {
  const file = memory.kept.get(c.req.param('media') ?? '');
  return file ? c.body(new Uint8Array(file.bytes), 200, { 'content-type': file.mime }) : c.notFound();
}

function show(c: Call, fault: Fault): Response | Promise<Response> {
  if (fault.hang) return new Promise(() => {});
  if (fault.drop) {
    c.env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  const status = fault.httpStatus ?? 400;
  const response =
    fault.code === undefined
      ? new Response('<html>Sorry, something went wrong.</html>', { status })
      : asResponse(refuse(fault.code, fault.details ?? 'injected failure', status, fault.subcode));
  if (fault.retryAfterSeconds !== undefined) response.headers.set('retry-after', String(fault.retryAfterSeconds));
  return response;
}

function waitFor(memory: FakeAccount, match: (one: SentMessage) => boolean, withinMs: number): Promise<SentMessage> {
  return new Promise((found, missing) => {
    const late = setTimeout(() => {
      memory.watchers.delete(look);
      const seen = memory.sent.map(({ to, type, text }) => `  ${to} ${type}: ${text.slice(0, 80)}`).join('\n');
      missing(new Error(`No matching message within ${withinMs} ms. Sent so far:\n${seen || '  nothing'}`));
    }, withinMs);
    const look = () => {
      const message = memory.sent.find(match);
      if (!message) return;
      clearTimeout(late);
      memory.watchers.delete(look);
      found(message);
    };
    memory.watchers.add(look);
    look();
  });
}

/** A contact who writes opens its window, here as in life. */
function openingWindows(hooks: Webhooks, open: (user: string) => void): Webhooks {
  const opening =
    <Given extends From>(build: (given: Given) => SignedBody) =>
    (given: Given) => {
      open(given.from);
      return build(given);
    };
  return {
    ...hooks,
    inboundText: opening(hooks.inboundText),
    inboundTap: opening(hooks.inboundTap),
    inboundTemplateTap: opening(hooks.inboundTemplateTap),
    inboundList: opening(hooks.inboundList),
    inboundCart: opening(hooks.inboundCart),
    inboundLocation: opening(hooks.inboundLocation),
    inboundMedia: opening(hooks.inboundMedia),
  };
}

function completed(
  report: { messageId: string } & Pick<StatusSpec, 'state'> & Partial<StatusSpec>,
  sent: SentMessage[],
): StatusSpec {
  const message = sent.find((one) => one.id === report.messageId);
  const phoneNumberId = report.phoneNumberId ?? message?.phoneNumberId;
  if (phoneNumberId === undefined) throw new Error(`No message ${report.messageId} was sent; name its phoneNumberId.`);
  const { to, tracker } = message ?? {};
  return { ...(to !== undefined && { to }), ...(tracker !== undefined && { tracker }), ...report, phoneNumberId };
}
