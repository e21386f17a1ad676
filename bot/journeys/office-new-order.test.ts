/** /admin/nouvelle: an order of the telephone or the counter entered by hand, once, by whoever may; kept photos beside it. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { bands } from '../testing/pictures.ts';
import { aShop, CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { ME, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk({
    shops: [
      aShop('maison'),
      aShop('autre', {
        phoneNumberId: '100000000000002',
        members: [{ name: 'Zoé', role: 'staff', email: 'zoe@autre.example', password: 'correct-horse-battery' }],
      }),
    ],
  });
});
after(() => walk.close());

const known = (email: string) => officeVisitor(walk.url, { email, password: 'correct-horse-battery' });
const signedIn = async (email = 'olivia@maison.example') => {
  const visitor = known(email);
  await visitor.signIn();
  return visitor;
};
type Visitor = Awaited<ReturnType<typeof signedIn>>;
/** The form as the browser would send it, with its own token and key. */
const form = async ({ go }: Visitor, path = '/admin/nouvelle') => {
  const { html } = await go(path);
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
  return { csrf: hidden('csrf'), once: hidden('once') };
};
const rows = (shop = 'maison') =>
  walk.look(shop, (trx) =>
    trx
      .selectFrom('orders')
      .select([
        'short',
        'status',
        'channel',
        'customer_name',
        'due_date',
        'due_time',
        'fulfilment',
        'address',
        'shipping',
        'total',
      ])
      .orderBy('short')
      .execute(),
  );
const ORDER = {
  name: 'Marie Lefebvre',
  phone: '06 33 63 33 33',
  item: 'Gâteau aux fraises (8 parts)',
  qty: '2',
  date: '2026-11-28',
  time: '14:00',
  fulfilment: 'delivery',
  address: '23 rue des Lilas, 75011 Paris',
  shipping: '5,50',
  note: 'Joyeux anniversaire',
};

test('the form offers what is sold, every size by its name, and no day that is past', async () => {
  const { html } = await (await signedIn()).go('/admin/nouvelle');
  assert.match(html, /<option value="Gâteau aux fraises \(8 parts\)" label="[^"]*22,50/);
  assert.match(html, /type="date" name="date" value="" min="2026-11-22"/);
  assert.match(html, /aria-current="page"[^>]*>[\s\S]{0,300}Nouvelle commande/);
});

test('an order goes through as /nouvelle would write it; the form sent twice is one order', async () => {
  await walk.says(CUSTOMER_PHONE, 'Bonjour');
  const visitor = await signedIn();
  const fields = { ...(await form(visitor)), ...ORDER, phone: `+${CUSTOMER_PHONE}` };
  const since = walk.graph.sent.length;
  const answers = await Promise.all([visitor.go('/admin/nouvelle', fields), visitor.go('/admin/nouvelle', fields)]);
  assert.deepEqual(
    answers.map((answer) => [answer.status, answer.to]),
    [
      [303, '/admin'],
      [303, '/admin'],
    ],
  );
  await walk.quiet();
  assert.deepEqual(await rows(), [
    {
      short: 1,
      status: 'confirmed',
      channel: 'manual',
      customer_name: 'Marie Lefebvre',
      due_date: '2026-11-28',
      due_time: '14:00',
      fulfilment: 'delivery',
      address: '23 rue des Lilas, 75011 Paris',
      shipping: 550,
      total: 5050,
    },
  ]);
  const told = walk.graph.sent.slice(since);
  assert.equal(told.filter((one) => one.to === CUSTOMER_PHONE).length, 1, 'the customer hears of it once');
  assert.ok(
    told.some((one) => one.to === MANAGER_PHONE),
    'and so do the other members',
  );
  assert.match((await visitor.go('/admin')).html, /Commande 1/);
});

test('what is wrong is said above the form, which keeps what was typed', async () => {
  const visitor = await signedIn();
  const post = async (changes: Record<string, string>) =>
    (await visitor.go('/admin/nouvelle', { ...(await form(visitor)), ...ORDER, ...changes })).html;
  assert.match(
    await post({ item: 'dragon en pâte d’amande' }),
    /role="alert"[\s\S]*dragon[\s\S]*value="Marie Lefebvre"/,
  );
  assert.match(await post({ item: 'Gâteau aux fraises' }), /role="alert"[\s\S]*8 parts/);
  assert.match(await post({ qty: 'beaucoup' }), /role="alert"[\s\S]*beaucoup/);
  assert.match(await post({ date: '2026-11-01' }), /role="alert"[\s\S]*1 novembre|role="alert"[\s\S]*1er novembre/);
  assert.match(await post({ address: '' }), /role="alert"[\s\S]*adresse/i);
  assert.match(await post({ name: '', phone: '' }), /role="alert"[\s\S]*Pour qui/);
  assert.match(await post({ phone: '12' }), /role="alert"/);
  assert.match(await post({ shipping: 'gratuit' }), /role="alert"/);
  assert.doesNotMatch(await post({ item: '' }), /renvoyez la ligne/);
  assert.equal((await rows()).length, 1);
});

test('more lines are given without losing what was typed', async () => {
  const visitor = await signedIn();
  const { html } = await visitor.go('/admin/nouvelle', { ...(await form(visitor)), ...ORDER, more: '1' });
  assert.equal(html.match(/name="item"/g)?.length, 5);
  assert.match(html, /value="Gâteau aux fraises \(8 parts\)" placeholder/);
  assert.equal((await rows()).length, 1);
});

test('a form of another site, without its token, or of nobody changes nothing', async () => {
  const visitor = await signedIn();
  const fields = { ...(await form(visitor)), ...ORDER };
  assert.equal((await visitor.go('/admin/nouvelle', { ...fields, csrf: 'x' })).status, 403);
  assert.equal((await visitor.go('/admin/nouvelle', fields, { origin: 'https://evil.example' })).status, 403);
  assert.equal((await known('olivia@maison.example').go('/admin/nouvelle', fields)).status, 401);
  assert.equal((await rows()).length, 1);
});

test('the team may take orders too, in its own shop', async () => {
  const zoe = await signedIn('zoe@autre.example');
  assert.equal((await zoe.go('/admin/nouvelle', { ...(await form(zoe)), ...ORDER })).to, '/admin');
  assert.equal((await rows('autre')).length, 1);
  assert.equal((await rows()).length, 1);
});

test('a photo that nobody read stands beside the form until it is put away; no other shop sees it', async () => {
  const mediaId = walk.graph.keepMedia({ mime: 'image/png', bytes: bands(30, 20, [[200, 10, 10]]) });
  const since = walk.graph.sent.length;
  await walk.deliver(
    walk.graph.inboundMedia({ ...ME, from: OWNER_PHONE, name: 'Olivia', media: 'image', mime: 'image/png', mediaId }),
  );
  await walk.quiet();
  const told = walk.graph.sent.slice(since).find((one) => one.to === OWNER_PHONE)!.text;
  const path = /\/admin\/nouvelle\?photo=\d+/.exec(told)![0];
  const olivia = await signedIn();
  const shown = (await olivia.go(path)).html;
  const source = /<img src="([^"]+)"/.exec(shown)![1]!;
  const picture = await fetch(`${walk.url}${source}`, {
    headers: { cookie: [...olivia.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  assert.deepEqual([picture.status, picture.headers.get('content-type')], [200, 'image/png']);
  const zoe = await signedIn('zoe@autre.example');
  assert.equal((await zoe.go(source)).status, 404);
  assert.doesNotMatch((await zoe.go(path)).html, /<img/);
  const page = /photo=(\d+)/.exec(path)![1]!;
  assert.equal(
    (await olivia.go('/admin/nouvelle/classer', { csrf: (await form(olivia)).csrf, page })).to,
    '/admin/nouvelle',
  );
  assert.doesNotMatch((await olivia.go('/admin/nouvelle')).html, /\?photo=/);
});
