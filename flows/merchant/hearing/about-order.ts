import { ordersIn } from './order-numbers.ts';
import { type Clause, type HearingWorld, minutesIn, saidAfter, tidy } from './words.ts';

/** What a clause asks for, and the words of it that no command took. */
export type Asked = { commands: string[]; left: string };

type Meaning = { word: string; takesText?: 'rest' | 'money'; when: RegExp };

/** What is said about a numbered order, narrow before wide; the first that exists and matches is meant. */
const ABOUT_ORDERS: readonly Meaning[] = [
  {
    word: 'remise',
    takesText: 'money',
    when: /\b(?:(?:remise|reduction|rabais|ristourne|discount)(?=\b.*\d)|(?:offr\w*|enleve[rz]?|retire[rz]?) (?:lui )?(?=\d+(?:[.,]\d+)? ?(?:%|€|euros?|dt|dinars?)))/,
  },
  { word: 'rembourser', takesText: 'money', when: /\b(?:rembours\w*|refund\w*)\b/ },
  { word: 'annuler', takesText: 'rest', when: /\b(?:annul\w*|supprim\w*|cancel\w*|vire|laisse tomber)\b|الغ/u },
  {
    word: 'refuser',
    takesText: 'rest',
    when: /\b(?:refus\w*|decline\w*|(?:n'|ne )?(?:peux|peut|pourra|pourrai|pourrons) pas (?:la |le )?(?:faire|prendre|accepter|assurer|honorer)|(?:(?:on|je) )?(?:la |le )?(?:fait|fais|prend|prends) pas|c'est non|impossible|pas possible)\b|ارفض/u,
  },
  { word: 'acompte', takesText: 'money', when: /\b(?:acompte|arrhes|deposit)\b/ },
  { word: 'avoir', takesText: 'money', when: /\b(?:(?:un |l'|d')avoir|credit note)\b/ },
  { word: 'lien', takesText: 'money', when: /\blien\b|\blink\b|\brelanc\w*\b/ },
  { word: 'facture', when: /\b(?:facture\w*|invoice)\b|فاتور/u },
  {
    word: 'livree',
    when: /\b(?:livree?s?|recuperee?s?|(?:est|sont|ete) retiree?s?|retirees?|chez le client|remises?|emportee?s?|partie?s?|donnee?s?|(?:viens|vient) de (?:la )?(?:donner|remettre|livrer)|(?:l'a|l'ont) (?:pris|recupere)e?s?|delivered|collected|picked up)\b|\b(?:est|sont) (?:passee?s?|venue?s?) (?:la |le |les )?(?:prendre|chercher|recuperer)\b/,
  },
  {
    word: 'prete',
    when: /\b(?:pretee?s?|prete?s?|finie?s?|terminee?s?|emballee?s?|empaquetee?s?|dispo(?:nible)?s?|ready|done)\b|جاهز/u,
  },
  {
    word: 'preparer',
    when: /\b(?:en preparation|(?:je|on)(?: la| le| les)? (?:commence|prepare|attaque)|j'attaque|(?:au|dans le) four|je m'y mets|preparing)\b/,
  },
  { word: 'commande', when: /\b(?:montre\w*|affiche\w*|voir|ou en est|c'est quoi|details?|show)\b/ },
];
/** States that "pas" or a future takes back: "pas encore prête", "sera prête à 11h". */
const STATES = new Set(['livree', 'prete', 'preparer']);
const NOT = /\b(?:pas|plus|jamais|aucune?|personne|not|isn't|never)\b/;
/** "n'annule pas", "don't cancel": the verb is forbidden, not asked for. */
const FORBIDDEN = /\b(?:ne|n'|don't|do not)\s*$/;
/** "Veut être livrée à 12h" is a change, and nothing that happened. */
const WISHED = /\b(?:veut|veulent|voudrait|voudraient|souhaite|souhaitent|demande|prefere|wants?)\b/;
const LATER = /\b(?:sera|seront|will be|ne (?:sera|seront) (?:pas )?)\b/;

const GOOD =
  /\b(?:c'est bon|c'est fait|bon pour|go|c bon|c'est ok|ok|okay|d'accord|valide\w*|confirm\w*|accepte\w*|je (?:la |le )?prends|on (?:la |le )?prend|approve\w*|fine|all good)\b|^\s*(?:oui|yes|bon)[\s.!]*$|موافق/u;
const TELL =
  /\b(?:dis|dites|ecris|ecrivez|reponds|repondez|previens|prevenez|tell|write|(?:envoie|envoyez|laisse)(?:[- ]lui)? (?:un )?(?:petit )?(?:message|mot|sms))\b(?:[- ]+(?:lui|leur|la|le|les|him|her|them)\b)?\s*(?:pour (?:lui )?dire\s+)?(?:(?:que|that)\b|qu')?[\s:,]*/;
/** "demande-lui si elle veut …" becomes the question itself, which the member reads before anything leaves. */
const ASK =
  /\bdemande(?:[- ](?:lui|leur))?\s+(?:a (?:la|le)\s+)?s(?:i elle|'il|i ils|i elles) (veut|veulent|voudrait|peut|peuvent|prefere|preferent|vient|viennent)\b/;
const QUESTIONS: Record<string, string> = {
  veut: 'Voulez-vous',
  veulent: 'Voulez-vous',
  voudrait: 'Voudriez-vous',
  peut: 'Pouvez-vous',
  peuvent: 'Pouvez-vous',
  prefere: 'Préférez-vous',
  preferent: 'Préférez-vous',
  vient: 'Venez-vous',
  viennent: 'Venez-vous',
};
const LATE = /\b(?:retard|late)\b/;
const PAID =
  /\b(?:payee?s?|paye|a regle|reglee?s?|encaissee?s?|encaisse|paid|(?:de|a) payer?|a fait un (?:cheque|virement))\b|\b(?:virement|cheque)\b.*\b(?:arrivee?|recu|la)\b/;
const ASKS_MONEY = /\b(?:rappel\w*|relanc\w*|redemand\w*|demand\w*|doit|devrait|remind|ask)\b/;
const MONEY = /\d+(?:[.,]\d{1,3})?\s*(?:€|euros?|eur|dt|tnd|dinars?|%)/;
const PART = /\b(?:moitie|tiers|quart|partie|half|part)\b/;
const METHOD = /\b(?:especes?|liquide|cash|cb|carte|card|virement|transfer|cheque|check)\b/;
/** "Demande à la 3 si 11h lui va" offers that hour. */
const FITS =
  /\b(?:demande|vois|regarde|ask)\b.*?\b(?:si|s'il|if)\s+(?:(?:elle|il|ils|elles|on) (?:peut|peuvent|prefere|veut)(?: (?:venir|passer|la prendre|le prendre|plutot))?\s*|c'est possible\s*|(?=\d|(?:lun|mar|mer|jeu|ven|sam)\p{L}*di|dimanche|demain))(?:a |le |pour )?/u;
const THAT_FITS =
  /\s+(?:(?:lui|leur|ça|ca|cela)\s+)*(?:va|irait|convient|conviendrait|est bon|est possible|arrange)[\s?.!]*$/iu;
const ASSISTANT_OFF = /\bne (?:lui |leur )?repond\w* (?:plus|pas)\b/;
const MINE = /\b(?:je m'en (?:occupe|charge)|je (?:lui )?(?:reponds|repondrai|ecris)|laisse[- ]moi|tais[- ]toi)\b/;
const YOURS = /\b(?:reprends?|tu peux (?:reprendre|repondre))\b/;
const OFFER =
  /\b(?:(?:propose[rsz]?|offer)(?:[- ](?:lui|leur))?|on (?:peut|pourrait) (?:la |le )?(?:faire|decaler|reporter))\b/;
/** "d'accord mais pour dimanche": what follows is what she wants changed first. */
const BUT = /[\s,]+(?:mais|sauf que|but)\s+(?:pour |à |for )?/iu;
const DELIVERY = /\b(?:livraison|delivery)\b.*\d/;
/** What one asks of an order that its card answers. */
const ABOUT_IT =
  /\b(?:qui a commande|combien (?:doit|coute)|c'est (?:pour )?(?:quand|qui|combien|quelle heure|quel jour)|quoi|contient|qu'est[- ]ce qu'il y a|numero|telephone|tel|adresse|nom|when|who|what)\b/;
/** Verbs that lead a change; what they change is what follows. */
const CHANGE =
  /^\s*(?:mets?|mettre|passe[rz]?|change[rz]?|modifie[rz]?|decale[rz]?|deplace[rz]?|reporte[rz]?|avance[rz]?|ce sera|c'est|move|(?:elle |il )?(?:veut|voudrait|souhaite|prefere)(?: (?:etre livree?s?|venir|passer))?|(?:elle |il )?(?:vient|viendra|passera|arrivera))?\s*(?:l'heure|la date|le jour)?\s*(?:(?:a|au|pour|to)\s+(?!l[ae]\b))?/;

/** What was said about the orders a clause names; null when it names none, or nothing known is said of them. */
export function aboutOrder(whole: Clause, world: HearingWorld): Asked | null {
  const { clause, orders } = ordersIn(whole, world);
  if (orders.length === 0) return null;
  const { flat, said } = clause;
  const each = (word: string, text = '') =>
    world.exists(word) ? orders.map((order) => `/${word} ${order}${text ? ` ${text}` : ''}`) : null;
  const all = (word: string) => (world.exists(word) ? [`/${word} ${orders.join(' ')}`] : null);
  const give = (commands: string[] | null, left = '') => (commands ? { commands, left } : null);

  const minutes = LATE.test(flat) ? minutesIn(flat) : undefined;
  if (minutes) return give(each('retard', String(minutes)));
  const ask = ASK.exec(flat);
  if (ask) return give(each('message', `${QUESTIONS[ask[1]!]} ${saidAfter(clause, ask).replace(/[.?!\s]*$/, '')} ?`));
  if (ASSISTANT_OFF.test(flat)) return give(orders.map((order) => `/bot off ${order}`));
  const fits = FITS.exec(flat);
  const time = fits && saidAfter(clause, fits).replace(THAT_FITS, '');
  if (time && world.isWhen(time)) return give(each('proposer', time));
  const told = TELL.exec(flat);
  if (told && FORBIDDEN.test(flat.slice(0, told.index))) return null;
  if (told) return tell(clause, told, world, each);
  const offer = OFFER.exec(flat);
  if (offer && world.isWhen(flat))
    return give(each('proposer', saidAfter(clause, offer).replace(/\s*(?:à la place|plutôt)?[\s?]*$/iu, '')));
  if (PAID.test(flat)) {
    // "la 5 n'a pas payé", "rappelle à la 5 de payer": what helps then is the link.
    if (NOT.test(flat) || ASKS_MONEY.test(flat)) return give(each('lien'));
    // "La moitié" is an amount that nobody wrote: the card says what is due.
    if (PART.test(flat)) return give(all('commande'));
    return give(each('payee', [MONEY.exec(flat)?.[0], METHOD.exec(flat)?.[0]].filter(Boolean).join(' ')));
  }
  if (MINE.test(flat)) return give(orders.map((order) => `/bot off ${order}`));
  if (YOURS.test(flat)) return give(orders.map((order) => `/bot on ${order}`));
  for (const { word, takesText, when } of ABOUT_ORDERS) {
    const match = when.exec(flat);
    if (!match || !world.exists(word) || FORBIDDEN.test(flat.slice(0, match.index))) continue;
    if (STATES.has(word) && WISHED.test(flat)) continue;
    if (STATES.has(word) && (LATER.test(flat) || NOT.test(flat))) return notYet(clause, match, world, each);
    if (!takesText) return give(all(word), saidAfter(clause, match));
    // "la moitié" is an amount that is not read: nothing is better than the whole sum.
    if (takesText === 'money' && PART.test(flat)) return null;
    if (takesText === 'money') return give(each(word, MONEY.exec(flat)?.[0] ?? ''));
    return give(each(word, reasonAround(clause, match)));
  }
  const good = GOOD.exec(flat);
  const but = good && BUT.exec(clause.said.slice(good.index));
  if (good && !but && !NOT.test(flat)) return give(approving(orders, world), saidAfter(clause, good));
  const words = tidy(
    said
      .slice(but && good ? good.index + but.index + but[0].length : CHANGE.exec(flat)![0].length)
      .replace(/[\s,]+(?:(?:et |mais )?(?:non )?pas|au lieu d[e'’])\s?.*$/iu, ''),
  );
  if (words && /[\d\p{L}]/u.test(words) && (world.isProduct(words) || world.isWhen(words) || DELIVERY.test(flat)))
    return give(each('modifier', words));
  return ABOUT_IT.test(flat) ? give(all('commande')) : null;
}

type Each = (word: string, text?: string) => string[] | null;

/** "dis-lui dimanche" offers a day; anything longer is a message in her own words. */
function tell(clause: Clause, told: RegExpExecArray, world: HearingWorld, each: Each): Asked | null {
  const words = saidAfter(clause, told);
  if (!words) return null;
  const day =
    words.split(/\s+/).length <= 4 && world.isWhen(words) && !/^(?:on|je|nous|c['’]|il|elle|we|i)\b/iu.test(words);
  const commands = (day ? each('proposer', words) : null) ?? each('message', words);
  return commands ? { commands, left: '' } : null;
}

/** "sera prête à 11h" and "pas avant dimanche" offer that time; without one, nothing happened yet. */
function notYet(clause: Clause, match: RegExpExecArray, world: HearingWorld, each: Each): Asked | null {
  const after = saidAfter(clause, match).replace(/^(?:que|qu'|avant|pour|vers|a|à|au|le|by|at|before)\s+/giu, '');
  const when = after.replace(/^(?:à|a|le)\s+/iu, '').replace(/\s+à\s+/iu, ' ');
  const commands = when && world.isWhen(when) ? each('proposer', when) : null;
  return commands ? { commands, left: '' } : null;
}

const SUBJECT =
  /^\s*(?:non|oui|alors|tu (?:me |m['’])?|ok|bon|(?:finalement )?(?:le|la) cliente?|elle|il|madame|monsieur|on|je)[\s,]*$/iu;

const COURTESY = /[\s,]*(?:s['’]il (?:te|vous) pla[iî]t|stp|svp|merci|please)[\s.!]*$/iu;

/** The reason is what stands around the verb, without what only carried it ("est annulée, le client …"). */
function reasonAround({ said }: Clause, match: RegExpExecArray): string {
  const before = said
    .slice(0, match.index)
    .replace(/\b(?:est|a été|on|je|tu|il faut|faut|peux|j'ai|ai)\s*(?:n['’]|ne\s)?\s*$/iu, '');
  const after = tidy(said.slice(match.index + match[0].length).replace(COURTESY, ''));
  return tidy(`${tidy(before.replace(SUBJECT, ''))} ${after}`);
}

/** "c'est bon": yes to what waits, and "ready" of what was accepted before. */
function approving(orders: number[], world: HearingWorld): string[] {
  return orders.map((order) => {
    const status = world.statusOf(order);
    return `/${status === undefined || status === 'pending' ? 'confirmer' : status === 'ready' ? 'livree' : 'prete'} ${order}`;
  });
}

/** Whether a message to a customer is dictated: "dis à la 156 : …". */
export function tellsAloud(flat: string): boolean {
  const told = TELL.exec(flat);
  return told !== null && /^[^:]{0,25}:(?!\d)/.test(flat.slice(told.index));
}

/** Whether a clause goes on about the order of the one before: what is told, and what a pronoun stands for. */
export function goesOn(flat: string): boolean {
  return TELL.test(flat) || /-(?:la|le|les|lui|leur)\b/.test(flat);
}
