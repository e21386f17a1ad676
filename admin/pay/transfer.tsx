/** Paying by bank transfer, on a payment page. */
import { money } from '../format.ts';
import type { PayData, PayTransfer } from './data.ts';
import { PAY_TEXTS } from './texts.ts';

/** The bank details: opened at once when there is no other way to pay. */
export function TransferPart({ transfer, alone, data }: { transfer: PayTransfer; alone: boolean; data: PayData }) {
  const words = PAY_TEXTS[data.lang];
  const rows: [string, string][] = [
    [words.amount, money(data.amount, data.lang)],
    [words.reference, transfer.reference],
    [words.holder, transfer.name],
    ['IBAN', transfer.iban],
    ...(transfer.bic ? [['BIC', transfer.bic] as [string, string]] : []),
  ];
  return (
    <details class="pay-transfer" open={alone}>
      <summary>{alone ? words.transferOnly : words.transfer}</summary>
      <p>{words.transferLead}</p>
      {transfer.qr ? (
        <figure>
          <img src={transfer.qr} alt={words.scan} width="184" height="184" />
          <figcaption>{words.scan}</figcaption>
        </figure>
      ) : null}
      <dl>
        {rows.map(([name, value]) => (
          <div class="sum">
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p class="small-print">{words.slow}</p>
    </details>
  );
}
