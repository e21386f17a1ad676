import { channelContract } from './contract.ts';
import { called, META } from './meta.ts';

/** The contract on Messenger or Instagram, which differ in a few fields. */
export function directContract(channel: 'messenger' | 'instagram', account: string): void {
  const access_token = 'fake-token';
  channelContract({
    channel,
    samples: channel,
    connections: [
      channel === 'messenger'
        ? { channel, page_id: account, access_token }
        : { channel, account_id: account, access_token },
    ],
    long: 'split',
    most: channel === 'messenger' ? 2000 : 1000,
    size: (text) => (channel === 'messenger' ? text.length : Buffer.byteLength(text)),
    open: ({ graph }) => ({
      ...META,
      customer: (n) => `710000000000${String(n).padStart(4, '0')}`,
      says: ({ at, ...words }) => called(graph.direct.text({ account, ...words, ...(at ? { timestamp: at } : {}) })),
      saysToNobody: (words) =>
        called(graph.direct.text({ account: channel === 'messenger' ? '999' : '17841499', ...words })),
      novelty: ({ from, id, mark }) => called(graph.direct.event({ account, from, id }, { hologram: { mark } })),
      reports: (sent, from, what) => {
        if (what === 'sent' || what === 'failed') return null;
        if (channel === 'instagram')
          return what === 'read' ? called(graph.direct.seen({ account, from, mid: sent.id })) : null;
        const watermark = Date.parse('2026-11-23T16:00:00+01:00');
        return called(
          graph.direct.watermark({ account, from, what: what === 'read' ? 'read' : 'delivery', watermark }),
        );
      },
      echoes: (sent) => called(graph.direct.echoOf(graph.sent.find(({ id }) => id === sent.id)!)),
      heard: (customer) => graph.sentTo(customer),
      refusesNext: () => graph.failNext({ code: 551, details: 'this person is not available' }),
      ours: (text) => {
        const { entry } = JSON.parse(text) as { entry: { id: string }[] };
        return entry.reduce((all, { id }) => all.replaceAll(JSON.stringify(id), JSON.stringify(account)), text);
      },
    }),
  });
}
