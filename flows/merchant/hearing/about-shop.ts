import { type Clause, dayWords, flatten, type HearingWorld, saidOf, tidy } from './words.ts';

/** Words of the day that say when a shortage holds, not which product it is. */
const FOR_NOW =
  /[\s,]*(?:pour |d')?(?:aujourd'hui|auj|ce matin|ce soir|cet apres-midi|pour l'instant|pour le moment|en ce moment|maintenant|la journee|today|now|اليوم)[\s.!]*$/u;
const OF = "(?:de |d'|du |des |de la |de l')?";
const THE = "(?:les? |la |l'|un |une |des |mes |nos )?";

type Hears = (clause: Clause, world: HearingWorld) => string | null;
type About = { pattern: RegExp; hears: (clause: Clause, found: RegExpExecArray, world: HearingWorld) => string | null };

/** The first group that was said. */
const first = (clause: Clause, found: RegExpExecArray) => {
  const group = found.findIndex((one, at) => at > 0 && one !== undefined);
  return group < 0 ? '' : saidOf(clause, found, group);
};
const product = (words: string, world: HearingWorld): string | null => {
  const bare = words.slice(0, flatten(words).replace(FOR_NOW, '').length).trim();
  return bare && !/^\d/.test(bare) && world.isProduct(bare) ? bare : null;
};
/** A command about a product that is said in the first group. */
const ofProduct =
  (write: (name: string, found: RegExpExecArray) => string): About['hears'] =>
  (clause, found, world) => {
    const name = product(first(clause, found), world);
    return name ? write(name, found) : null;
  };
const named =
  (word: string): About['hears'] =>
  (clause, found) => {
    const words = first(clause, found);
    return words ? `/${word} ${words}` : null;
  };
const bare =
  (command: string): About['hears'] =>
  () =>
    command;

const NUMBERS = 'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize'.split(
  ' ',
);
const N = `(\\d+|une|${NUMBERS.join('|')})`;
const count = (said: string): number => (/\d/.test(said) ? Number(said) : said === 'une' ? 1 : NUMBERS.indexOf(said));

/** Of a number and the thing it counts: "12 éclairs au café". */
const counted =
  (sign: string): About['hears'] =>
  (clause, found, world) => {
    const name = product(saidOf(clause, found, 2), world);
    return name ? `/stock ${name} ${sign}${count(found[1]!)}` : null;
  };

/** Sales of a day, a week or a month, as the sentence names it. */
const report: About['hears'] = (clause) => {
  const { flat } = clause;
  const last = /\b(?:derniere?s?|passee?|d'avant|last)\b/.test(flat);
  if (/\b(?:mois|month)\b/.test(flat)) return last ? '/mois dernier' : '/mois';
  if (/\b(?:semaine|week)\b/.test(flat)) return last ? '/semaine dernière' : '/semaine';
  const day = dayWords(clause.said);
  return day && !/^(?:aujourd|ce soir|today)/i.test(day) ? `/jour ${day}` : '/jour';
};

const ASIDE = /^(?:(?:(?:la |le |ma |mon )?(?:boutique|magasin|shop)|finalement|exceptionnellement|bien|aussi)\s+)+/iu;

/** A day is closed or opened; an hour said with it is about the opening hours. */
const day =
  (word: string): About['hears'] =>
  (clause, found, world) => {
    if (/\?|^est[- ]ce\b/.test(clause.flat)) return '/horaires';
    if (/\b\d{1,2} ?h/.test(clause.flat)) return null;
    const after = saidOf(clause, found, 1).replace(ASIDE, '');
    const words = after && world.isWhen(after) ? after : dayWords(clause.said);
    return words ? `/${word} ${words}` : null;
  };

const hours: About['hears'] = (clause) => {
  const span = /(\d{1,2} ?h ?(?:\d{2})?)\s*(?:-|a|jusqu'a|to)\s*(\d{1,2} ?h ?(?:\d{2})?)/.exec(clause.flat);
  const when = dayWords(clause.said);
  return span && when ? `/horaires ${when} ${span[1]!.trim()}-${span[2]!.trim()}` : '/horaires';
};

/** What is said about the shop, narrow before wide. */
const ABOUT: readonly About[] = [
  // The till and the reports
  {
    pattern:
      /\b(?:n'ont|n'a|ont|a|n'est|est|sont) (?:toujours |encore )?pas (?:encore )?(?:paye|regle)|\b(?:me|nous) doi(?:t|vent)\b|\breste a (?:encaisser|payer|recevoir)|\b(?:im)?payes? en retard|\bimpayes?\b|\bwho (?:owes|has(?:n't| not) paid)/,
    hears: bare('/impayes'),
  },
  {
    pattern: /\b(?:en|dans la|la|ma) caisse\b/,
    hears: ({ said, flat }) => {
      if (/\bmois\b/.test(flat)) return '/caisse mois';
      const when = dayWords(said);
      return when && !/^aujourd/i.test(when) ? `/caisse ${when}` : '/caisse';
    },
  },
  {
    pattern:
      /\bcombien (?:(?:est-ce )?qu?'?(?:on|j)'?|(?:on|nous|j')) ?(?:a|ai|avons) ?(?:vendu|fait|gagne|encaisse|rentre)|\b(?:on|nous|j') ?(?:a|ai|avons) (?:vendu|fait|gagne|encaisse) (?:combien|quoi)|\bdonne quoi\b|\bpoint (?:sur|de) la journee\b|\bon en est ou\b|\b(?:resume|bilan|point|rapport) (?:de|du|sur) (?:la |le )?(?:semaine|mois|journee|jour)\b|\b(?:chiffres?(?: d'affaires)?|recettes?|ventes|le ca|mon ca)\b(?! a )|\bhow much did (?:we|i) (?:sell|make)/,
    hears: report,
  },
  // The opening
  {
    pattern:
      /\b(?:a )?(?:quelle heure|quels? horaires?)\b.*\b(?:on|je|nous|ouvr\w+|ferm\w+)\b|\b(?:mes|nos|les|quels sont (?:mes|nos|les)) horaires\b|\bopening hours\b/,
    hears: bare('/horaires'),
  },
  { pattern: /\b(?:on ouvre|on ferme|j'ouvre|je ferme|ouvert|ouverte?s?|fermee?s?)\b.*\b\d{1,2} ?h/, hears: hours },
  {
    pattern:
      /\b(?:on (?:est |sera )?ferme|en conges?|en vacances|pas (?:de |d')?(?:boutique|magasin|ouvertes?|ouverts?)|ferme[rz]?|fermee?s?|fermeture|closed?)\b(.*)$/,
    hears: day('fermer'),
  },
  {
    pattern: /\b(?:on (?:est |sera )?ouvert|(?:re|r)?ouvre[rz]?|on ouvre|ouverte?s?|ouverture|open)\b(.*)$/,
    hears: day('ouvrir'),
  },
  { pattern: /\b(?:bilan|resume|recap)\b.*?\b(\d{1,2} ?h ?(?:\d{2})?)\b/, hears: named('digest') },
  {
    pattern:
      /^(?:non )?(?:annule[rz]?|defais|undo) (?:ca|cela|that|tout|ce que je viens.*|(?:la )?derniere (?:chose|action|commande))$|\b(?:reviens|retour|revenir) en arriere\b|^oups\b|\bje me suis trompee?\b/,
    hears: bare('/annule-ca'),
  },
  // The catalogue
  {
    pattern:
      /(?:^|\b(?:a|ai|ont|avons|reste|ya|y'a)\s+)(?:plus|pu) (?:un seul |une seule |aucune? |de |d'|du |des )+(.+)$|\b(?:rupture|out) (?:de |d'|of )(.+)$|^(.+?) (?:(?:est |sont )?(?:en rupture|epuisee?s?|sold out)|(?:est|sont|c'est) (?:finie?s?|terminee?s?|partie?s?))\b|^(?:arretez? de vendre|ne vends plus) (?:les |la |le |l'|des )?(.+)$/,
    hears: ofProduct((name) => `/rupture ${name}`),
  },
  {
    pattern: new RegExp(
      `\\b(?:de nouveau|a nouveau) (?:des? |d'|du |les? |la )?(.+)$|^${THE}(.+?) (?:est|sont) (?:de retour|revenue?s?)\\b|^remets? (?:les? |la |l')(?!.* (?:vente|carte))(\\D+)$|\\bremets? (.+?) (?:en vente|a la vente|a la carte)|\\brevend(?:re|s|ez) (?:les |la |le |l'|des )?(.+)$|\\b(?:ai|a|avons) refait (?:des |du |de la |les |le |la )(.+)$`,
    ),
    hears: ofProduct((name) => `/retour ${name}`),
  },
  {
    pattern: new RegExp(`\\b(?:ai|a|avons|as) (?:re)?(?:fait|prepare|sorti|cuit|recu|enfourne) ${N} (.+)$`),
    hears: counted('+'),
  },
  {
    pattern: new RegExp(`\\b(?:ai|a|avons|as) (?:casse|jete|rate|perdu|offert|mange|fait tomber) ${N} (.+)$`),
    hears: counted('-'),
  },
  {
    pattern:
      /\bcombien (?:de |d'|il reste (?:de |d')|reste-t-il (?:de |d'))(.+?)(?: (?:il |en )?(?:me |nous |m'en )?reste(?:-t-il)?| en stock)?[ ?]*$/,
    hears: (clause, found, world) => {
      if (!/\b(?:reste|stock)\b/.test(clause.flat)) return null;
      return ofProduct((name) => `/stock ${name}`)(clause, found, world);
    },
  },
  {
    pattern: new RegExp(`\\b(?:(?:il |en )?(?:me |nous |m'en )?reste|(?:ai|avons|a) encore) ${N} (.+?)(?: en stock)?$`),
    hears: counted('='),
  },
  { pattern: new RegExp(`\\b(?:ai|avons|a|mets?) ${N} (.+?) en stock$`), hears: counted('=') },
  { pattern: new RegExp(`\\b(?:ai|avons|a) ${N} (.+?) (?:de plus|en plus)$`), hears: counted('+') },
  { pattern: new RegExp(`\\b(?:r?ajoute[rz]?) ${N} (.+?) (?:au|en) stock$`), hears: counted('+') },
  { pattern: new RegExp(`\\b(?:enleve[rz]?|retire[rz]?) ${N} (.+?) du stock$`), hears: counted('-') },
  {
    pattern: /\bstocks? (?:de |d'|des |du )(.+?)[ ?]*$/,
    hears: ofProduct((name) => `/stock ${name}`),
  },
  {
    pattern:
      /\b(?:ajoute[rz]?|cree[rz]?|nouveau produit)\s*:?\s*(?:une? |des |le |la |les )?(?:nouveau )?(?:produit )?:?\s*(.+?) (?:a |: ?)?(\d+(?:[.,]\d{1,3})?) ?(?:€|euros?|eur|dt)$/,
    hears: (clause, found) => `/produit ${saidOf(clause, found, 1)} ${found[2]} €`,
  },
  {
    pattern:
      /^(?:mets? |mettre |passe[rz]? |augmente[rz]? |monte[rz]? |baisse[rz]? |descends? )?(?:le prix (?:du |de la |des |de l'|d')|les? |la |l')?(.+?) (?:(?:passe(?:nt)?|est|sont|coute(?:nt)?|a|:)? ?(?:maintenant |desormais )?a|coute(?:nt)?(?: maintenant| desormais)?) (\d+(?:[.,]\d{1,3})?) ?(?:€|euros?|eur|dt)?(?: (?:en|pour (?:la|le|les)) (\d+ \p{L}+|petite?|moyenne?|grande?))?(?: maintenant| desormais)?$/u,
    hears: ofProduct((name, found) => `/prix ${name} ${found[3] ? `${found[3]} ` : ''}${found[2]}`),
  },
  {
    pattern: /^(?:les? |la |l')?(.+?) (?:(?:est|sont|c'est|coute(?:nt)?|vaut|valent)(?: a)? combien|a quel prix)[ ?]*$/,
    hears: ofProduct((name) => `/produits ${name}`),
  },
  {
    pattern:
      /\bcombien (?:de |d')(.+?) (?:pour |a faire |a sortir |commandee?s? )*(aujourd'hui|demain|apres[- ]demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)[ ?]*$/,
    hears: ofProduct((_, found) => `/production ${found[2]}`),
  },
  {
    pattern: new RegExp(
      `\\b(?:c'est combien|combien (?:coute(?:nt)?|vaut|valent)|(?:quel est )?(?:le )?prix) ${OF}${THE}(.+?)[ ?]*$`,
    ),
    hears: ofProduct((name) => `/produits ${name}`),
  },
  {
    pattern: /\bqu'?est[- ]ce qu'on (?:vend|a a vendre)|\b(?:mes|nos|tous les) produits\b|\b(?:la|ma) carte\b$/,
    hears: bare('/produits'),
  },
  // The customers
  { pattern: /^(?:note[rz]?|retiens|souviens-toi)(?: bien)? (?:que |qu'|pour )?(.+)$/, hears: named('note') },
  {
    pattern:
      /^(?!(?:elle|il|on|je|c'est|qui)\b)((?:m\.? |mme |madame |monsieur )?[\p{L}-]+(?: [\p{L}-]+)? (?:a une (?:allergie|intolerance)|est (?:diabetique|allergique|intolerante?|vegetarienne?|vegane?)|n'aime pas|ne mange pas|prefere) .+)$/u,
    hears: named('note'),
  },
  {
    pattern:
      /\bhistorique (?:de |d'|du )?(.+)$|\bqu'?(?:est[- ]ce que? |a |'a )((?!elle|il|on\b)[\p{L}-]{2,}(?: [\p{L}-]+)?) a (?:deja |toujours )?(?:commande|pris|achete)\b/u,
    hears: named('historique'),
  },
  {
    pattern:
      /\b(?:qui est|fiche (?:client )?(?:de |d')|c'est qui|(?:numero|telephone|tel|adresse|mail|email) (?:de |d'))\s*(.+?)[ ?]*$/,
    hears: named('client'),
  },
  {
    pattern:
      /\b(?:meilleurs?|bons|fideles|habitues?|nouveaux) clients?\b|\bclients? (?:fideles|habitues?)\b|\bhabitues\b/,
    hears: bare('/segments'),
  },
  // The work of a day
  {
    pattern: /\b(?:faire|prepar(?:er|e|ons)|produire|cuire|production|enfourner)\b/,
    hears: ({ said }) => (dayWords(said) ? `/production ${dayWords(said)}` : null),
  },
  {
    pattern: /\b(?:qu'est[- ]ce qu['eo]|quoi|quelles?|combien|liste|les commandes|mes commandes|what)\b/,
    hears: ({ said }) => (dayWords(said) ? `/commandes ${dayWords(said)}` : null),
  },
];

/** What is said about the shop itself, as one command; null when it is none. */
export const aboutShop: Hears = (clause, world) => {
  const whole = newPaper(clause, world);
  if (whole) return whole;
  for (const { pattern, hears } of ABOUT) {
    const found = pattern.exec(clause.flat);
    const command = found && hears(clause, found, world);
    if (command && world.exists(command.slice(1).split(' ')[0]!)) return command;
  }
  return null;
};

const NEW_ORDER =
  /^(?:nouvelle commande|nouvelle|(?:prends?|prenez|notez?|saisi(?:s|ssez)|enregistrez?) (?:une |la |cette )?(?:nouvelle )?commande(?! \d)|commande au telephone|ajoute une commande|(?:une )?commande (?=pour |de ))\s*(?:pour |de |:)?\s*(.+)$/;
const QUOTE = /^(?:[\p{L}' -]{0,30} )?devis (?:pour |a |de |:)\s*(.+)$/u;
/** Somebody at the counter or on the telephone whose name is not said. */
const CALLER =
  /\b(?:une? (?:cliente?|dame|monsieur|personne)|quelqu'un)\b.*\b(?:veut|voudrait|demande|aimerait|commande) (.+)$/;
const CALLS =
  /^((?:m\.? |mme |madame |monsieur |la )?[\p{L}'-]+(?: [\p{L}'-]+)?) (?:est )?(?:au (?:telephone|tel|comptoir)|en boutique)[ ,:]*(?:pour |elle veut |il veut |veut )?(.+)$/u;
const WANTS =
  /^((?:m\.? |mme |madame |monsieur |la )?[\p{L}'-]+(?: [\p{L}'-]+)?) (?:veut|voudrait|a commande|vient de commander|commande|prend|aimerait|wants) (.+)$/u;

/**
 * A new order or quote said in one breath, with whatever stands in it (names, numbers, hours): it is looked for in the
 * whole sentence before the sentence is cut into clauses.
 */
export const newPaper: Hears = (clause, world) => {
  const order = NEW_ORDER.exec(clause.flat);
  if (order && world.isProduct(order[1]!))
    return world.exists('nouvelle') ? `/nouvelle ${saidOf(clause, order, 1)}` : null;
  const quote = QUOTE.exec(clause.flat);
  if (quote && world.isProduct(quote[1]!)) return world.exists('devis') ? `/devis ${saidOf(clause, quote, 1)}` : null;
  const caller = CALLER.exec(clause.flat);
  if (caller && world.isProduct(caller[1]!))
    return world.exists('nouvelle') ? `/nouvelle ${saidOf(clause, caller, 1)}` : null;
  const wants = CALLS.exec(clause.flat) ?? WANTS.exec(clause.flat);
  if (!wants || !world.isProduct(wants[2]!) || !world.exists('nouvelle') || /^(?:qui|on|je|elle|il)\b/.test(wants[1]!))
    return null;
  return `/nouvelle ${tidy(clause.said.slice(0, wants[1]!.length))} ${saidOf(clause, wants, 2)}`;
};
