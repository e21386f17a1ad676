/** What members read about a customer's message that cannot leave yet. */
export const waiting = {
  held: (who: string, what: string, why: string) =>
    `📭 Message en attente pour ${who} : « ${what} ». ${why} Il partira dès que ${who} écrira.`,
  answered: (who: string) => `Votre message part vers ${who}. L’assistant se tait dans cette conversation.`,
  sent: (who: string) => `Votre réponse part vers ${who}.`,
  answerWaits: (who: string) => `La conversation est fermée : votre message partira dès que ${who} écrira.`,
  noThread: 'On ne peut pas répondre ici. Appelez le client ou écrivez-lui ailleurs.',
  empty: 'Écrivez votre message, puis envoyez-le.',
  closed: 'La conversation est fermée depuis 24 h.',
  template: 'La conversation est fermée depuis 24 h et Meta n’a pas encore validé le message modèle.',
};

export type WaitingTexts = typeof waiting;
