import type { AttachmentTexts } from '../fr/attachments.ts';

/** What members read of files that came with a message: why one is not there. */
export const attachments: AttachmentTexts = {
  caption: (words) => `“${words}”`,
  gone: 'The file could not be fetched. Ask for it to be sent again.',
  kind: 'Files of this kind are not kept here (photos, videos, PDFs and office documents only).',
  large: 'The file is too large to be kept here. Ask for a smaller one.',
};
