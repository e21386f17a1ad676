import type { DraftContent, DraftEvidence, DraftLine } from '../../tools/drafts/draft.ts';
import type { TurnMessage } from '../turn.ts';
import type { ReaderTurn, Reading } from '../understand/index.ts';

/** As much of the words as is kept. */
const MOST_WORDS = 300;
const MOST_PIECES = 200;

/**
 * Which words made which field: the reader's spans as pieces of messages, after those the draft had before. `from` is
 * the first turn of the story that counts.
 */
export function evidenceFrom(
  reading: Reading,
  story: ReaderTurn[],
  before: DraftEvidence[] = [],
  from = 0,
): DraftEvidence[] {
  const found = reading.evidence.flatMap((piece): DraftEvidence[] => {
    if (piece.turn < from || piece.field === 'intent' || piece.field === 'unresolved') return [];
    const words = (story[piece.turn]?.text ?? '').slice(piece.start, piece.end).trim();
    if (!words) return [];
    return [
      {
        field: piece.field,
        ...(piece.messageId === undefined ? {} : { message: piece.messageId }),
        start: piece.start,
        end: piece.end,
        words: words.slice(0, MOST_WORDS),
        ...(piece.ref === undefined ? {} : { sku: piece.ref }),
      },
    ];
  });
  return joined(before, found);
}

/** Each piece once, the newer place in the order when it was read again. */
function joined(before: DraftEvidence[], found: DraftEvidence[]): DraftEvidence[] {
  const key = (piece: DraftEvidence) =>
    `${piece.field}:${piece.message ?? ''}:${piece.start}:${piece.end}:${piece.sku ?? ''}`;
  const again = new Set(found.map(key));
  return [...before.filter((piece) => !again.has(key(piece))), ...found].slice(-MOST_PIECES);
}

/** A whole message as the evidence of a field: a bare answer ("8 parts", "finalement 4") is meant by its context. */
export function wholeMessage(field: string, message: TurnMessage, sku?: string): DraftEvidence {
  return {
    field,
    message: String(message.id),
    start: 0,
    end: message.text.length,
    words: message.text.trim().slice(0, MOST_WORDS),
    ...(sku === undefined ? {} : { sku }),
  };
}

/** The draft with what this turn's answers settled: a line whose size, product or quantity is another than before. */
export function withAnswers(draft: DraftContent, before: DraftContent | null, messages: TurnMessage[]): DraftContent {
  const last = messages.findLast((message) => message.text.trim() !== '');
  if (!before || !last) return draft;
  const ids = new Set(messages.map((message) => String(message.id)));
  const answered = draft.lines.filter((line) => line.sku && isSettled(line, before));
  const pieces = answered
    .filter((line) => !draft.evidence.some((piece) => piece.sku === line.sku && ids.has(piece.message ?? '')))
    .map((line) => wholeMessage('item', last, line.sku!));
  return pieces.length === 0 ? draft : { ...draft, evidence: joined(draft.evidence, pieces) };
}

/** True when a line of the same words stood in the draft with another product, size or quantity. */
function isSettled(line: DraftLine, before: DraftContent): boolean {
  const was = before.lines.find((one) => one.words !== '' && one.words === line.words);
  return was !== undefined && (was.sku !== line.sku || was.qty !== line.qty);
}
