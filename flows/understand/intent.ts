/** The intent of a message: weighted cues, what was read in it, and where the conversation stands. */

import { type IntentInput, type IntentScore, ofPart, type Tally, tally } from './intent-input.ts';
import { HEARSAY, SO_MANY_BEFORE, secondOpinion } from './intent-opinion.ts';
import { asksOnly, praise } from './intent-questions.ts';
import { otherThanOrder } from './intent-stories.ts';
import type { Intent } from './types.ts';

const AFFIRM =
  /^(?:oui|ok|d accord|de accord|parfait|super|ca marche|tres bien|c ?est (?:bon|ca|parfait)|ce est (?:bon|ca|parfait)|exact(?:ement)?|yes|yep|yeah|sure|perfect|ih|ey|eyh|behi|mrigel|mriguel|tamam|tmam|aya|نعم|اي|ايه|باهي|مريقل|je valide|je confirme|va pour|entendu|volontiers|nickel|👍|👌|✅)/;

/** Is the text an answer of agreement? */
export function affirms(words: string): boolean {
  return AFFIRM.test(words);
}

/** Decides the intent. */
export function decideIntent(x: IntentInput): IntentScore {
  const t = tally(x.words);
  const has = (i: Intent): number => t.score.get(i) ?? 0;
  const decided = decide(x, t, has);
  const ruled = decided === 'order' && !x.draft && !x.asked ? (otherThanOrder(x, has) ?? decided) : decided;
  const { intent, sure } = secondOpinion(x, ruled, t);
  const also = [...t.score]
    .filter(([i, s]) => i !== intent && s >= 4 && i !== 'order' && i !== 'other' && i !== 'greeting')
    .map(([i]) => i);
  const confidence = Math.min(0.98, 0.55 + 0.06 * Math.max(has(intent), x.lines > 0 && intent === 'order' ? 5 : 0));
  return { intent, also, confidence, sure, from: { input: x, ruled, tally: t } };
}

/** Somebody who wants to sell something to the shop. */
const SELLS =
  /representante?|commerciale? (?:chez|pour|de)|(?:on|nous) (?:vous )?propos(?:e|ons) |vous (?:voir|presenter|rencontrer)/;
/** One thing goes and the order stays. */
const KEEPS_REST =
  /gard(?:e|ez|er) (?:bien |quand meme )?(?:tout )?(?:le reste|les autres)|(?:tout )?le reste (?:ne change|est bon|reste|sans changement)|keep the (?:rest|others)|5alli elbe9i|khalli elbe9i/;
/** "Les galettes sont arrivées ?": goods, not an order. */
const ARRIVED = /(?:sont|est) (?:elles? |ils? )?(?:deja |bien |enfin )?(?:arrivee?s?|de retour|sortie?s?)(?: |$)/;

function decide(x: IntentInput, t: Tally, has: (i: Intent) => number): Intent {
  const w = x.words;
  const goods = x.lines + x.unknown + (x.again ? 1 : 0);
  const commit = has('order') > 0 || (x.draft && x.asked);
  const ask = asksOnly(x, t, has);
  if (
    /(?:ignor|system|mode developp|prompt|developer mode)/.test(w) &&
    has('other') >= 7 &&
    !(x.lines > 0 && x.quantified)
  )
    return 'other';
  if (has('other') >= 7 && SELLS.test(w) && x.resolved === 0) return 'other';
  if (x.question && !commit && HEARSAY.test(w)) return 'other';
  if (has('human_request') >= 6) return 'human_request';
  if (has('cancel_order') && KEEPS_REST.test(w)) return 'modify_order';
  if (
    has('cancel_order') &&
    !replaces(x, w) &&
    !ofPart(x, t) &&
    !/(?:puis je|peut on|possible d|conditions|est ce que je peux).{0,12}annul/.test(w)
  )
    return 'cancel_order';
  if (
    has('quote_request') &&
    !(x.placed && !goods) &&
    !/(?:votre|le|du|suite a (?:votre|ce)) devis.{0,40}(?:valid|confirm|accord)|(?:bon pour accord)/.test(w)
  )
    return quoteOrNot(x, w);
  if (/que (?:me |nous )?conseill|vous me conseill|recommend/.test(w) && !x.resolved && !x.draft) return 'other';
  if (onlyAdmires(x, has, w)) return 'other';
  const complaint = complains(x, has);
  if (complaint) return complaint;
  if (has('invoice_request') && !invoiceAside(x, w))
    return has('payment_question') &&
      /recu (?:mon|le|notre)|regl|virement|passe/.test(w) &&
      /facture/.test(w) &&
      /(?:recu|passe|regl)/.test(w) &&
      !/(?:envoyer|envoyez|besoin|avoir|faudrait|transmettre|recevoir).{0,20}facture|facture.{0,30}(?:svp|s il vous)/.test(
        w,
      )
      ? 'payment_question'
      : 'invoice_request';
  if (isModify(x, has)) return 'modify_order';
  if (x.resolved > 0 && x.quantified && x.when && /(?:can|could|would) you (?:please )?(?:deliver|send|bring)/.test(w))
    return 'order';
  if (x.question && goods > 0 && !x.own && !x.quantified && ARRIVED.test(w)) return 'availability_question';
  if (ask) return ask;
  if (isStatus(x, has)) return 'order_status';
  if (
    /dans vos cordes|c ?est faisable|ce est faisable|vous savez faire|sauriez vous/.test(w) &&
    x.question &&
    x.resolved === 0
  )
    return 'availability_question';
  if (x.again && !has('thanks')) return 'order';
  if (goods > 0 && (commit || x.quantified || x.when) && !(has('thanks') >= 3 && praise(w) && !commit)) return 'order';
  if (commit && (goods > 0 || x.when) && !smallTalk(x, has)) return 'order';
  if (x.draft && !x.placed && (x.when || goods > 0) && !has('thanks')) return 'order';
  if (x.draft && !x.placed && affirms(w)) return 'order';
  if (has('other') >= 7) return 'other';
  if (has('thanks')) return 'thanks';
  if (x.draft && !x.placed && (x.asked || x.short)) return 'order';
  if (has('greeting') && w.split(' ').length <= 6) return 'greeting';
  if (
    !x.question &&
    /(?:prends|prendrai|voudrais|veux|faudrait|faut|mettez|mets|n7eb|i will take|i would like|i want)(?: [a-z]+){0,2} \d+(?: |$)/.test(
      w,
    ) &&
    x.hasShop
  )
    return 'order';
  if (commit && has('order') >= 3 && /command|reserv|order|ncommandi/.test(w) && !x.question) return 'order';
  const plainList = x.resolved > 0 && !x.own && !has('order_status') && !has('complaint') && !has('thanks');
  return goods > 0 && !x.question && (x.short || plainList) && x.hasShop ? 'order' : 'other';
}

function smallTalk(x: IntentInput, has: (i: Intent) => number): boolean {
  return has('thanks') > 0 && x.lines === 0 && !x.when;
}

/** A compliment on a picture or a window is small talk; on goods received it is thanks. */
function onlyAdmires(x: IntentInput, has: (i: Intent) => number, w: string): boolean {
  const admires =
    /(?:trop|tellement|si|vraiment|tres|super) (?:beau|belle|beaux|belles|joli|jolie|mignon)|magnifique|superbe|sublime|(?:ca )?donne (?:trop )?(?:envie|faim)|gorgeous|beautiful|so pretty/.test(
      w,
    );
  return (
    admires &&
    /photo|story|insta|vitrine|publication|post|reel|picture|compte|page/.test(w) &&
    has('order') < 3 &&
    !x.quantified &&
    !x.when
  );
}

/** "annulez ... et mettez plutôt": something replaces it. */
function replaces(x: IntentInput, w: string): boolean {
  if (
    x.draft &&
    x.lines > 0 &&
    /(?:laisse(?:z)? tomber|oublie(?:z)?|annul[a-z]+) (?:le|la|les|l) /.test(w) &&
    !/commande/.test(w)
  )
    return true;
  if (/laisse(?:z)? tomber/.test(w) && /(?:je|on) (?:viens|passe|vient|passerai|prends)/.test(w)) return true;
  return x.lines > 0 && /(?:plutot|a la place|instead|remplac|mettez|mets|je prends)/.test(w) && !/commande/.test(w);
}

function quoteOrNot(x: IntentInput, w: string): Intent {
  if (x.lines === 0 && /(?:mon|votre|le) devis/.test(w) && /(?:recu|ou en est|toujours pas)/.test(w))
    return 'order_status';
  return 'quote_request';
}

function invoiceAside(x: IntentInput, w: string): boolean {
  if (
    x.lines > 0 &&
    x.quantified &&
    x.when &&
    !/(?:recu|besoin|envoy|avoir|transmettre|recevoir|manque|copie|double|duplicata).{0,25}facture|facture.{0,30}(?:envoy|transmettre|recu)/.test(
      w,
    )
  )
    return true;
  return /facture (?:est )?a adresser|facture (?:au nom|a )/.test(w) && x.lines > 0;
}

function complains(x: IntentInput, has: (i: Intent) => number): Intent | null {
  const s = has('complaint');
  if (s < 4) return null;
  const w = x.words;
  if (/\b(?:sec|seche|froid|vol|cold|late|dry|cru|dead|raw|sales?|bared|nul|mauvais numero)\b/.test(w) && s < 4.5) {
    if (/mauvais numero/.test(w)) return 'other';
    if (
      /fleurs? sech|fleurs sec|fruits? sec|gateaux? sec|trop tard|plus tard|sec \d|petits? fours sal|plateaux? sal|chambre froide|pas trop (?:sec|sale)|sale(?:s)? (?:de|\d)/.test(
        w,
      )
    )
      return null;
    if (x.lines > 0 && x.quantified && !/(?:etait|etaient|tout|trop|jamais|hier|ce matin)/.test(w)) return null;
  }
  if (
    x.lines > 0 &&
    x.quantified &&
    x.when &&
    !x.own &&
    !/(?:etait|etaient|honte|decu|pas recu|manqu|jamais plus|plus jamais)/.test(w)
  )
    return null;
  if (has('invoice_request') >= 5 && /pas recu.{0,20}facture|facture.{0,25}pas/.test(w)) return null;
  if (/(?:erreur|probleme).{0,20}(?:lien|paiement|paypal|carte|virement)/.test(w) && has('payment_question'))
    return null;
  if (x.draft && !x.placed && x.lines > 0 && /finalement|enleve|retire|remplace|plutot/.test(w)) return null;
  if (
    has('order_status') >= 5 &&
    /(?:retard|attend|toujours pas|pas encore|late)/.test(w) &&
    !/(?:honte|scandal|inadmissible|inacceptable|decu|ridicule|furieu)/.test(w) &&
    s <= 4.5 &&
    x.question
  )
    return 'order_status';
  if (/(?:il )?manque(?:ra|rait)? (?:plus que|juste|que)/.test(w)) return null;
  return 'complaint';
}

const OWN_CHANGE =
  /(?:ma|notre|la|cette|mes|mon|my|our|the|votre) (?:[a-z0-9]+ ){0,3}(?:commande|order|reservation|livraison|bouquet|gateau|cake|delivery|panier|foret|fraisier|[a-z]+)\b|commande (?:mte3i|mta3i|mte3na|mta3na|mta3)/;

function isModify(x: IntentInput, has: (i: Intent) => number): boolean {
  const s = has('modify_order');
  const w = x.words;
  if (
    /(?:n?badd?el(?:li|lou|na)?|badd?lou|zid(?:ni|li|ou)?|na7i(?:li|w)?) (?:li |lou )?(?:fi |fel |3la )?(?:el |l )?commande/.test(
      w,
    )
  )
    return true;
  // "n'avait que 8 roses au lieu de 12" tells what was wrong, and asks for no change.
  if (/(?:avait|avaient|contenait) que \d/.test(w)) return false;
  if (x.placed) {
    if (s > 0 && (x.lines > 0 || x.when || x.unknown > 0 || /\d/.test(w))) return true;
    if (x.lines > 0 && x.quantified && !has('price_question') && !has('availability_question') && has('thanks') < 3)
      return true;
    return /(?:plutot|finalement|au lieu|a la place)/.test(w) && x.when;
  }
  if (x.draft) return false;
  if (
    /(?:ne )?(?:livrez|venez|preparez|passez) (?:surtout )?pas/.test(w) &&
    /plutot|mais|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)/.test(w)
  )
    return true;
  if (x.ref && /(?:faire|passer|mettre|prendre) (?:plutot )?(?:en|a) \d+/.test(w)) return true;
  if (x.own && x.when && !x.quantified && /(?:^| )plutot(?: |$)/.test(w) && OWN_CHANGE.test(w)) return true;
  if (s === 0)
    return (
      /(?:ne )?(?:peux|peut|pouvons|pourrai|pourrons) pas (?:venir|passer|etre la)/.test(w) &&
      (x.own || x.when) &&
      !has('complaint')
    );
  const verb =
    /(?:modif|chang|decal|report|avanc|repouss|deplac|remplac|ajout|rajout|enlev|retir|supprim|augment|diminu|passer (?:a|de|en)|add |remove|move|postpone|swap|instead|au lieu|a la place|zid|na7i|baddel|nbad|بدل|زيد|نحي|finalement|plutot|gardez)/.test(
      w,
    );
  if (x.own && verb && (x.ref || OWN_CHANGE.test(w))) return true;
  if (x.ref && /(?:faire|passer|mettre|prendre) (?:plutot )?(?:en|a) \d+/.test(w)) return true;
  if (x.own && x.when && /(?:plutot|finalement|pas (?:samedi|dimanche|demain)|pour .* et pas)/.test(w)) return true;
  if (/(?:au lieu (?:de|du)|instead of)/.test(w) && (x.lines > 0 || x.when) && !has('order')) return true;
  if (x.lines > 0 && SO_MANY_BEFORE.test(w)) return true;
  if (/^(?:[a-z]+ ){0,4}(?:petite? modif|changement|une modif|petit changement)/.test(w)) return true;
  if (
    /(?:ajout|rajout)[a-z]* .{0,60}(?:a |sur |dans )(?:ma|la|notre|mon) (?:commande|livraison|panier)|(?:ajout|rajout)[a-z]*/.test(
      w,
    ) &&
    x.own
  )
    return true;
  return false;
}

function isStatus(x: IntentInput, has: (i: Intent) => number): boolean {
  const s = has('order_status');
  const w = x.words;
  if (
    /(?:viens|vient|venir|passe|dois|doit) (?:bien )?(?:chercher|recuperer|prendre) (?:mon|ma|mes|notre|la|le) .*(?:\?|ce est bien|c est bien|bien ca|confirm)/.test(
      w,
    )
  )
    return true;
  if (
    x.own &&
    x.question &&
    !x.quantified &&
    /(?:pret|partie|livree|en route|ce est bien (?:ca|note|pour)|confirmee|bon pour|arrive)/.test(w) &&
    !has('modify_order')
  )
    return true;
  if (s < 5) return false;
  if (x.lines > 0 && x.quantified && !x.own) return false;
  if (x.draft && !x.placed && x.asked) return false;
  return x.question || x.own || /(?:ready|where|pret|win|وين)/.test(w);
}
