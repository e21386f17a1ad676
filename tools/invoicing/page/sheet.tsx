import type { FC } from 'hono/jsx';
import { documentText } from '../fonts.ts';
import type { PaperSnapshot } from '../snapshot.ts';
import type { Words } from '../words/index.ts';

/** What every part of the page needs: the facts, the words of its language, how amounts are written. */
export type Sheet = {
  paper: PaperSnapshot;
  words: Words;
  money: (minor: number) => string;
  /** PNG bytes of the shop's logo. */
  logo: Uint8Array | null;
};

/** Text of one or several lines, each cleaned. */
export const Lines: FC<{ text: string; class?: string }> = ({ text, class: name }) => (
  <p class={`pre ${name ?? ''}`.trim()}>
    <bdi>{text.split(/\r?\n/).map(documentText).filter(Boolean).join('\n')}</bdi>
  </p>
);
