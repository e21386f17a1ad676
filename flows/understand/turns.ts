/** Turns as they are read: what one side wrote in a row is one message. */
import type { ReaderInput } from './types.ts';

export type MergedTurn = {
  from: 'customer' | 'shop';
  text: string;
  turn: number;
  offsets: { turn: number; at: number }[];
};

/** Joins the messages of one sender that follow each other; keeps where each began. */
export function mergeTurns(turns: ReaderInput['turns']): MergedTurn[] {
  const out: MergedTurn[] = [];
  turns.forEach((t, turn) => {
    const last = out.at(-1);
    if (last && last.from === t.from) {
      last.offsets.push({ turn, at: last.text.length + 1 });
      last.text += `${goesOn(last.text, t.text) ? ' ' : '\n'}${t.text}`;
    } else out.push({ from: t.from, text: t.text, turn, offsets: [{ turn, at: 0 }] });
  });
  return out;
}

/** "2 gâteaux" / "fraise": a few words without a figure finish the message before them; anything else begins anew. */
function goesOn(before: string, next: string): boolean {
  return !/[.!?;:,…]\s*$/.test(before) && /^\s*(?:\p{L}[\p{L}'’-]*\s*){1,3}$/u.test(next);
}
