import type { FC } from 'hono/jsx';
import { documentText } from '../fonts.ts';
import { STAMP } from '../snapshot.ts';
import type { Sheet } from './sheet.tsx';

/** Base and VAT of every rate. */
export const Rates: FC<Sheet> = ({ paper, words, money }) => (
  <table class="rates">
    <thead>
      <tr>
        <th>
          {words.vatTable.vat} · {words.vatTable.rate}
        </th>
        <th class="amount">{words.vatTable.base}</th>
        <th class="amount">{words.vatTable.vat}</th>
        <th class="amount">{words.vatTable.gross}</th>
      </tr>
    </thead>
    <tbody>
      {paper.totals.vat.map((row) => (
        <tr>
          <td>{words.percent(row.rate)}</td>
          <td class="amount">{money(row.base)}</td>
          <td class="amount">{money(row.vat)}</td>
          <td class="amount">{money(row.base + row.vat)}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const Sum: FC<{ label: string; amount: string; class?: string }> = ({ label, amount, class: name }) => (
  <div class={name ?? ''}>
    <dt>{label}</dt>
    <dd>{amount}</dd>
  </div>
);

/** From net to what is left to pay. */
export const Sums: FC<Sheet> = ({ paper, words, money }) => {
  const { totals, kind } = paper;
  const taxed = paper.seller.vat_regime === 'standard';
  const vat = totals.vat.reduce((all, row) => all + row.vat, 0);
  const stamp = totals.stamp_duty ?? 0;
  const credit = kind === 'credit_note';
  const borne = paper.payments.reduce((sum, row) => sum + (row.method === STAMP ? row.amount : 0), 0);
  const paid = totals.paid - borne;
  const dueWord = credit ? words.toRefund : totals.due < 0 ? words.overpaid : words.due;
  return (
    <dl class="sums">
      {taxed && <Sum label={words.net} amount={money(totals.net)} />}
      {taxed && <Sum label={words.vat} amount={money(vat)} />}
      {stamp > 0 && taxed && <Sum label={words.gross} amount={money(totals.gross)} />}
      {stamp > 0 && <Sum label={words.stampDuty} amount={money(stamp)} />}
      <Sum
        class="grand"
        label={taxed && stamp === 0 ? words.gross : words.total}
        amount={money(totals.gross + stamp)}
      />
      {borne > 0 && <Sum label={words.stampBorne} amount={money(0 - borne)} />}
      {paid > 0 && <Sum label={credit ? words.refunded : words.paid} amount={money(paid)} />}
      {kind !== 'quote' && paper.settlement !== 'deducted' && (
        <Sum class="due" label={dueWord} amount={money(Math.abs(totals.due))} />
      )}
    </dl>
  );
};

/** "Acquittée le ... par carte" once nothing is left to pay; until then the list of what came in. */
export const Settlement: FC<Sheet> = ({ paper, words, money }) => {
  const payments = paper.payments.filter((row) => row.method !== STAMP);
  const last = payments.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1);
  const credit = paper.kind === 'credit_note';
  const methods = [...new Set(payments.map((payment) => documentText(payment.method)))];
  const settled = paper.kind !== 'quote' && last && paper.totals.due <= 0;
  const { iban, bic } = paper.seller;
  return (
    <>
      {settled && (
        <p class="settled">
          <svg aria-hidden="true" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2">
            <path d="M2.5 8.5l3.5 3.5 7.5-8" stroke-linecap="round" stroke-linejoin="round" />
          </svg>
          <span>{credit ? words.refundedOn(last.at, methods) : words.settled(last.at, methods)}</span>
        </p>
      )}
      {(paper.deposits ?? []).length > 0 && (
        <div class="block small">
          <p class="label">{words.deposits}</p>
          {paper.deposits?.map((deposit) => (
            <div class="row">
              <bdi>{words.depositOf(deposit.number, deposit.issued_at)}</bdi>
              <span class="amount">{money(0 - deposit.amount)}</span>
            </div>
          ))}
        </div>
      )}
      {payments.length > (settled ? 1 : 0) && (
        <div class="block small">
          <p class="label">{credit ? words.refunds : words.payments}</p>
          {payments.map((payment) => (
            <div class="row">
              <span>{words.payment(payment.at, documentText(payment.method))}</span>
              <span class="amount">{money(payment.amount)}</span>
            </div>
          ))}
        </div>
      )}
      {!credit && paper.kind !== 'quote' && paper.totals.due > 0 && iban && (
        <div class="block small">
          <p class="label">{words.transfer}</p>
          <p>
            <bdi>
              IBAN{' '}
              {documentText(iban)
                .replace(/\s/g, '')
                .replace(/(.{4})(?=.)/g, '$1\u00a0')}
              {bic && `  ·  BIC ${documentText(bic)}`}
            </bdi>
          </p>
        </div>
      )}
    </>
  );
};

/** Where the customer signs a quote. */
export const Agreement: FC<Sheet> = ({ words }) => (
  <div class="agreed">
    <p class="label">{words.agreed}</p>
    <p class="muted small">{words.agreedHow}</p>
  </div>
);
