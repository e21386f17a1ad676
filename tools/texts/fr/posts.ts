/** Stories, posts and advertisements that customers answer with "celui-ci". */
export const posts = {
  kinds: { story: 'votre story', post: 'votre publication', ad: 'votre publicité', product: 'votre produit' },
  which: (what: string, id: string) =>
    `📷 Un client parle de ${what} sans nommer le produit. Lequel est-ce ? Répondez /publication ${id} suivi du nom : je comprendrai « celui-ci » la prochaine fois.`,
  commented: (words: string) => `Merci pour votre commentaire « ${words} » !`,
  how: 'Écrivez le numéro puis le produit, par exemple /publication 3 fraisier.',
  none: (id: string) => `Il n’y a pas de publication ${id}.`,
  linked: (id: string, name: string) => `Noté : la publication ${id} montre ${name}. « Celui-ci » voudra dire ${name}.`,
  choose: 'Choisir',
  unlinked: 'Publications dont le produit n’est pas encore connu :',
  row: (id: string, what: string, day: string) => `${id}. ${what}, vue le ${day}`,
  allLinked: 'Toutes les publications vues ont leur produit.',
  whichProduct: (id: string) => `Quel produit montre la publication ${id} ?`,
  orName: (id: string) => `Un autre produit : écrivez /publication ${id} suivi de son nom.`,
};

export type PostsTexts = typeof posts;
