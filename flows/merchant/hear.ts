import type { Status } from '../../tools/orders/states.ts';
import { plain } from './plain.ts';

/** What hearing needs to know of the shop; all of it looked up before. */
export type HearingWorld = {
  /** The status of an order of the shop, by its number. */
  statusOf(order: number): Status | undefined;
  /** Whether words name something of the catalogue. */
  isProduct(words: string): boolean;
  /** Whether words name a day or an hour. */
  isWhen(words: string): boolean;
  /** Whether a command with that canonical word exists. */
  exists(word: string): boolean;
  /** The order of the card that is quoted: what a sentence without a number is about. */
  order?: number | undefined;
};

/** The exact commands that words would run, and what of them was not understood. */
export type Heard = { commands: string[]; leftover: string[] };

/** One clause as it was said: `said` in its own letters, `flat` the same length in plain ones. */
type Clause = { said: string; flat: string; orders: number[] };

/** "la 156", "commande n° 156", "les 156, 157 et 158"; a bare number only when the shop has that order. */
const NUMBERED =
  /(?<![\p{L}\d])(?:(?:pour |a |de )?(?:la|le|les|l'|the)\s+)?(?:(?:commandes?|cde|orders?|numero|n[°o]|#)\s*)*#?(\d{1,7}(?:\s*(?:,|et|and|&|\+|و)\s*(?:(?:la|le|the)\s+)?(?:n[°o]\s?|#)?\d{1,7})*)(?![\d.,]*\s*(?:€|euros?|eur\b|dt\b|tnd|h\b|heures?|min|kg|g\b|%|p\b|parts?|jours?|:|\/|h\d))(?!\d)/u;
const SAID_SO = /(?:la|le|les|the|commandes?|cde|orders?|numero|n[°o]|#)/;

/** Words of the day that say when a shortage holds, not which product it is. */
const FOR_NOW =
  /[\s,]*(?:pour |d')?(?:aujourd'hui|auj|ce matin|ce soir|cet apres-midi|pour l'instant|pour le moment|en ce moment|maintenant|la journee|today|now|اليوم)[\s.!]*$/u;
const POLITE =
  /^(?:merci|stp|svp|s'il te plait|s'il vous plait|ok|voila|bonjour|salut|please|thanks|thank you|شكرا|bon|alors|et|puis)?[\s.!]*$/u;

type Meaning = { word: string; takesText?: 'rest' | 'after'; when: RegExp };

/** What is said about a numbered order, narrow before wide; the first that exists and matches is meant. */
const ABOUT_ORDERS: Meaning[] = [
  { word: 'rembourser', takesText: 'after', when: /\b(?:rembours\w*|refund\w*)\b/ },
  { word: 'annuler', takesText: 'rest', when: /\b(?:annul\w*|supprim\w*|cancel\w*|laisse tomber)\b|الغ/u },
  { word: 'refuser', takesText: 'rest', when: /\b(?:refus\w*|decline\w*)\b|ارفض/u },
  { word: 'lien', when: /\blien\b|\blink\b/ },
  { word: 'facture', when: /\b(?:facture\w*|invoice)\b|فاتور/u },
  {
    word: 'livree',
    when: /\b(?:livree?s?|recuperee?s?|retiree?s?|emportee?s?|delivered|collected|picked up)\b|\best (?:passee?|venue?) (?:la |le )?(?:prendre|chercher)\b/,
  },
  { word: 'prete', when: /\b(?:pretee?s?|prete?s?|finie?s?|terminee?s?|ready|done)\b|جاهز/u },
  {
    word: 'preparer',
    when: /\b(?:en preparation|(?:je|on)(?: la| le| les)? (?:commence|prepare|attaque)|je m'y mets|preparing)\b/,
  },
  { word: 'commande', when: /\b(?:montre\w*|affiche\w*|voir|ou en est|c'est quoi|details?|show)\b/ },
];
const GOOD =
  /\b(?:c'est bon|c bon|c'est ok|ok|okay|d'accord|valide\w*|confirm\w*|accepte\w*|je (?:la |le )?prends|on (?:la |le )?prend|approve\w*)\b|موافق/u;
const TELL =
  /\b(?:dis|dites|ecris|ecrivez|reponds|repondez|previens|prevenez|tell|write)(?:[- ](?:lui|leur|la|le|les|him|her|them))?(?:[- ](?:que|qu'|that))?\b[\s:,]*/;
const LATE = /\b(?:retard|late)\b/;
const MINUTES = /(\d{1,3})\s*(?:min\w*|mn|')|(\d{1,2})\s*h(?:eures?)?\b(?!\d)/;
const PAID = /\b(?:payee?s?|paye|a regle|reglee?s?|encaissee?s?|paid)\b/;
const MONEY = /\d+(?:[.,]\d{1,3})?\s*(?:€|euros?|eur|dt|tnd|dinars?)/;
const METHOD = /\b(?:especes?|liquide|cash|cb|carte|card|virement|transfer|cheque|check)\b/;
const MINE = /\b(?:je m'en (?:occupe|charge)|je (?:lui )?(?:reponds|repondrai|ecris)|laisse[- ]moi|tais[- ]toi)\b/;
const YOURS = /\b(?:reprends?|tu peux (?:reprendre|repondre))\b/;

/** The exact commands of a sentence, in the order in which they were said. */
export function hear(text: string, world: HearingWorld): Heard {
  const groups: { words: string; order: number | undefined }[] = [];
  let lead = '';
  for (const { words, joint } of piecesOf(text)) {
    const before = groups.at(-1);
    // "annule la 156 et dis-lui ...": only what is told goes on about the same order.
    const order = before ? (TELL.test(flatten(words)) ? lastOrder(before, world) : undefined) : world.order;
    if (one(words, { ...world, order })) groups.push({ words, order });
    else if (before) before.words += `${joint}${words}`;
    else lead += `${lead ? joint : ''}${words}`;
  }
  const commands: string[] = [];
  const leftover: string[] = POLITE.test(flatten(lead)) ? [] : [lead.trim()];
  for (const { words, order } of groups) {
    const found = one(words, { ...world, order }) ?? one(words.split(/[,;.!?]/)[0]!, { ...world, order });
    if (found) commands.push(...found.commands);
    if (found?.left && !POLITE.test(flatten(found.left))) leftover.push(found.left.trim());
  }
  // A sentence of which nothing was a command is no leftover: it is all of it.
  return { commands: [...new Set(commands)], leftover: commands.length > 0 ? leftover.filter(Boolean) : [] };
}

function lastOrder(group: { words: string; order: number | undefined }, world: HearingWorld): number | undefined {
  const said = group.words.normalize('NFC');
  const { orders } = numbered({ said, flat: flatten(said), orders: [] }, { ...world, order: group.order });
  return orders.at(-1);
}

/** A sentence in pieces, each with what joined it to the one before. "156, 157 et 158" stays in one. */
function piecesOf(text: string): { words: string; joint: string }[] {
  const cut = text
    .normalize('NFC')
    .replace(/[’]/g, "'")
    .split(
      /(\s*[;\n]+\s*|\s*[,.!?]+(?:\s+|$)(?!(?:(?:la|le|et|et la)\s+)?\d{1,7}(?:\s*$|\s*(?:,|et)\s))(?:et |puis )?|(?<!\d)\s+(?:et|puis|and|then)\s+|(?<=\d)\s+(?:et|puis|and|then)\s+(?!(?:(?:la|le)\s+)?\d))/iu,
    );
  const pieces: { words: string; joint: string }[] = [];
  for (let at = 0; at < cut.length; at += 2) {
    const words = cut[at]!.trim();
    if (words)
      pieces.push({
        words,
        joint: at === 0 ? '' : cut[at - 1]!.includes(',') ? ', ' : ` ${cut[at - 1]!.trim()} `.replace(/ {2}/, ' '),
      });
  }
  return pieces;
}

const flatten = (text: string): string =>
  [...text.normalize('NFC').replace(/[’]/g, "'")].map((letter) => plain(letter) || letter).join('');

/** What one clause asks for; null when it asks for nothing. `left`: words that no command took. */
function one(said: string, world: HearingWorld): { commands: string[]; left: string } | null {
  const flat = flatten(said);
  if (flat.length !== said.normalize('NFC').length) return null;
  const clause = numbered({ said: said.normalize('NFC'), flat, orders: [] }, world);
  if (clause.orders.length > 0) {
    const about = aboutOrder(clause, world);
    if (about) return about;
  }
  const about = aboutShop(clause, world);
  return about ? { commands: [about], left: '' } : null;
}

/** Takes the numbers of orders out of a clause. */
function numbered(clause: Clause, world: HearingWorld): Clause {
  const match = NUMBERED.exec(clause.flat);
  if (match) {
    const orders = [...match[1]!.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    const named = SAID_SO.test(match[0].slice(0, match[0].length - match[1]!.length));
    if (named || orders.every((order) => world.statusOf(order))) {
      const end = match.index + match[0].length;
      const without = (text: string) => `${text.slice(0, match.index)} ${text.slice(end)}`;
      return { said: without(clause.said), flat: without(clause.flat), orders };
    }
  }
  return world.order === undefined ? clause : { ...clause, orders: [world.order] };
}

function aboutOrder(clause: Clause, world: HearingWorld): { commands: string[]; left: string } | null {
  const { flat, orders } = clause;
  const each = (word: string, text = '') =>
    world.exists(word) ? orders.map((order) => `/${word} ${order}${text ? ` ${text}` : ''}`) : null;
  const all = (word: string) => (world.exists(word) ? [`/${word} ${orders.join(' ')}`] : null);
  const give = (commands: string[] | null, left = '') => (commands ? { commands, left } : null);

  const told = TELL.exec(flat);
  if (told) {
    const words = clause.said.slice(told.index + told[0].length).trim();
    if (!words) return null;
    // "dis-lui dimanche" offers a day; anything longer is a message in her own words.
    const day = words.split(/\s+/).length <= 4 && world.isWhen(words);
    return give((day ? each('proposer', words) : null) ?? each('message', words));
  }
  if (LATE.test(flat)) {
    const minutes = MINUTES.exec(flat);
    const count = minutes ? (minutes[1] ?? String(Number(minutes[2]) * 60)) : '';
    if (count) return give(each('retard', count));
  }
  if (PAID.test(flat)) {
    const text = [MONEY.exec(flat)?.[0], METHOD.exec(flat)?.[0]].filter(Boolean).join(' ');
    return give(each('payee', text));
  }
  if (MINE.test(flat)) return give(orders.map((order) => `/bot off ${order}`));
  if (YOURS.test(flat)) return give(orders.map((order) => `/bot on ${order}`));
  for (const { word, takesText, when } of ABOUT_ORDERS) {
    const match = when.exec(flat);
    if (!match || !world.exists(word)) continue;
    const after = tidy(clause.said.slice(match.index + match[0].length));
    if (!takesText) return give(all(word), after);
    if (takesText === 'after') return give(each(word, MONEY.exec(flat)?.[0] ?? ''));
    return give(
      each(word, tidy(`${clause.said.slice(0, match.index)} ${clause.said.slice(match.index + match[0].length)}`)),
    );
  }
  const good = GOOD.exec(flat);
  if (good) return give(approving(orders, world), tidy(clause.said.slice(good.index + good[0].length)));
  const words = tidy(clause.said);
  if (words && /[\d\p{L}]/u.test(words) && (world.isProduct(words) || world.isWhen(words)))
    return give(each('modifier', words));
  return null;
}

/** "c'est bon": yes to what waits, and "ready" of what was accepted before. */
function approving(orders: number[], world: HearingWorld): string[] {
  return orders.map((order) => {
    const status = world.statusOf(order);
    return `/${status === undefined || status === 'pending' ? 'confirmer' : status === 'ready' ? 'livree' : 'prete'} ${order}`;
  });
}

/** A reason or a rest without the commas and little words at its ends. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/^[\s,;:.!-]+|[\s,;:]+$/g, '')
    .replace(/^(?:parce qu['e]\s?|car |because |et |pour |la |le |les )+/iu, '')
    .trim();
}

const SOLD_OUT =
  /(?:^|\b(?:a|ai|ont|avons|reste|ya|y'a)\s+)(?:plus|pu) (?:un seul |une seule |aucune? |de |d'|du |des )(.+)$|\b(?:rupture|out) (?:de |d'|of )(.+)$|^(.+?) (?:est |sont )?(?:en rupture|epuisee?s?|sold out)\b/;
const BACK =
  /\b(?:de nouveau|a nouveau) (?:des? |d'|du |les? |la )?(.+)$|^(?:les? |la |l')?(.+?) (?:est|sont) (?:de retour|revenue?s?)\b/;
const MADE = /\b(?:ai|a|avons|as) (?:re)?(?:fait|prepare|sorti|cuit) (\d+) (.+)$/;
const PRICE =
  /^(?:mets? |mettre |passe[rz]? )?(?:le prix (?:du |de la |des |de l'|d')|les? |la |l')?(.+?) (?:passe(?:nt)?|est|sont|coute(?:nt)?|a|:)? ?(?:maintenant |desormais )?a (\d+(?:[.,]\d{1,3})?) ?(?:€|euros?|eur|dt)?$/;
const CLOSED = /\b(?:on (?:est |sera )?ferme|ferme[rz]?|fermee?s?|fermeture|closed?)\b(.*)$/;
const OPEN = /\b(?:on (?:est |sera )?ouvert|ouvre[rz]?|on ouvre|ouverte?s?|ouverture|open)\b(.*)$/;
const NOTE = /^(?:note[rz]?|retiens|souviens-toi)(?: bien)? (?:que |qu'|pour )?(.+)$/;
const NEW_ORDER =
  /^(?:nouvelle commande|prends? (?:une |la )?commande|commande au telephone|ajoute une commande)\s*(?:pour |de |:)?\s*(.+)$/;
const WANTS = /^([\p{L}'-]+(?: [\p{L}'-]+)?) (?:veut|voudrait|a commande|commande|prend|aimerait|wants) (.+)$/u;
const MAKE = /\b(?:faire|preparer|produire|cuire|production|enfourner)\b/;
const HAVE =
  /\b(?:qu'est[- ]ce qu['eo]|quoi|quelles?|combien|liste|les commandes|mes commandes|il y a|j'ai|on a|what)\b/;
const HISTORY = /\b(?:historique|tout ce qu'a commande)\s+(?:de |d'|du )?(.+)$/;
const WHO = /\b(?:qui est|fiche (?:client )?(?:de |d')|c'est qui)\s+(.+)$/;

/** What is said about the shop itself, as one command; null when it is none. */
function aboutShop(clause: Clause, world: HearingWorld): string | null {
  const { flat } = clause;
  const tail = (match: RegExpExecArray, group: number) => {
    const words = match[group]!;
    const at = flat.lastIndexOf(words);
    return tidy(clause.said.slice(at, at + words.length).replace(/[.!?\s]+$/, ''));
  };
  const command = (word: string, text: string) => (world.exists(word) && text ? `/${word} ${text}` : null);

  const out = SOLD_OUT.exec(flat);
  if (out) {
    const words = tail(out, out[1] !== undefined ? 1 : out[2] !== undefined ? 2 : 3);
    const product = words.slice(0, flatten(words).replace(FOR_NOW, '').length);
    if (!/^\d/.test(product) && world.isProduct(product)) return command('rupture', product);
  }
  const back = BACK.exec(flat);
  if (back) {
    const words = tail(back, back[1] !== undefined ? 1 : 2);
    if (world.isProduct(words)) return command('retour', words.slice(0, flatten(words).replace(FOR_NOW, '').length));
  }
  const made = MADE.exec(flat);
  if (made && world.isProduct(made[2]!)) return command('stock', `${tail(made, 2)} +${made[1]}`);
  const price = PRICE.exec(flat);
  if (price && world.isProduct(price[1]!)) return command('prix', `${tail(price, 1)} ${price[2]}`);
  const wanted = NEW_ORDER.exec(flat);
  if (wanted) return command('nouvelle', tail(wanted, 1));
  const wants = WANTS.exec(flat);
  if (wants && world.isProduct(wants[2]!))
    return command('nouvelle', `${clause.said.trim().slice(0, wants[1]!.length)} ${tail(wants, 2)}`);
  const note = NOTE.exec(flat);
  if (note) return command('note', tail(note, 1));
  const history = HISTORY.exec(flat);
  if (history) return command('historique', tail(history, 1));
  const who = WHO.exec(flat);
  if (who) return command('client', tail(who, 1));
  for (const [pattern, word] of [
    [CLOSED, 'fermer'],
    [OPEN, 'ouvrir'],
  ] as const) {
    const found = pattern.exec(flat);
    if (found?.[1] && world.isWhen(found[1]) && !flat.includes('?')) return command(word, tail(found, 1));
  }
  if (HAVE.test(flat) && world.isWhen(flat)) {
    const day = clause.said.replace(/[?!.]+$/, '');
    return command(MAKE.test(flat) ? 'production' : 'commandes', dayWords(day));
  }
  return null;
}

/** The words of a question that name the day: "qu'est-ce que j'ai samedi ?" asks for samedi. */
function dayWords(text: string): string {
  const day =
    /(?:aujourd'hui|apres[- ]demain|après[- ]demain|demain|ce soir|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)(?: prochain| en huit)?|\d{1,2}\/\d{1,2}(?:\/\d{2,4})?|le \d{1,2}(?:er)?(?: \p{L}+)?|today|tomorrow|اليوم|غدا)/iu.exec(
      text.replace(/[’]/g, "'"),
    );
  return day?.[0] ?? '';
}
