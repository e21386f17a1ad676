import type { Content } from '../../tools/conversations/message.ts';

/** What a message says in words, for the reader and for people; empty when it carries none. */
export function wordsOf(content: Content): string {
  switch (content.kind) {
    case 'text':
      return content.shown?.as ?? content.text;
    case 'tap':
      // A choice's id is what would have been typed; a template's button may carry only its title.
      return content.payload || content.title;
    case 'cart':
      return content.text ?? '';
    case 'location':
      return content.address ?? content.name ?? '';
    case 'media':
      return content.shown?.as ?? content.caption ?? content.transcript ?? '';
    case 'contacts':
    case 'form':
    case 'unsupported':
      return '';
  }
}
