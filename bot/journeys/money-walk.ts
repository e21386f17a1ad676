/** What the journeys about money do over and over: a shop with staff, orders paid online, what the books say. */
import assert from 'node:assert/strict';
import { aShop, OWNER_PHONE } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

export const STAFF_PHONE = '33644444444';

type Sent = Awaited<ReturnType<Walk['says']>>;

/** A walk through a shop with an owner, a manager and somebody of the staff. */
export async function startMoneyWalk(changes: Parameters<typeof aShop>[1] = {}, more: Record<string, string> = {}) {
  const { members = [], ...shop } = aShop('maison', changes);
  const walk = await startWalk({
    more,
    shops: [{ ...shop, members: [...members, { name: 'Sami', role: 'staff', phone: `+${STAFF_PHONE}` }] }],
  });
  const says = async (text: string, member = OWNER_PHONE): Promise<Sent> => {
    const answer = await walk.says(member, text);
    await walk.quiet();
    return answer;
  };
  const taps = async (on: Sent, title: string, member = OWNER_PHONE): Promise<Sent> => {
    const answer = await walk.taps(member, on, title);
    await walk.quiet();
    return answer;
  };
  const orderRow = (short: number) =>
    walk.look('maison', (trx) =>
      trx.selectFrom('orders').selectAll().where('short', '=', short).executeTakeFirstOrThrow(),
    );
  /** Everything the books hold of an order, oldest first. */
  const rowsOf = async (short: number) => {
    const { id } = await orderRow(short);
    return walk.look('maison', async (trx) => ({
      payments: await trx.selectFrom('payment').selectAll().where('order_id', '=', id).orderBy('id').execute(),
      papers: await trx.selectFrom('paper').selectAll().where('order_id', '=', id).orderBy('id').execute(),
      refunds: await trx.selectFrom('refund').selectAll().where('order_id', '=', id).orderBy('id').execute(),
      journal: await trx.selectFrom('journal').selectAll().where('order_id', '=', id).orderBy('id').execute(),
    }));
  };
  const mark = () => walk.graph.sent.length;
  /** What a phone was sent since a mark. */
  const heard = (phone: string, since: number) => walk.graph.sent.slice(since).filter(({ to }) => to === phone);
  const confirmed = async (): Promise<{ short: number; payUrl: string }> => {
    const { short, card } = await walk.orders();
    const recap = await walk.approves(card);
    await walk.quiet();
    return { short, payUrl: recap.url! };
  };
  const paidOnline = async (): Promise<{ short: number; session: string }> => {
    const { short, payUrl } = await confirmed();
    const session = await walk.opensSession(payUrl);
    assert.equal(await walk.hooks(walk.stripe.pay(session)), 200);
    await walk.quiet();
    assert.equal((await orderRow(short)).payment_status, 'paid');
    return { short, session };
  };
  return { walk, says, taps, orderRow, rowsOf, mark, heard, confirmed, paidOnline };
}

export type MoneyWalk = Awaited<ReturnType<typeof startMoneyWalk>>;
