import { PHONE_NUMBER_ID } from '../../testing/shop.ts';
import { channelContract } from './contract.ts';
import { called, META } from './meta.ts';

const ME = { phoneNumberId: PHONE_NUMBER_ID };

channelContract({
  channel: 'whatsapp',
  samples: 'whatsapp',
  connections: [],
  long: 'cut',
  most: 4096,
  open: ({ graph }) => ({
    ...META,
    customer: (n) => `336700${String(n).padStart(5, '0')}`,
    says: ({ at, ...words }) => called(graph.inboundText({ ...ME, ...words, ...(at ? { timestamp: at } : {}) })),
    saysToNobody: (words) => called(graph.inboundText({ phoneNumberId: '999', ...words })),
    novelty: ({ mark, ...who }) => called(graph.inbound({ ...ME, ...who }, { type: 'hologram', hologram: { mark } })),
    reports: (sent, to, state) =>
      called(graph.status({ ...ME, messageId: sent.id, to, state, ...(state === 'failed' && { error: { code: 1 } }) })),
    echoes: ({ id, text }, to) => called(graph.ownerWrites({ ...ME, to, text, id })),
    heard: (customer) => graph.sentTo(customer),
    refusesNext: () => graph.failNext({ code: 131026, details: 'the contact cannot be reached' }),
    ours: (text) => JSON.stringify(ours(JSON.parse(text))),
  }),
});

/** Puts the test shop's number wherever a body names one. */
function ours(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(ours);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'phone_number_id' ? PHONE_NUMBER_ID : ours(value)]),
  );
}
