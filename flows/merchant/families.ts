import type { Tool } from '../../tools/tool.ts';

/** The sections of /aide, in the order in which a day needs them. */
export const FAMILIES = ['orders', 'money', 'catalogue', 'customers', 'day', 'shop'] as const;
export type Family = (typeof FAMILIES)[number];

/** The canonical words of each section; what is in none stands with the shop's own. */
const WORDS: Record<Exclude<Family, 'shop'>, string> = {
  orders:
    'commandes commande nouvelle confirmer refuser ignorer modifier preparer prete livree annuler retard proposer appliquer decliner production confiance',
  money:
    'lien acompte echeancier payee rembourser annuler-rembourser annuler-garder devis facture avoir impayes caisse qr rapprochement releve cloture export bon tva-etranger',
  catalogue: 'produits produit prix taux nature acompte-produit stock rupture retour photo inventaire alias',
  customers: 'client note message historique fusionner segments preuve',
  day: 'jour semaine mois fermer ouvrir horaires bot sante digest annule-ca',
};

/** The section of a command. */
export function familyOf(tool: Tool): Family {
  const word = tool.command?.words[0] ?? '';
  return FAMILIES.find((family) => family !== 'shop' && WORDS[family].split(' ').includes(word)) ?? 'shop';
}

/**
 * Commands that only show something: words may ask for them without a plan. `/stock fraisier` shows, `/stock fraisier
 * +5` moves; a bare `/bot` lists.
 */
const READS = new Set(
  'commandes commande production jour semaine mois produits impayes caisse client historique segments sante equipe preuve'.split(
    ' ',
  ),
);
const READS_WHEN_BARE = new Set(
  'bot stock rupture inventaire devis fermer prix assistant confiance alias digest horaires'.split(' '),
);

/** Whether a command as typed changes nothing. */
export function onlyReads(tool: Tool, text: string): boolean {
  const word = tool.command?.words[0] ?? '';
  if (READS.has(word)) return true;
  if (READS_WHEN_BARE.has(word) && text.trim() === '') return true;
  return word === 'stock' && !/(?:^|\s)[-+=]?\d/.test(text);
}

/**
 * Refunds, prices, members, bank details and the legal identity: by voice or in free speech they always want a tap,
 * even in exact words.
 */
const TAPPED = new Set(
  'rembourser annuler-rembourser annuler-garder avoir prix produit equipe membre membres iban banque siret identite demarrer assistant'.split(
    ' ',
  ),
);

/** Whether a command said or guessed has to be confirmed by a tap. */
export function wantsTap(tool: Tool): boolean {
  return TAPPED.has(tool.command?.words[0] ?? '');
}
