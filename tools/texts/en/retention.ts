import type { RetentionTexts } from '../fr/retention.ts';

export const retention: RetentionTexts = {
  kinds: {
    recordings: 'Recorded calls and voice notes',
    pictures: 'Photos and files',
    letters: 'E-mails as they came and their attachments',
    transcripts: 'Transcripts of voice messages',
    strangers: 'Conversations of people who never ordered',
  },
  row: (kind, days) => `• ${kind}: ${days} days`,
  deletedAfter: (kind, days) => `${kind}: deleted after ${days} days.`,
  shown: 'What is kept, and for how long:',
  papers: 'Orders, payments and invoices are never deleted here (ten years, C. com. art. L123-22).',
  how: (url) => `To change it: ${url}`,
  changed: 'Saved. Deleting is done each night, from 3 o’clock on.',
  tooLong: (kind, most) => `${kind}: between 1 and ${most} days.`,
  wasLast: (day, count) => `Last night: ${day}, ${count} items deleted.`,
};
