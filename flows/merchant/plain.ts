/** Lower case, no accents, no apostrophe variants: how command words are compared. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, "'").toLowerCase().trim();
}
