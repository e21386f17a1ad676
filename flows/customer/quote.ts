import { acceptQuote, quoteAwaiting, quoteTapped } from '../../tools/invoicing/accept-quote.ts';
import { inShop, perform } from '../../tools/perform.ts';
import type { Outcome } from '../../tools/tool.ts';
import type { Turn } from '../turn.ts';

/** Words that say yes, and those that may stand beside them; a message of nothing else is a yes. */
const AGREES =
  /oui|ok|okay|d'accord|dac|j'accepte|je valide|validé|c'est (?:d'accord|bon|parfait)|ça me va|bon pour accord|parfait|yes|i accept|agreed|ey|eyh|ih|behi|mrigel|mwafe9|na9bel|نعم|موافقة?|أوافق|باهي|👍/
    .source;
const POLITE = /merci(?: beaucoup)?|bien sûr|très bien|pour moi|pour le devis|le devis|thanks|3aychek|شكرا/.source;
const YES = new RegExp(
  String.raw`^(?:(?:${POLITE})[\s,.!]*)*(?:${AGREES})(?:[\s,.!]+(?:${AGREES}|${POLITE})|👍)*[\s,.!👍]*$`,
  'iu',
);

/**
 * The customer's yes to a quote: its button, or a plain yes right after it was sent. Null: this turn is no such answer.
 */
export async function quoteAnswered(turn: Turn): Promise<Outcome | null> {
  const { id: conversationId, customerId, language } = turn.conversation;
  if (customerId === null) return null;
  const said = turn.messages.length === 1 ? turn.messages[0]!.text.trim().replaceAll('’', "'") : '';
  const tapped = turn.messages.flatMap((message) => quoteTapped(message.text) ?? []).at(-1);
  if (tapped === undefined && !YES.test(said)) return null;
  const ctx = {
    hub: turn.hub,
    shop: turn.shop,
    language,
    cause: turn.cause,
    actor: { kind: 'customer' as const, customerId, conversationId },
  };
  const quote = tapped ?? (await inShop(ctx, (run) => quoteAwaiting(run, conversationId)));
  return quote === null ? null : perform(acceptQuote, ctx, { quote });
}
