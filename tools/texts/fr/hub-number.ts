/** What a member of several shops reads on the hub's own number. */
export const hubNumber = {
  which: 'Pour quelle boutique ? Choisissez, puis renvoyez votre message. Pour changer plus tard : /boutique',
  change: (now: string) => `Vous écrivez à ${now}. Pour quelle boutique voulez-vous continuer ?`,
  only: (now: string) => `Vous n’avez qu’une boutique ici : ${now}.`,
  chosen: (name: string) => `✅ Vous écrivez maintenant à ${name}. Pour changer : /boutique`,
};

export type HubNumberTexts = typeof hubNumber;
