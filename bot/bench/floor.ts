/**
 * The least a webhook server does: Hono, the same signature check, one insert, 200; no tenants, no queue, no thought.
 * A process of its own, with its own database, as the hub is.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { openPool } from '../../db/database.ts';
import { FLOOR_ORDER, FLOOR_TABLES } from './floor-order.ts';

const { DATABASE_URL = '', APP_SECRET = '', GRAPH_URL = '', PORT = '0' } = process.env;

const pool = openPool(DATABASE_URL, 12);
await pool.query(`create table if not exists floor_message (
  id bigint generated always as identity primary key, external_id text not null unique, body jsonb not null,
  answered_at timestamptz)`);
await pool.query(FLOOR_TABLES);

const app = new Hono();

function signed(raw: Buffer, header: string | undefined): boolean {
  const given = Buffer.from((header ?? '').slice('sha256='.length), 'hex');
  const expected = createHmac('sha256', APP_SECRET).update(raw).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

type Body = { entry: { changes: { value: { messages: { id: string; from: string }[] } }[] }[] };

async function keep(raw: Buffer): Promise<{ id: string; from: string }> {
  const text = raw.toString();
  const message = (JSON.parse(text) as Body).entry[0]!.changes[0]!.value.messages[0]!;
  await pool.query('insert into floor_message (external_id, body) values ($1, $2) on conflict do nothing', [
    message.id,
    text,
  ]);
  return message;
}

app.get('/readyz', (c) => c.text('ok'));
app.post('/insert', async (c) => {
  const raw = Buffer.from(await c.req.arrayBuffer());
  if (!signed(raw, c.req.header('x-hub-signature-256'))) return c.text('no', 401);
  await keep(raw);
  return c.text('EVENT_RECEIVED');
});

/** The same, then one fixed answer by the channel, and a note that it left. */
app.post('/reply', async (c) => {
  const raw = Buffer.from(await c.req.arrayBuffer());
  if (!signed(raw, c.req.header('x-hub-signature-256'))) return c.text('no', 401);
  const { id, from } = await keep(raw);
  void answer(id, from);
  return c.text('EVENT_RECEIVED');
});

async function answer(id: string, to: string): Promise<void> {
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to,
    type: 'text',
    text: { body: 'Bonjour !' },
  };
  const headers = { authorization: 'Bearer fake-token', 'content-type': 'application/json' };
  const sent = await fetch(`${GRAPH_URL}/v26.0/100000000000009/messages`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  await sent.arrayBuffer();
  await pool.query('update floor_message set answered_at = now() where external_id = $1', [id]);
}

/** An order, placed and paid, in one statement. */
app.post('/order', async (c) => {
  await c.req.text();
  await pool.query(FLOOR_ORDER);
  return c.json({ paid: true });
});

/** The newest 50 orders of the hub's own tables with their lines, in one statement, past row security. */
app.get('/orders', async (c) => {
  const { rows } = await pool.query(
    `select o.*, (select json_agg(l order by l.position) from order_line l
    where l.shop_id = o.shop_id and l.order_id = o.id) as items from orders o
    where o.shop_id = $1 order by o.id desc limit 50`,
    [c.req.query('shop')],
  );
  return c.json({ data: rows });
});

const server = serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, ({ port }) => {
  process.stdout.write(`READY http://127.0.0.1:${port}\n`);
});
process.on('SIGTERM', () => {
  server.close();
  void pool.end().then(() => process.exit(0));
});
