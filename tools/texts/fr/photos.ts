/** Photos of products that customers ask for. */
export const photos = {
  /** What a customer's tap on a product says: it is read like words. */
  wish: (name: string) => `Une photo de ${name}`,
  which: 'De quel produit souhaitez-vous voir la photo ?',
  choose: 'Choisir',
  noneOf: (names: string) => `Je n’ai pas encore de photo de ${names}. Je transmets votre demande à la boutique.`,
  none: 'Je n’ai pas encore de photo à vous montrer. Je transmets votre demande à la boutique.',
  wantedOf: (who: string, names: string, example: string) =>
    `📷 ${who} demande une photo de ${names}, et aucune n’est enregistrée. Envoyez-moi l’image avec la légende « /photo ${example} » : la prochaine fois, elle partira toute seule.`,
  wanted: (who: string) =>
    `📷 ${who} demande une photo de vos produits, et aucune n’est enregistrée. Envoyez-moi une image avec la légende « /photo » suivie du nom du produit.`,
  see: 'Voir la photo',
};

export type PhotosTexts = typeof photos;
