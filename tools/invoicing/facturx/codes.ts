/** The codes of EN 16931 and of the French rules (XP Z12-012) that a paper's facts stand for. */
import type { PaperSnapshot } from '../snapshot.ts';

/** BT-3 (UNTDID 1001): invoice, credit note, deposit invoice, credit note on a deposit. Null: not an invoice. */
export function typeCode(paper: Pick<PaperSnapshot, 'kind' | 'cancels'>): '380' | '381' | '386' | '503' | null {
  switch (paper.kind) {
    case 'invoice':
      return '380';
    case 'deposit':
      return '386';
    case 'credit_note':
      return paper.cancels?.kind === 'deposit' ? '503' : '381';
    default:
      return null;
  }
}

const OPERATION = { goods: 'B', services: 'S', mixed: 'M' } as const;

/**
 * BT-23, the frame of billing: goods, services or both; 1 to be paid, 2 paid already (BR-FR-CO-09), 4 final after
 * deposits (never a deposit itself, BR-FR-CO-08). A credit note claims nothing that was paid: 1.
 */
export function billingFrame(paper: Pick<PaperSnapshot, 'kind' | 'operations' | 'totals' | 'deposits'>): string {
  const letter = OPERATION[paper.operations ?? 'goods'];
  if (paper.kind === 'credit_note') return `${letter}1`;
  if (paper.kind === 'invoice' && (paper.deposits ?? []).length > 0) return `${letter}4`;
  return paper.totals.paid > 0 && paper.totals.due === 0 ? `${letter}2` : `${letter}1`;
}

/** UN/ECE Recommendation 20 and 21 (the latter with X) per unit of the catalogue; anything else counts pieces. */
const UNITS: Record<string, string> = {
  kg: 'KGM',
  g: 'GRM',
  l: 'LTR',
  ml: 'MLT',
  cl: 'CLT',
  m: 'MTR',
  bunch: 'XBH',
  tray: 'XPU',
  box: 'XBX',
  bottle: 'XBO',
  pack: 'XPK',
  dozen: 'DZN',
  person: 'IE',
  hour: 'HUR',
  day: 'DAY',
};

/** BT-130. */
export const unitCode = (unit: string): string => UNITS[unit] ?? 'C62';

/** UNTDID 4461 per means of payment; a provider of online payments is 68. */
const MEANS: Record<string, string> = {
  cash: '10',
  cheque: '20',
  transfer: '30',
  card: '48',
  paypal: '68',
  flouci: '68',
  konnect: '68',
};

/** BT-81 for how it was paid; 1 is "not defined". A transfer needs an account (BR-61), without one it is not said. */
export function meansCode(method: string, hasAccount: boolean): string {
  const code = MEANS[method] ?? '1';
  return code === '30' && !hasAccount ? '1' : code;
}
