/** Days and hours at which the customer will tell or send something: they are no day of the order. */
import { wholeWords } from './pattern.ts';
import type { WhenPieces } from './when.ts';
import type { WhenContext } from './when-context.ts';

const THING =
  '(?:l |la |le |les |son |sa |ses |mon |ma |mes |vous |te |bien |aussi )*(?:adresse|numero|code|coordonnees|tel|telephone|texte|message|mot|nom|liste|nombre)(?: exacte?| precise?| complete?| de livraison)*';
const TELLS = wholeWords(
  `(?:envoie|enverrai|envoi|donne|donnerai|transmets|transmettrai|communique|communiquerai|precise|preciserai|redonne|renvoie|dirai|dis|ferai passer|fais passer) ${THING}`,
  '(?:je|on|nous) (?:vous |te |t )?(?:rappelle|rappellerai|rappellerons|recontacte|recontacterai|redis|redirai|tiens au courant|tiendrai au courant|recris)(?: ca)?',
  '(?:send|give|text) (?:you )?(?:the |my |her |his )?(?:address|number|details|code)',
);

/** Does the piece at token i stand right behind words of telling or sending? */
function toldLater(ctx: WhenContext, i: number): boolean {
  let from = i;
  while (from > 0 && i - from < 14 && !/^[.!?;:]$/.test(ctx.words[from - 1]!) && !ctx.tokens[from]!.nl) from--;
  const before = ctx.words
    .slice(from, i)
    .filter((w) => !/^['’,]$/.test(w))
    .join(' ');
  const found = TELLS.exec(before);
  return (
    found !== null &&
    /^(?: (?:par|en) (?:sms|mail|mp|message|whatsapp))?(?: (?:des|dans|vers|a|le|la|plus|tard|by|at|for))*$/.test(
      before.slice(found.index + found[0].length),
    )
  );
}

/** The pieces of an order's message without such days and hours. */
export function withoutTold(ctx: WhenContext, found: WhenPieces): WhenPieces {
  const all = [found.days, found.clocks, found.parts, found.special].flat();
  if (!ctx.order || !all.some((p) => toldLater(ctx, p.i))) return found;
  const told = new Set<number>();
  for (const p of [...all].sort((a, b) => a.i - b.i))
    if (toldLater(ctx, p.i) || told.has(p.i)) for (let k = p.i; k <= p.next; k++) told.add(k);
  const stays = ({ i }: { i: number }): boolean => !told.has(i);
  return {
    days: found.days.filter(stays),
    clocks: found.clocks.filter(stays),
    parts: found.parts.filter(stays),
    special: found.special.filter(stays),
  };
}
