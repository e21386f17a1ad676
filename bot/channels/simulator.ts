import type { Channel } from './channel.ts';

/**
 * The web page as a channel: same inbox, same flows, same outbox. Its "provider" is the database itself, so a message
 * marked sent is on the screen, exactly once. Nothing reaches it by webhook.
 */
export function createSimulator(): Channel {
  return {
    name: 'simulator',
    limits: { text: 4096, buttons: 3, buttonTitle: 20, listRows: 10, windowMs: null, documents: true },
    verify: () => false,
    read: () => [],
    send: (_connection, message) => Promise.resolve({ ok: true, providerId: `sim-${message.tracker}` }),
  };
}
