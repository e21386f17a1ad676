/** A customer edited or deleted a message from which an order was made. */
export const takenBack = {
  edited: (order: number, who: string, was: string, now: string) =>
    `✏️ ${who} a modifié le message de la commande ${order}.\nAvant : « ${was} »\nMaintenant : « ${now} »\nRien n’a changé dans la commande.`,
  revoked: (order: number, who: string, was: string) =>
    `🗑 ${who} a supprimé le message de la commande ${order} : « ${was} »\nLa commande reste en place : faut-il l’annuler ?`,
  editedTold: (order: number) =>
    `J’ai vu votre message modifié. La commande n° ${order} ne change pas encore : je transmets à la boutique, elle vous répond ici.`,
  revokedTold: (order: number) =>
    `Vous avez supprimé un message, mais la commande n° ${order} reste enregistrée. Je préviens la boutique, elle vous répond ici.`,
  /** To the members: what one of them wrote to a customer, and took back or wrote anew. */
  ownGone: (was: string) =>
    `Votre message « ${was} » a été modifié ou supprimé : la proposition qui en venait ne vaut plus. Rien n’a changé.`,
};

export type TakenBackTexts = typeof takenBack;
