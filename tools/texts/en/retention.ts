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
  papers:
    'Orders, payments and invoices are never deleted here: the tax office may ask for six years (LPF, art. L102 B), and ten are usual in accounting.',
  advice: 'These times are cautious advice, not legal counsel: your accountant or adviser may prefer others.',
  how: (url) => `To change it: ${url}`,
  changed: 'Saved. Deleting is done each night, from 3 o’clock on.',
  tooLong: (kind, most) => `${kind}: between 1 and ${most} days.`,
  wasLast: (day, count) =>
    count === '0'
      ? `Last night: ${day}, nothing to delete.`
      : `Last night: ${day}, ${count} item${count === '1' ? '' : 's'} deleted.`,
};
