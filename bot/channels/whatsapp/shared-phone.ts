/**
 * A number that also lives in the WhatsApp Business app (coexistence): its past conversations and its address book
 * (developers.facebook.com/docs/whatsapp/embedded-signup/custom-flows/onboarding-business-app-users).
 */
import type { Arrival } from '../../../tools/conversations/message.ts';
import { contactOf, phoneDigits } from './contact.ts';
import { contentOf } from './content.ts';
import { wireHistory, wireMessage, wireStateSync } from './payload.ts';
import { arrival, atMs, fingerprint, type Scene } from './read.ts';

/** Each message of each thread, on its contact, as something past. What cannot be read is left out: it is history. */
export function readHistory(raw: unknown, scene: Scene): Arrival[] {
  const chunk = wireHistory.safeParse(raw).data;
  if (!chunk) return [];
  return chunk.threads.flatMap(({ id, context, messages }) => {
    const contact = contactOf({ from: context?.wa_id ?? id, userId: context?.user_id }, [], false);
    return messages.flatMap((one) => {
      const message = wireMessage.safeParse(one).data;
      if (!contact || !message || message.id === undefined || message.group_id !== undefined) return [];
      const fromShop = scene.business !== null && phoneDigits(message.from) === scene.business;
      return arrival(scene, one, {
        externalId: message.id,
        at: atMs(message.timestamp, scene.now),
        contact,
        what: { kind: 'past', from: fromShop ? 'shop' : 'contact', content: contentOf(message) },
      });
    });
  });
}

/** A name the shop gave a number. No contact of its own: an address book holds people who never wrote to the shop. */
export function readCard(raw: unknown, scene: Scene): Arrival[] {
  const card = wireStateSync.safeParse(raw).data;
  const phone = phoneDigits(card?.contact?.phone_number);
  const name = card?.contact?.full_name ?? card?.contact?.first_name;
  if (card?.type !== 'contact' || card.action === 'remove' || phone === null || name === undefined) return [];
  return [
    arrival(scene, null, {
      externalId: fingerprint('card', raw),
      at: atMs(card.metadata?.timestamp, scene.now),
      what: { kind: 'card', phone: `+${phone}`, name: name.slice(0, 200) },
    }),
  ];
}
