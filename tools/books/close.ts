import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { dayOf } from '../language.ts';
import { formatMoney } from '../money.ts';
import { methodName } from '../payments/refund-order.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { type ClosureRow, type ClosureTotals, closeDay, closeWhatIsOver } from './closures.ts';

export const closeTill = defineTool({
  name: 'close_till',
  says: 'Closes the till for the day, or shows the closure of the month or year that is over.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(40).default('') }),
  command: {
    words: ['cloture', 'closure'],
    takes: 'text',
    example: '[jour|mois|annee]',
    help: {
      fr: 'clôture de caisse du jour, du mois ou de l’année',
      en: 'closes the till: day, month or year',
      ar: 'إقفال الصندوق: اليوم أو الشهر أو السنة',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const word = input.text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
    const texts = textsFor(run.language).papers;
    await closeWhatIsOver(run);
    if (!word || /^(?:jour|du jour|day|اليوم)$/.test(word)) {
      const row = await closeDay(run);
      if (!row) throw new Refusal('wrong_state', texts.nothingToClose);
      return { facts: { closure: row.number, total: row.total }, reply: { text: closureText(run, row) } };
    }
    const kind = /^(?:mois|month|الشهر)/.test(word) ? 'month' : /^(?:an|annee|year|السنة)/.test(word) ? 'year' : null;
    if (!kind) throw new Refusal('invalid', texts.badClosure(input.text));
    const row = await run.trx
      .selectFrom('closure')
      .selectAll()
      .where('kind', '=', kind)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!row) {
      const now = dayOf(run.at, run.shop.timezone).slice(0, kind === 'month' ? 7 : 4);
      throw new Refusal('wrong_state', texts.notOver(now));
    }
    return { facts: { closure: row.number, total: row.total }, reply: { text: closureText(run, row) } };
  },
});

/** A closure as a member reads it: number, period, means of payment, total, total since the first day. */
export function closureText(run: Pick<Run, 'shop' | 'language'>, row: ClosureRow): string {
  const texts = textsFor(run.language).papers;
  const money = (minor: number) => formatMoney(minor, run.shop.currency, run.language);
  const totals = JSON.parse(row.canonical) as ClosureTotals;
  return [
    texts.closureTitle[row.kind](String(row.number), row.period),
    ...Object.entries(totals.methods).map(([method, sum]) => texts.closureRow(methodName(run, method), money(sum))),
    ...(totals.returned > 0 ? [texts.closureReturned(money(totals.returned))] : []),
    texts.closureTotal(money(row.total)),
    ...(totals.papers ? [texts.closurePapers(totals.papers.first, totals.papers.last)] : []),
    texts.closurePerpetual(money(row.perpetual)),
  ].join('\n');
}
