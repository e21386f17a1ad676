import { readBusiness } from '../../tools/customers/business-facts.ts';
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

/** What is typed behind a command's word, and whether it then only shows something. */
type Shows = (text: string) => boolean;
const always: Shows = () => true;
const bare: Shows = (text) => text.trim() === '';
const words = (list: string, shows: Shows) => list.split(' ').map((word) => [word, shows] as const);

/**
 * Commands that only show something: words may ask for them without a plan. A bare `/bot` lists; `/stock fraisier` shows
 * and `/stock fraisier +5` moves; `/client Marie` shows and `/client Marie société …` writes her company down.
 */
const READS = new Map<string, Shows>([
  ...words('commandes commande production jour semaine mois produits impayes caisse historique segments', always),
  ...words('sante equipe preuve', always),
  ...words('bot rupture inventaire devis fermer prix assistant confiance alias digest horaires', bare),
  ['stock', (text) => !/(?:^|\s)[-+=]?\d/.test(text)],
  ['client', (text) => readBusiness(text) === null],
]);

/** Whether a command as typed changes nothing. */
export function onlyReads(tool: Tool, text: string): boolean {
  return READS.get(tool.command?.words[0] ?? '')?.(text) ?? false;
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
