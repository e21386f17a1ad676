import { answerOffer, offerTapped, offerWaits } from '../../tools/orders/offer.ts';
import { inShop, perform } from '../../tools/perform.ts';
import type { Outcome } from '../../tools/tool.ts';
import type { Turn } from '../turn.ts';

const YES =
  /^(?:oui|ok|okay|d'accord|dac|parfait|ça (?:me )?va|ca (?:me )?va|c'est bon|très bien|yes|yep|fine|sure|ey|eyh|ih|behi|mrigel|mrigla|mwafe9|ysa3edni|نعم|موافق|باهي)[\s,.!]*(?:ça me va|ca me va|merci|c'est bon|parfait|thanks|3aychek|ysa3edni|شكرا)?[\s.!👍]*$|^👍+$/iu;
const NO = /^(?:non|no|nope|le|la|لا)(?:[\s,]*(?:merci|désolée?|pas possible|thanks|sorry|شكرا))?[\s.!]*$/iu;

/**
 * The customer's answer to a day the shop offered, tapped or in a plain yes or no right after it. Null: this turn is
 * no such answer.
 */
export async function dateOfferAnswered(turn: Turn): Promise<Outcome | null> {
  const { id: conversationId, customerId, language } = turn.conversation;
  const only = turn.messages.length === 1 ? turn.messages[0]!.text.trim().replaceAll('’', "'") : '';
  const tapped = turn.messages.flatMap((message) => offerTapped(message.text) ?? []).at(-1);
  const said = YES.test(only) ? true : NO.test(only) ? false : null;
  if (customerId === null || (!tapped && said === null)) return null;
  const ctx = {
    hub: turn.hub,
    shop: turn.shop,
    language,
    cause: turn.cause,
    actor: { kind: 'customer' as const, customerId, conversationId },
  };
  if (tapped) return perform(answerOffer, ctx, tapped);
  const waits = await inShop(ctx, (run) => offerWaits(run, conversationId));
  return waits ? perform(answerOffer, ctx, { offer: null, yes: said! }) : null;
}
