/** Discounts as they are typed inside an order or quote: "12 éclairs -10 %", "remise 5 €", "remise 10 % sur les éclairs". */
import { type Currency, parseMoney } from '../../tools/money.ts';
import type { Discount } from '../../tools/orders/total.ts';

export type TypedDiscount = {
  off: Discount;
  /** What it is said to be on: words before it in its clause, or behind "sur"; null: the whole. */
  on: string | null;
};

const VALUE = String.raw`(\d{1,7}(?:[.,]\d{1,3})?)\s*(%|pour\s?cent|percent|€|eur(?:os?)?|dt|tnd|dinars?|دينار)(?![\p{L}\d])`;
const WHOLE = String.raw`(?:(?:le\s+)?tout|(?:le\s+|the\s+)?total|(?:l['’])?ensemble|la\s+commande|le\s+devis|everything|the\s+whole)`;
/** Where the words behind "sur" end: the next part of the line, or a day. */
const ENDS =
  'et|and|plus|pour|for|le|à|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|après|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|livraison|delivery';
/** "remise de 10 % sur les éclairs", "avec une réduction : 5 €". */
const NAMED = new RegExp(
  String.raw`(?<!\p{L})(?:avec\s+)?(?:une\s+|a\s+)?(?:remise|r[ée]duction|rabais|discount|تخفيض)\s*(?:de\s+|of\s+|:)?\s*-?\s*${VALUE}(?:\s+(?:sur|on|au|على)\s+(?:(${WHOLE})(?!\p{L})|(\p{L}[\p{L}'’ -]*?)(?=\s*(?:$|[,;.\n\d(])|\s+(?:${ENDS})(?!\p{L}))))?`,
  'giu',
);
/** "-10 %", "− 5 €", "(-10 %)", "moins 10 %". */
const MINUS = new RegExp(
  String.raw`\(?\s*(?:[-−–]|(?<!\p{L})moins\s|(?<!\p{L})minus\s)\s*${VALUE}(?:\s*\))?(?:\s+(?:sur|on|au)\s+(${WHOLE})(?!\p{L}))?`,
  'giu',
);
const CLAUSE = /[,;\n+]|(?<!\p{L})(?:et|and|plus|و)(?!\p{L})/giu;

/** What is taken off in a text, and the text without it. Amounts in minor units, shares in hundredths of a percent. */
export function typedDiscounts(text: string, currency: Currency): { found: TypedDiscount[]; rest: string } {
  const found: TypedDiscount[] = [];
  const named = text.replace(NAMED, (clause: string, value: string, unit: string, _whole: string, on?: string) => {
    const off = offOf(value, unit, currency);
    if (!off) return clause;
    found.push({ off, on: on?.trim() || null });
    return ' , ';
  });
  const rest = named.replace(
    MINUS,
    (clause: string, value: string, unit: string, whole: string | undefined, at: number) => {
      const off = offOf(value, unit, currency);
      if (!off) return clause;
      const before = named.slice(0, at).split(CLAUSE).at(-1) ?? '';
      found.push({ off, on: whole ? null : before.trim() || null });
      return ' ';
    },
  );
  return { found, rest: rest.replace(/(?:\s*,){2,}/g, ',').replace(/^[\s,]+|[\s,]+$/g, '') };
}

function offOf(value: string, unit: string, currency: Currency): Discount | null {
  if (/^(?:%|p)/i.test(unit)) {
    const rate = Math.round(Number(value.replace(',', '.')) * 100);
    return rate >= 1 && rate <= 10_000 ? { rate } : null;
  }
  const amount = parseMoney(value, currency);
  return amount === null || amount <= 0 ? null : { amount };
}

/** Whether words about a discount are left that were not understood: none is passed over in silence. */
export const stillOff = (rest: string): boolean =>
  /%|(?<!\p{L})(?:remises?|r[ée]ductions?|rabais|discounts?)(?!\p{L})|تخفيض/iu.test(rest);
