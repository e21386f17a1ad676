/** The intent of a message: weighted cues, what was read in it, and where the conversation stands. */
import { CUES } from './intent-words.ts';
import type { Intent } from './types.ts';

export type IntentInput = {
  /** Folded words, joined by blanks, of the message without its masked parts. */
  words: string;
  question: boolean;
  /** Lines of goods read: known, and unknown or ambiguous. */
  lines: number;
  unknown: number;
  quantified: boolean;
  /** A date, hour, address or fulfilment was read. */
  when: boolean;
  /** Words of "ma commande", "mon gâteau de samedi": an order that exists. */
  own: boolean;
  /** Lines tied to one product. */
  resolved: number;
  /** "comme d'habitude", "la même chose". */
  again: boolean;
  /** The order is named by its number or as already made. */
  ref: boolean;
  /** A draft is open, an order is placed, the shop has asked something. */
  draft: boolean;
  placed: boolean;
  asked: boolean;
  hasShop: boolean;
  short: boolean;
};

export type IntentScore = { intent: Intent; also: Intent[]; confidence: number };

type Tally = { score: Map<Intent, number>; first: Map<Intent, number> };

function tally(words: string): Tally {
  const score = new Map<Intent, number>();
  const first = new Map<Intent, number>();
  for (const c of CUES) {
    const m = c.re.exec(words);
    if (!m) continue;
    score.set(c.intent, Math.max(score.get(c.intent) ?? 0, c.weight) + (score.has(c.intent) ? 0.5 : 0));
    first.set(c.intent, Math.min(first.get(c.intent) ?? Infinity, m.index));
  }
  return { score, first };
}

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
  const intent = decide(x, t, has);
  const also = [...t.score]
    .filter(([i, s]) => i !== intent && s >= 4 && i !== 'order' && i !== 'other' && i !== 'greeting')
    .map(([i]) => i);
  const confidence = Math.min(0.98, 0.55 + 0.06 * Math.max(has(intent), x.lines > 0 && intent === 'order' ? 5 : 0));
  return { intent, also, confidence };
}

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
  if (has('human_request') >= 6) return 'human_request';
  if (
    has('cancel_order') &&
    !replaces(x, w) &&
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
  const complaint = complains(x, t, has);
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
  if (isModify(x, t, has)) return 'modify_order';
  if (ask) return ask;
  if (isStatus(x, t, has)) return 'order_status';
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

const praise = (w: string): boolean =>
  /(?:delici|excell|regal|succul|magnif|sublim|bravo|trop bon|tres bon|super bon|amazing|fantastic|wonderful|etait|etaient|bnin|mliha|بنين|عجب|fini|adore|loved)/.test(
    w,
  );

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
  if (x.lines > 0 && /(?:laisse(?:z)? tomber|oublie(?:z)?|annul[a-z]+) (?:le|la|les|l) /.test(w) && !/commande/.test(w))
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

function complains(x: IntentInput, t: Tally, has: (i: Intent) => number): Intent | null {
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
  if (x.draft && !x.placed && x.lines > 0 && /finalement|enleve|plutot/.test(w)) return null;
  if (
    has('order_status') >= 5 &&
    /(?:retard|attend|toujours pas|pas encore|late)/.test(w) &&
    !/(?:honte|scandal|inadmissible|inacceptable|decu|ridicule|furieu)/.test(w) &&
    s <= 4.5 &&
    x.question
  )
    return 'order_status';
  if (/(?:il )?manque(?:ra|rait)? (?:plus que|juste|que)/.test(w)) return null;
  void t;
  return 'complaint';
}

/** A question without a commitment to buy; the first asked wins. */
function asksOnly(x: IntentInput, t: Tally, has: (i: Intent) => number): Intent | null {
  const w = x.words;
  const firm =
    /(?:je (?:prends|prend|vais prendre|voudrais (?!savoir|connaitre|un renseignement|des renseignements|des infos)|veux (?!savoir|connaitre)|commande|confirme|valide|souhaiterais (?!savoir|connaitre)|souhaite (?!savoir|connaitre)|reserve)|il me (?:faut|faudrait)|mettez|mets moi|gardez|reservez|i would like (?!to know)|i will take|i want|can i (?:get|have|order)|could i (?:get|have|order)|je peux (?:avoir|commander|prendre|vous commander|te commander)|puis je (?:avoir|commander)|possible d avoir|possible de avoir|c possible|ce est possible de (?:avoir|commander|reserver|me|nous)|ncommandi|a3tini|aatini|اعطيني)/.test(
      w,
    );
  const ordered = firm && (x.lines > 0 || x.unknown > 0);
  const possible = /(?:ce est|c|serait il) possible/.test(w) && x.quantified && x.lines > 0;
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

const OWN_CHANGE =
  /(?:ma|notre|la|cette|mes|mon|my|our|the|votre) (?:[a-z0-9]+ ){0,3}(?:commande|order|reservation|livraison|bouquet|gateau|cake|delivery|panier|foret|fraisier|[a-z]+)\b/;

function isModify(x: IntentInput, t: Tally, has: (i: Intent) => number): boolean {
  const s = has('modify_order');
  const w = x.words;
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
  if (/^(?:[a-z]+ ){0,4}(?:petite? modif|changement|une modif|petit changement)/.test(w)) return true;
  if (
    /(?:ajout|rajout)[a-z]* .{0,60}(?:a |sur |dans )(?:ma|la|notre|mon) (?:commande|livraison|panier)|(?:ajout|rajout)[a-z]*/.test(
      w,
    ) &&
    x.own
  )
    return true;
  void t;
  return false;
}

function isStatus(x: IntentInput, t: Tally, has: (i: Intent) => number): boolean {
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
  void t;
  if (x.lines > 0 && x.quantified && !x.own) return false;
  if (x.draft && !x.placed && x.asked) return false;
  return x.question || x.own || /(?:ready|where|pret|win|وين)/.test(w);
}
