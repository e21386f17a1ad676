/** The intent of one burst: its words and goods, the draft, what the shop asked. */
import { leadingNumber } from './answers.ts';
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import { decideIntent } from './intent.ts';
import type { IntentScore } from './intent-input.ts';
import { goodsAt, shapeOf, signsOf } from './intent-shape.ts';
import { besidesList } from './intent-stories.ts';
import type { ShopSaid } from './shop-said.ts';
import type { State } from './state.ts';

/** "Comme d'habitude": what was ordered before, said again. */
export const SAME_AGAIN =
  /(?:comme (?:d|de) hab(?:itude)?|comme (?:la )?derniere fois|comme (?:hier|toujours|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: dernier| passe)?|la meme (?:chose|commande|livraison)|le meme (?:que|bouquet|gateau|panier)|pareil que|idem que|meme commande|meme chose|(?:the|my) (?:usual|same)|same (?:as|again|order)|as usual|kif el 3ada|kima el 3ada|kima dima|nafs el|كي العاده|كيما العاده|نفس)/;

const OWN =
  /(?:^| )(?:ma|mon|mes|notre|nos|my|our|cette|la|votre) (?:petite |grosse |derniere |grande )?(?:commande|reservation|order|booking|livraison|gateau|cake|bouquet|commandes|delivery|panier|fraisier|flowers)(?: |$)|commande (?:de|du|pour|n|cmd|numero|au nom)|(?:^| )(?:mon|ma|mes|my|our) [a-z]+ (?:de|du|pour|for) (?:samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi|demain|ce|tout|hier|\d)|(?:je ai|on a|nous avons|jai) (?:deja |bien )?(?:passe )?(?:une )?commande(?:e|es)?(?: |$)|commande (?:mte3i|mta3i|mta3|mte3na|hadhika)|الكوموند|طلبيتي|طلبي/;

/** What one burst wants, by its words and what is known of the conversation. */
export function intentOfBurst(shop: CompiledShop, state: State, b: Burst, said: ShopSaid | null): IntentScore {
  const kept = b.lines.filter((l) => !l.negated);
  const words = b.words.toLowerCase();
  // "alors 2 pour demain", after a question about one product was answered.
  const leaning =
    said !== null && kept.length === 0 && state.cart.length === 0 && state.named?.product != null && !b.question
      ? leadingNumber(b) !== null
      : false;
  const known = kept.filter((l) => l.product !== null || l.candidates.length > 0);
  const goods = goodsAt(b);
  const signs = signsOf(b, goods);
  const covered = (i: number): boolean => (b.taken[i] ?? false) || ofName(b, i) || goods.has(i);
  const isBeside = (i: number): boolean => besidesList(b.tokens[i]!, covered(i));
  return decideIntent({
    words,
    question: b.question,
    lines: known.length + (leaning ? 1 : 0),
    unknown: kept.length - known.length,
    counted: kept.filter((l) => l.product !== null && !l.unsaid).length,
    quantified: leaning || kept.some((l) => !l.unsaid),
    when: b.when !== null || b.address !== null || b.fulfilment !== null,
    own: OWN.test(words) || b.facts.orderRef !== null || (known.length > 0 && ownBefore(b)),
    resolved: kept.filter((l) => l.product !== null).length,
    again: SAME_AGAIN.test(words),
    ref:
      b.facts.orderRef !== null || /(?:je ai|on a|nous avons|jai) (?:deja |bien )?commande/.test(words) || ownBefore(b),
    draft: state.draft,
    several: state.draft && state.cart.length > 1,
    placed: state.placed,
    asked: said?.question ?? false,
    hasShop: shop.shop !== null,
    short: words.split(' ').length <= 12,
    english: b.lang === 'en',
    shape: shapeOf(signs),
    besides: b.tokens.filter((_, i) => isBeside(i)).length,
  });
}

/** Is the word one of the customer's name? */
const ofName = (b: Burst, i: number): boolean =>
  b.name !== null && b.tokens[i]!.start >= b.name.start && b.tokens[i]!.end <= b.name.end;

/** "de samedi" stands right behind a name; sizes told further on belong to the line as well. */
function dayBehind(b: Burst, l: Burst['lines'][number]): boolean {
  const at = b.tokens.findIndex((t, k) => k > l.i && k <= l.next && /^(?:de|du|for|from)$/.test(t.t) && b.taken[k + 1]);
  return at > l.i && at <= l.i + 5;
}

/** "mon fraisier", "le fraisier de samedi": the goods of an order that exists. */
function ownBefore(b: Burst): boolean {
  return b.lines.some((l) => {
    const before = b.tokens[l.i - 1]?.t ?? '';
    if (/^(?:mon|ma|mes|notre|nos|my|our)$/.test(before)) return true;
    return l.unsaid && /^(?:le|la|les|l|the)$/.test(before) && dayBehind(b, l);
  });
}
