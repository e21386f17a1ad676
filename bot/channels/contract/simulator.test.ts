import type { Reply } from '../../../tools/conversations/message.ts';
import { channelContract } from './contract.ts';
import type { Heard } from './provider.ts';

const SHOP = 'patisserie-lilas';

/** Its provider is the page: a browser of our own origin, with the cookie of its visit, is the signature. */
channelContract({
  channel: 'simulator',
  shop: SHOP,
  connections: [],
  long: 'whole',
  most: Number.POSITIVE_INFINITY,
  before: async () => ({ more: { DEMO: '1' }, close: async () => {} }),
  open: async (walk) => {
    const visitors = new Map<string, { cookie: string; mark: string }>();
    const origin = new URL(walk.url).origin;
    const visit = async () => {
      const page = await fetch(`${walk.url}/essai`);
      const cookie = (page.headers.getSetCookie()[0] ?? '').split(';')[0]!;
      const mark = /mark(?:"|&quot;):(?:"|&quot;)([0-9a-f]{12})/.exec(await page.text())?.[1] ?? '';
      visitors.set(`client-${cookie.split('=')[1]}`, { cookie, mark });
    };
    for (let n = 0; n < 20; n++) await visit();
    return {
      refusal: 403,
      customer: (n) => [...visitors.keys()][n - 1]!,
      says: ({ from, text, id }) => {
        const { cookie, mark } = visitors.get(from)!;
        const headers = { cookie, origin, 'content-type': 'application/json' };
        return { path: '/essai/say', body: JSON.stringify({ mark, id, text, phone: 'customer' }), headers };
      },
      forgeries: (call) => [{ ...call, headers: { ...call.headers, origin: 'https://elsewhere.example' } }],
      heard: (customer) =>
        walk.look(SHOP, async (trx) => {
          const rows = await trx
            .selectFrom('outgoing')
            .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
            .select(['outgoing.provider_id', 'outgoing.reply'])
            .where('conversation.contact', '=', customer)
            .where('outgoing.sent_at', 'is not', null)
            .orderBy('outgoing.id')
            .execute();
          return rows.map(({ provider_id, reply }): Heard => {
            const { text, choices = [] } = reply as Reply;
            return { id: provider_id ?? '', text, choices };
          });
        }),
    };
  },
});
