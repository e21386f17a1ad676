/** What is said when an account of a channel is connected, renewed or cut, and why one cannot be. */
export const connect = {
  connected: (channel: string, name: string) => `C’est fait : ${channel} ${name} est relié à la boutique.`,
  renewed: (channel: string, name: string) => `Le nouvel accès de ${channel} ${name} remplace l’ancien.`,
  disconnected: (channel: string, name: string) =>
    `${channel} ${name} est déconnecté : plus rien n’arrive ni ne part. Les conversations restent.`,
  offBy: (who: string) => `déconnecté par ${who}`,
  notThere: 'Cette connexion n’existe pas ou est déjà coupée.',
  taken: (name: string) => `${name} est déjà relié à une autre boutique.`,
  fieldWrong: (field: string) => `Vérifiez le champ « ${field} » : il est vide ou mal formé.`,
  refused: (why: string) => `Rien n’a été enregistré. Meta répond : ${why}`,
  notAnswering: 'Rien n’a été enregistré : Meta ne répond pas pour le moment. Réessayez dans quelques minutes.',
  nobodyAnswers: (who: string) => `${who} ne répond pas pour le moment. Réessayez dans quelques minutes.`,
  keptUnproved: (said: string) =>
    `${said} Rien n’a pu être vérifié : le serveur ne répondait pas. L’état ci-dessous se met à jour à chaque vérification.`,
  tokenDead: 'Rien n’a été enregistré : ce jeton n’est pas valable.',
  scopesMissing: (scopes: string) => `Rien n’a été enregistré : il manque au jeton ${scopes}.`,
  dialogFailed: 'La fenêtre de Meta a été fermée avant la fin. Recommencez quand vous voulez.',
  dialogStale: 'Cette demande a expiré. Recommencez depuis cette page.',
  noNumber: 'Meta n’a indiqué aucun numéro. Terminez l’ajout du numéro dans la fenêtre, puis recommencez.',
  noPages: 'Ce compte Facebook ne gère aucune page. Connectez-vous avec celui qui gère la page de la boutique.',
};

export type ConnectTexts = typeof connect;
