/** Answers to questions about the shop and its goods, from what the shop has recorded. */
export const asked = {
  describe: (product: string, text: string) => `${product} : ${text}.`,
  declared: (product: string, list: string) => `${product} — allergènes déclarés : ${list}.`,
  notDeclared: (allergen: string, products: string) =>
    `« ${allergen} » ne figure pas parmi les allergènes déclarés de : ${products}.`,
  everywhere: (allergen: string) => `Tous nos articles déclarent l’allergène « ${allergen} ».`,
  traces: 'Des traces restent possibles : en cas d’allergie, voyez avec la boutique avant de commander.',
  forPeople: (count: number) => `Pour ${count} personnes :`,
  notice: (products: string, delay: string) => `À commander ${delay} à l’avance : ${products}.`,
  noNotice: (products: string) => `Sans délai, selon ce qu’il reste : ${products}.`,
  delivers: 'Oui, nous livrons.',
  deliversTo: (areas: string) => `Nous livrons ici : ${areas}.`,
  deliversThere: (place: string) => `Oui, nous livrons (${place}).`,
  notThere: (place: string, areas: string) =>
    `Nous ne livrons pas à cet endroit (${place}), mais ici : ${areas}. Vous pouvez aussi venir chercher votre commande.`,
  deliveryFee: (fee: string) => `La livraison coûte ${fee}.`,
  deliveryFreeFrom: (fee: string, from: string) => `La livraison coûte ${fee}, offerte à partir de ${from}.`,
  deliveryFree: 'La livraison est offerte.',
  place: (address: string) => `Vous nous trouverez ici : ${address}.`,
  call: (phone: string) => `Vous pouvez nous appeler au ${phone}.`,
  passedOn: 'Je transmets votre question à la boutique : elle vous répond ici.',
  allergen: {
    gluten: 'gluten',
    crustaceans: 'crustacés',
    eggs: 'œufs',
    fish: 'poisson',
    peanuts: 'arachides',
    soy: 'soja',
    milk: 'lait',
    nuts: 'fruits à coque',
    celery: 'céleri',
    mustard: 'moutarde',
    sesame: 'sésame',
    sulphites: 'sulfites',
    lupin: 'lupin',
    molluscs: 'mollusques',
  },
};

export type AskedTexts = typeof asked;
