import type { Contact } from '../../tools/conversations/message.ts';
import { joinProved, proveEmail } from '../../tools/customers/proved.ts';
import type { Run } from '../../tools/tool.ts';
import type { ConversationRow } from './person.ts';

/**
 * Who turned out to be known already: another customer who bears a name that the provider vouches for, or the owner of an
 * address that has just been proved, becomes one with this one. Runs before the turn is opened, so the turn is the kept
 * one's.
 */
export async function recognise(run: Run, conversation: ConversationRow, contact: Contact): Promise<void> {
  if (conversation.customer_id === null) return;
  const { others = [], channel } = conversation;
  if (others.length > 0) {
    const phone = contact.ids.find(({ kind }) => kind === 'phone')?.value;
    const proof = phone
      ? { kind: 'phone' as const, value: phone }
      : { kind: 'account' as const, channel: channel as 'whatsapp' };
    conversation.customer_id = await joinProved(run, conversation.customer_id, others, proof);
  }
  if (contact.verifiedEmail)
    conversation.customer_id = await proveEmail(run, conversation.customer_id, contact.verifiedEmail);
}
