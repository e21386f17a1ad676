/** What the hub asks a new shop's owner. */
export const setup = {
  intro:
    'Mettons votre boutique en place, une question à la fois. Écrivez « retour » pour revenir, « passer » pour sauter, « plus tard » pour arrêter.',
  step: (now: string, all: string) => `(${now}/${all})`,
  askName: (name: string) => `Quel est le nom de votre boutique ? (aujourd’hui : ${name})`,
  askAddress: 'Quelle est son adresse ? Par exemple : 23 rue des Lilas, 75011 Paris',
  askAddressTn: 'Quelle est son adresse ? Par exemple : 12 avenue Bourguiba, 1000 Tunis',
  askSiret: 'Quel est votre numéro SIRET (14 chiffres) ?',
  askMatricule: 'Quel est votre matricule fiscal ? Par exemple : 1234567A/A/M/000',
  askVat: 'Quel est votre régime de TVA ?',
  vatStandard: 'Assujetti à la TVA',
  vatFranchise: 'Franchise de TVA',
  askIdentity: (identity: string) => `Voici ce qui figurera sur vos factures :\n${identity}\nEst-ce exact ?`,
  yes: 'Oui, c’est exact',
  correct: 'Corriger',
  askHours: 'Quels sont vos horaires ? Par exemple : mar-sam 8h-12h30 14h-19h, dim 8h-13h',
  askRate:
    'Quel est le taux de TVA habituel de vos produits ? Pain et pâtisserie à emporter : 5,5 %. À consommer sur place, fleurs et plantes : 10 %. Confiserie, alcool : 20 %. Un produit peut avoir le sien.',
  askRateTn: 'Quel est le taux de TVA habituel de vos produits : 7, 13 ou 19 % ? Un produit peut avoir le sien.',
  rate: (rate: string) => `TVA ${rate} %`,
  notedRate: (rate: string) => `✅ TVA habituelle : ${rate} %. Elle vaut pour les produits ajoutés sans taux.`,
  badRate: (rates: string) => `Ce taux n’existe pas ici. Répondez l’un de ceux-ci : ${rates}`,
  askProducts:
    'Quels sont vos cinq premiers produits ? Un par ligne avec le prix : « Fraisier 8 parts 32€ », au besoin son taux : « Champagne 30€ 20 % ». Ou envoyez votre liste : collée (« nom ; prix »), en fichier CSV, ou une photo. Écrivez « fini » pour continuer.',
  moreProducts: 'Le suivant ? Ou « fini » pour continuer.',
  askApproval:
    'Qui valide les commandes ? « toujours » : chacune vous est soumise. Ou un montant, par exemple « 50€ » : en dessous, elles passent seules et vous êtes prévenu.',
  always: 'Toujours demander',
  autoBelow: (amount: string) => `Validation automatique en dessous de ${amount}`,
  askDigest: 'À quelle heure souhaitez-vous le bilan du soir ? Par exemple : 19h30, ou « off ».',
  noted: '✅ C’est noté.',
  notedName: (name: string) => `✅ ${name}, c’est noté.`,
  notedIdentity: '✅ Identité enregistrée.',
  notedProducts: (added: string, all: string, last: string) =>
    `✅ Produits ajoutés : ${added} (${all} en tout). Dernier lu : ${last}.`,
  knownProducts: (names: string) => `Déjà au catalogue, inchangés : ${names}. Pour un prix : /prix nom 18`,
  listRead: (count: string) => `📋 Voici ce que j’ai lu (${count}). Rien n’est créé avant votre accord :`,
  listMore: (count: string) => `… et ${count} de plus`,
  listHow: 'Pour corriger, récrivez la ligne : « Fraisier 34€ ». Pour en retirer une : « sans Flan ».',
  listYes: 'Créer ces produits',
  listNo: 'Abandonner',
  listUnread:
    'Je n’ai pas lu de produit avec son prix sur cette photo. Essayez de plus près, ou tapez-les ligne par ligne.',
  listUnknown: (name: string) => `« ${name} » n’est pas dans cette liste.`,
  listDropped: 'Liste abandonnée, rien n’est créé.',
  listGone: 'Aucune liste n’attend votre accord.',
  unreadProducts: (lines: string) => `⚠️ Non lus : ${lines}. Écrivez-les ainsi : Fraisier 8 parts 32€`,
  badName: 'Le nom doit compter de 2 à 80 caractères. Par exemple : Pâtisserie Lilas',
  badAddress: 'Il me faut la rue, le code postal et la ville. Par exemple : 23 rue des Lilas, 75011 Paris',
  badSiret:
    'Ce SIRET n’est pas valable : il compte 14 chiffres et sa clé doit tomber juste. Vérifiez-le sur un avis INSEE.',
  badMatricule: 'Ce matricule fiscal n’est pas valable. Il s’écrit ainsi : 1234567A/A/M/000',
  badVat: 'Répondez « assujetti » ou « franchise ».',
  badProducts: 'Je n’ai pas lu de produit avec son prix. Par exemple : Fraisier 8 parts 32€',
  badApproval: 'Répondez « toujours » ou un montant, par exemple 50€.',
  tapOnly: 'Pour l’identité de l’entreprise, touchez un bouton : « Oui, c’est exact » ou « Corriger » (/demarrer oui).',
  notOpen: 'Aucune question n’est en attente. Pour commencer ou reprendre : /demarrer',
  unknownStep: (text: string) =>
    `Je ne connais pas l’étape « ${text} ». Par exemple : /demarrer nom, /demarrer siret, /demarrer horaires`,
  paused: 'D’accord, on s’arrête là. Pour reprendre : /demarrer',
  missing: '(non indiqué)',
  summary: '🎉 Votre boutique est en place :',
  summaryProducts: (count: string) => `Produits : ${count}`,
  summaryDigest: (hour: string) => `Bilan du soir : ${hour}`,
  corrections:
    'Pour corriger : /demarrer nom, /demarrer adresse, /demarrer siret, /demarrer tva, /demarrer taux, /demarrer horaires, /demarrer produits, /demarrer validation, /demarrer bilan',
};

export type SetupTexts = typeof setup;
