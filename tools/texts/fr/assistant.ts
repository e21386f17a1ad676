/** What members read about the language model. */
export const assistant = {
  on: (model: string, host: string) => `Modèle de langue activé : ${model}, chez ${host}.`,
  off: (model: string, host: string) =>
    `Modèle de langue désactivé : le lecteur intégré répond seul et rien ne sort de ce serveur. Disponible : ${model}, chez ${host}.`,
  none: 'Aucun modèle de langue n’est installé sur ce serveur (réglage OPENAI_API_KEY ou OPENAI_BASE_URL) : le lecteur intégré répond seul.',
  sent: 'Ce qui lui est envoyé : la conversation en cours et les lignes du catalogue utiles, sans prix. Téléphones, e-mails, adresses et IBAN sont remplacés par des jetons.',
  voice: (model: string, host: string) =>
    `Les messages vocaux, et les noms de vos produits, sont envoyés tels quels à ${model}, chez ${host}, pour être écrits.`,
  pictures: (model: string, host: string) =>
    `Les photos que vous envoyez (carnet, liste de prix) sont envoyées telles quelles à ${model}, chez ${host}, pour être lues.`,
  used: (cost: string, budget: string, conversations: string, calls: string, tokens: string) =>
    `Ce mois-ci : environ ${cost} sur un budget de ${budget} (conversations : ${conversations}, appels : ${calls}, jetons : ${tokens}).`,
  unpriced: 'Le prix de ce modèle n’est pas connu ici : les jetons sont comptés, le budget ne l’arrête pas.',
  spentNow: 'Le budget du mois est atteint : le lecteur intégré répond seul jusqu’au mois prochain.',
  budgetSpent: (budget: string) =>
    `Le budget du modèle de langue (${budget} par mois) est atteint. Le lecteur intégré répond seul jusqu’au mois prochain ; les commandes continuent. Pour l’augmenter : /assistant budget suivi du montant.`,
  privacy: (url: string) => `Page de confidentialité pour vos clients : ${url}`,
  undo: (command: string) => `Pour revenir en arrière : ${command}`,
  howTo: 'À taper : /assistant on, /assistant off, ou /assistant budget suivi d’un montant.',
  notUnderstood: (text: string) =>
    `Je n’ai pas compris « ${text} ». Écrivez /assistant on, /assistant off, ou /assistant budget suivi d’un montant.`,
};
