import { openPool } from '../../db/database.ts';
import { API_KEY } from '../testing/shop.ts';
import { beside, type Emit, timed } from './figures.ts';
import type { Place } from './place.ts';
import { hubEnvironment, SHOP } from './shop.ts';

const REQUESTS = 60;
const WARM_UP = 10;
const PEOPLE = 1_000;

/** The newest 50 orders with their lines over the API, next to one select past row security on the same rows. */
export async function listing(place: Place, emit: Emit): Promise<void> {
  const env = await hubEnvironment(place, { ROLE: 'web' });
  const hub = await place.start('../testing/child.ts', env);
  const floor = await place.start('./floor.ts', { DATABASE_URL: env.DATABASE_URL!, APP_SECRET: '' });
  // The server's own login is above row security, which fills a hundred thousand orders in seconds.
  const pool = openPool(env.DATABASE_URL!, 1);
  try {
    const { rows } = await pool.query<{ id: number }>('select id from shop where slug = $1', [SHOP]);
    const shopId = rows[0]!.id;
    await pool.query(CUSTOMERS, [shopId, PEOPLE]);
    let filled = 0;
    for (const count of [1_000, 100_000]) {
      await pool.query(ORDERS, [shopId, filled + 1, count, PEOPLE]);
      await pool.query(LINES, [shopId, filled + 1, count]);
      await pool.query('analyze');
      filled = count;
      const samples = { ours: [] as number[], floor: [] as number[] };
      for (let number = 0; number < REQUESTS + WARM_UP; number++) {
        const least = await timed(() => get(`${floor.url}/orders?shop=${shopId}`));
        const ours = await timed(() => get(`${hub.url}/api/v1/orders?limit=50`, `${API_KEY}-${SHOP}`));
        if (number < WARM_UP) continue;
        samples.floor.push(least);
        samples.ours.push(ours);
      }
      emit(beside(`listing 50 of ${count.toLocaleString('en')} orders p50`, 'ms', samples.ours, samples.floor));
    }
  } finally {
    await pool.end();
    await Promise.all([hub.stop(), floor.stop()]);
  }
}

async function get(url: string, key?: string): Promise<void> {
  const response = await fetch(url, key ? { headers: { authorization: `Bearer ${key}` } } : {});
  const { data } = (await response.json()) as { data?: unknown[] };
  if (data?.length !== 50) throw new Error(`${url} answered ${response.status} with ${data?.length ?? 'no'} orders`);
}

const CUSTOMERS = `insert into customer (shop_id, name, phone)
  select $1, 'Client ' || n, '+3360' || (1000000 + n) from generate_series(1, $2::int) n`;

const ORDERS = `insert into orders (shop_id, short, number, status, payment_status, channel, customer_id, currency, subtotal,
    tax, total, paid, due_date, due_time, fulfilment, created_at, updated_at)
  select $1, n, '2026-' || n, (array['pending','confirmed','ready','delivered'])[1 + n % 4],
    case when n % 4 = 3 then 'paid' else 'unpaid' end, 'whatsapp',
    (select min(id) from customer where shop_id = $1) + n % $4::int, 'EUR', 6300, 475, 6300, 0,
    date '2026-11-01' + n % 60, '10:00', 'pickup', now(), now()
  from generate_series($2::int, $3::int) n`;

const LINES = `insert into order_line (shop_id, order_id, position, sku, name, qty, unit, unit_price, total, vat_rate)
  select o.shop_id, o.id, p, 'gateau-fraises-8p', 'Gâteau aux fraises (8 parts)', 2, 'piece', 2250, 4500, 550
  from orders o, generate_series(0, 1) p where o.shop_id = $1 and o.short between $2::int and $3::int`;
