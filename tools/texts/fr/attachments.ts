/** What members read of files that came with a message: why one is not there. */
export const attachments = {
  caption: (words: string) => `« ${words} »`,
  gone: 'Le fichier n’a pas pu être récupéré. Demandez qu’il soit renvoyé.',
  kind: 'Ce type de fichier n’est pas gardé ici (photo, vidéo, PDF ou document bureautique seulement).',
  large: 'Le fichier est trop lourd pour être gardé ici. Demandez-en un plus léger.',
};

export type AttachmentTexts = typeof attachments;
