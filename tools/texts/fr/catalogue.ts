/** What is said to members about products: lists, new ones, prices, photos, names that were not understood. */
export const catalogue = {
  several: (text: string, list: string) =>
    `« ${text} » peut être plusieurs produits. Envoyez la ligne voulue :\n${list}`,
  unknownNear: (text: string, list: string) => `Je ne trouve pas « ${text} ». Le plus proche :\n${list}`,
  unknown: (text: string, command: string) => `Je ne trouve pas « ${text} ». Pour voir la carte : ${command}`,
  whichSize: (product: string, list: string) => `Quelle taille de ${product} ? Envoyez la ligne voulue :\n${list}`,
  title: 'Produits :',
  titlePaged: (page: string, pages: string) => `Produits (page ${page} sur ${pages}) :`,
  noneYet: 'La carte est vide. Pour commencer : /produit Tarte aux pommes 18€',
  next: (command: string) => `La suite : ${command}`,
  stock: (qty: string) => `stock ${qty}`,
  createHow: (example: string) => `Écrivez le nom puis le prix. Par exemple : ${example}`,
  noPrice: (text: string, example: string) =>
    `Je ne connais pas « ${text} », et il manque un prix pour le créer. Par exemple : ${example}`,
  exists: 'Ce produit existe déjà :',
  toPrice: (command: string) => `Pour changer le prix : ${command}`,
  created: (name: string, price: string, sku: string) =>
    `« ${name} » est en vente à ${price} la pièce (référence ${sku}).`,
  vat: (rate: string) => `TVA : ${rate} %, le taux habituel de la boutique.`,
  noVat: 'TVA non applicable (franchise).',
  removed: (name: string) => `« ${name} » est retiré de la carte. Les commandes passées le gardent.`,
  priceHow: (example: string) => `Écrivez le produit puis son nouveau prix. Par exemple : ${example}`,
  noAmount: (name: string, price: string, example: string) =>
    `${name} coûte ${price}. Pour changer, ajoutez le nouveau prix : ${example}`,
  badPrice: (text: string) => `« ${text} » n’est pas un prix. Écrivez par exemple 24 ou 24,50.`,
  priceSet: (name: string, before: string, after: string) => `${name} : ${after} au lieu de ${before}.`,
  samePrice: (name: string, price: string) => `${name} coûte déjà ${price} : rien n’a changé.`,
  ordersKeep: 'Les commandes déjà passées gardent leur prix.',
  photoHow: (example: string) => `Envoyez une image avec le nom du produit en légende : ${example}`,
  photoComing: (name: string) => `Photo reçue pour « ${name} », je l’enregistre.`,
  photoKept: (name: string) => `Photo de « ${name} » enregistrée. Pour la changer, envoyez-en une autre.`,
  photoKind: (name: string) => `La photo de « ${name} » n’est pas enregistrée : il faut une image JPEG, PNG ou WebP.`,
  photoLarge: (name: string, most: string) =>
    `La photo de « ${name} » n’est pas enregistrée : elle dépasse ${most} Mo.`,
  photoGone: (name: string) => `La photo de « ${name} » n’a pas pu être récupérée. Renvoyez-la, s’il vous plaît.`,
};
