/** Questions without a commitment to buy: hours, payment, price, availability. */

import type { IntentInput, Tally } from './intent-input.ts';
import type { Intent } from './types.ts';

/** Are goods received praised? */
export const praise = (w: string): boolean =>
  /(?:delici|excell|regal|succul|magnif|sublim|bravo|trop bon|tres bon|super bon|amazing|fantastic|wonderful|etait|etaient|bnin|mliha|بنين|عجب|fini|adore|loved)/.test(
    w,
  );

/** A question without a commitment to buy; the first asked wins. */
export function asksOnly(x: IntentInput, t: Tally, has: (i: Intent) => number): Intent | null {
  const w = x.words;
  const firm =
    /(?:je (?:prends|prend|vais prendre|voudrais (?!savoir|connaitre|un renseignement|des renseignements|des infos)|veux (?!savoir|connaitre)|commande|confirme|valide|souhaiterais (?!savoir|connaitre)|souhaite (?!savoir|connaitre)|reserve)|il me (?:faut|faudrait)|mettez|mets moi|gardez|reservez|i would like (?!to know)|i will take|i want|can i (?:get|have|order)|could i (?:get|have|order)|je peux (?:avoir|commander|prendre|vous commander|te commander)|puis je (?:avoir|commander)|possible d avoir|possible de avoir|c possible|ce est possible de (?:avoir|commander|reserver|me|nous)|ncommandi|a3tini|aatini|اعطيني)/.test(
      w,
    );
  if (/(?:^| )si (?:je|on|nous) (?:prends?|prenons|commande|commandons|prenais)/.test(w) && has('price_question'))
    return 'price_question';
  if (
    x.quantified &&
    x.lines > 0 &&
    /(?:^| )(?:je|on|nous) (?:passe|viens|vient|arrive|passerai|viendrai|passons|venons)(?: [a-z0-9]+){0,5} (?:les?|la) (?:prendre|chercher|recuperer)|(?:^| )(?:i|we) need \d/.test(
      w,
    )
  )
    return null;
  if (/(?:^| )(?:si oui|dans ce cas|si ce est (?:bon|ok|possible)|if so|if yes)/.test(w) && x.quantified && x.lines > 0)
    return null;
  if (/(?:n7eb|nheb|n7ebb|نحب|بغيت)/.test(w) && x.quantified && x.lines > 0 && x.when && !has('price_question'))
    return null;
  const ahead =
    /(?:commander|reserver|s y prendre|prevoir) (?:combien|longtemps|a l avance|avant)|combien de (?:temps|jours) (?:avant|a l avance|a l)/;
  if (ahead.test(w) && x.question)
    return /(?:ce est|c est|coute|fait) combien|combien (?:ca )?(?:coute|ce est|fait)|prix|tarif/.test(w)
      ? 'price_question'
      : 'availability_question';
  const ordered = firm && (x.lines > 0 || x.unknown > 0);
  const possible =
    /(?:(?:ce est|c|serait il|(?:ce|ca) serait) possible|est il possible (?:d |de )?(?:avoir|commander|reserver|prendre))/.test(
      w,
    ) &&
    x.quantified &&
    x.lines > 0;
  // A price on a list, with numbers, is a quote; of one thing it is a price.
  if (has('price_question') && x.counted >= 2 && x.question && !x.draft && !ordered) return 'quote_request';
  const list: [Intent, number][] = [];
  for (const i of ['hours_question', 'payment_question', 'price_question', 'availability_question'] as const)
    if (has(i)) list.push([i, t.first.get(i) ?? 0]);
  if (list.length === 0) return null;
  const hours = has('hours_question');
  const pay = has('payment_question');
  if (x.lines > 0 && x.quantified && x.when && (firm || !x.question || possible)) return null;
  if (
    pay &&
    hours &&
    (t.first.get('payment_question') ?? 0) < (t.first.get('hours_question') ?? 0) &&
    !paymentAside(x, w)
  )
    return 'payment_question';
  if (hours && !(x.lines > 0 && (firm || x.quantified))) return hoursOrNot(x, w, list);
  if (pay && !paymentAside(x, w)) return 'payment_question';
  const price = has('price_question');
  const avail = has('availability_question');
  if (
    price &&
    !(ordered && /(?:je (?:prends|confirme|valide|commande)|mettez|gardez|reservez)/.test(w)) &&
    priceFirst(x, t, w, firm)
  )
    return avail &&
      (t.first.get('availability_question') ?? 0) < (t.first.get('price_question') ?? 0) &&
      realAvailability(w)
      ? 'availability_question'
      : 'price_question';
  if (avail && realAvailability(w) && !ordered && !possible) return availabilityOrNot(x, has, w);
  if (
    avail &&
    x.lines === 0 &&
    realAvailability(w) &&
    (x.question || x.unknown > 0) &&
    has('order') < 4 &&
    !(has('other') >= 7)
  )
    return availabilityOrNot(x, has, w);
  if (avail && /dans vos cordes|vous (?:faites|savez faire)|ce est possible/.test(w) && x.lines === 0)
    return 'availability_question';
  return null;
}

function hoursOrNot(x: IntentInput, w: string, list: [Intent, number][]): Intent | null {
  if (/ouvrir un compte|en retard/.test(w)) return null;
  if (x.draft && x.asked && x.when && !x.question) return null;
  const before = list
    .filter(([i]) => i === 'price_question' || i === 'availability_question')
    .sort((a, b) => a[1] - b[1])[0];
  const at = list.find(([i]) => i === 'hours_question')![1];
  if (before && before[1] < at - 20 && x.lines > 0 && before[0] === 'price_question') return 'price_question';
  return 'hours_question';
}

function paymentAside(x: IntentInput, w: string): boolean {
  if (
    x.lines > 0 &&
    (x.quantified || x.when) &&
    !/(?:\?|comment|est ce que|acceptez|prenez|peut on|puis je|lien|marche pas)/.test(w)
  )
    return true;
  if (
    x.lines > 0 &&
    x.quantified &&
    /(?:je|on) (?:paie|paye|regle|reglerai|paierai|payerai)|(?:i will|i ll) pay|acompte verse/.test(w)
  )
    return true;
  return x.lines > 0 && x.quantified && x.when;
}

function priceFirst(x: IntentInput, t: Tally, w: string, firm: boolean): boolean {
  if (
    /(?:le|la|les) moins cher|un peu (?:moins )?cher|pas (?:trop )?cher|peu importe le prix|budget|a combien (?:de )?(?:jours|personnes)|combien de (?:temps|parts|personnes|jours|places)/.test(
      w,
    ) &&
    !/combien (?:coute|ca|ce|est|pour)|c ?est combien|ce est combien|quel(?:s)? (?:est |sont )?(?:le |les )?prix/.test(
      w,
    )
  )
    return false;
  if (
    firm &&
    x.lines > 0 &&
    x.quantified &&
    x.when &&
    (t.first.get('price_question') ?? 0) > (t.first.get('order') ?? Infinity)
  )
    return /(?:b|bel )?9add?ech|kadech|combien/.test(w) && !x.when;
  if (/combien de /.test(w) && !/combien de euros/.test(w) && !/prix|cout|tarif/.test(w)) return false;
  return true;
}

const realAvailability = (w: string): boolean =>
  !/(?:vous|tu) (?:avez|as) (?:dit|envoye|fait|livre|mis|oublie|recu|note|bien|pris|confirme|ete)|(?:pouvez|pourriez|peux|pourrais) (?:vous|tu) (?:me |nous )?(?:preparer|mettre|garder|reserver|faire parvenir|envoyer|dire|confirmer|prevoir|livrer (?:demain|samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi|le \d))/.test(
    w,
  );

function availabilityOrNot(x: IntentInput, has: (i: Intent) => number, w: string): Intent | null {
  if (has('other') >= 7 && !(x.lines > 0 && /(?:avez|faites|3andkom|famma|do you)/.test(w))) return 'other';
  if (x.own && has('order_status')) return null;
  if (x.draft && x.asked && !x.question && x.lines > 0) return null;
  if (has('thanks') >= 3 && praise(w) && !x.question) return null;
  if (
    !x.question &&
    x.quantified &&
    x.lines > 0 &&
    (x.when || x.short) &&
    !/(?:avez|auriez|faites) vous|est ce que vous|vous (?:avez|faites)|famma|3andkom|do you/.test(w)
  )
    return null;
  if (
    /si (?:vous|tu|vs) (?:en )?(?:avez|as)|si (?:possible|dispo)/.test(w) &&
    (x.quantified || x.when) &&
    !/(?:avez|auriez|faites) vous/.test(w)
  )
    return null;
  return 'availability_question';
}
