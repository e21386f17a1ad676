/** What members read about a customer's message that cannot leave yet. */
export const waiting = {
  held: (who: string, what: string, why: string) =>
    `📭 Message en attente pour ${who} : « ${what} ». ${why} Il partira dès que ${who} écrira.`,
  closed: 'La conversation est fermée depuis 24 h.',
  template: 'La conversation est fermée depuis 24 h et Meta n’a pas encore validé le message modèle.',
};

export type WaitingTexts = typeof waiting;
