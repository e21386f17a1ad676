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
  askProducts:
    'Quels sont vos cinq premiers produits ? Un par ligne avec le prix : « Fraisier 8 parts 32€ », ou collez une liste « nom ; prix ». Écrivez « fini » pour continuer.',
  moreProducts: 'Le suivant ? Ou « fini » pour continuer.',
  askApproval:
    'Qui valide les commandes ? « toujours » : chacune vous est soumise. Ou un montant, par exemple « 50€ » : en dessous, elles passent seules et vous êtes prévenu.',
  always: 'Toujours demander',
  autoBelow: (amount: string) => `Validation automatique en dessous de ${amount}`,
  askDigest: 'À quelle heure souhaitez-vous le bilan du soir ? Par exemple : 19h30, ou « off ».',
  noted: '✅ C’est noté.',
  notedName: (name: string) => `✅ ${name}, c’est noté.`,
  notedIdentity: '✅ Identité enregistrée.',
  notedProducts: (added: string, all: string, name: string, price: string) =>
    `✅ Produits ajoutés : ${added} (${all} en tout). Dernier lu : ${name}, ${price}.`,
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
    'Pour corriger : /demarrer nom, /demarrer adresse, /demarrer siret, /demarrer tva, /demarrer horaires, /demarrer produits, /demarrer validation, /demarrer bilan',
};

export type SetupTexts = typeof setup;
