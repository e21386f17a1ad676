import type { Child, FC } from 'hono/jsx';
import { vatFromGross } from '../../money.ts';
import { documentText } from '../fonts.ts';
import type { PaperLine } from '../snapshot.ts';
import { Lines, type Sheet } from './sheet.tsx';

type Column = { label: string; cell: (line: PaperLine) => Child; class: string };

/** French law wants the unit price without VAT and the rate on each line; a customer looks for what she was told. */
function columnsOf({ paper, words, money }: Sheet): Column[] {
  const { columns } = words;
  const qty = {
    label: columns.qty,
    cell: (line: PaperLine) => words.quantity(plainQuantity(line.qty), documentText(line.unit)),
    class: 'amount',
  };
  const unit = (label: string) => ({ label, cell: (line: PaperLine) => money(line.unit_price), class: 'amount' });
  const total = (label: string) => ({ label, cell: (line: PaperLine) => money(line.total), class: 'amount total' });
  if (paper.seller.vat_regime === 'franchise') return [qty, unit(columns.unit), total(columns.total)];
  const vat = { label: columns.vat, cell: (line: PaperLine) => words.percent(line.vat_rate), class: 'amount' };
  if (paper.prices === 'excl_vat') return [qty, unit(columns.unitNet), vat, total(columns.totalNet)];
  const net = {
    label: columns.unitNet,
    cell: (line: PaperLine) => money(line.unit_price - vatFromGross(line.unit_price, line.vat_rate)),
    class: 'amount muted',
  };
  return [qty, net, vat, unit(columns.unitGross), total(columns.totalGross)];
}

/** `1.500` and 1.5 are both written 1.5. */
function plainQuantity(qty: number | string): string {
  const text = String(qty);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Above this many lines rows stand closer, so that a long paper takes fewer pages. */
const DENSE_FROM = 14;

/** This many lines at least stand on the page of the totals. */
const BESIDE_TOTALS = 3;

const Row: FC<{ sheet: Sheet; columns: Column[]; at: number }> = ({ sheet: { paper, words, money }, columns, at }) => {
  const line = paper.lines[at]!;
  return (
    <tr>
      <td class="item">
        <bdi>{documentText(line.name) || documentText(line.sku) || String(at + 1)}</bdi>
        {line.details && <Lines text={line.details} class="muted small" />}
        {line.discount ? (
          <p class="muted small">
            {words.discount} {money(0 - line.discount)}
          </p>
        ) : null}
      </td>
      {columns.map((column) => (
        <td class={column.class}>{column.cell(line)}</td>
      ))}
    </tr>
  );
};

/**
 * What is sold, one row a line; the head repeats on every page. `children`, the totals and what the law wants said, is
 * the table's end: one group with the last lines, which never parts, so that no page has totals alone. (Chromium keeps
 * a group of rows together, but not a table's last row with what follows the table.)
 */
export const LineTable: FC<Sheet & { children?: Child }> = ({ children, ...sheet }) => {
  const { paper, words } = sheet;
  const columns = columnsOf(sheet);
  const rows = paper.lines.map((_, at) => <Row sheet={sheet} columns={columns} at={at} />);
  const last = Math.max(0, rows.length - BESIDE_TOTALS);
  return (
    <table class={rows.length > DENSE_FROM ? 'lines dense' : 'lines'}>
      <thead>
        <tr>
          <th>{words.columns.item}</th>
          {columns.map((column) => (
            <th class="amount">{column.label}</th>
          ))}
        </tr>
      </thead>
      {last > 0 && <tbody>{rows.slice(0, last)}</tbody>}
      <tbody class="end">
        {rows.slice(last)}
        <tr>
          <td class="whole" colspan={columns.length + 1}>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
};
