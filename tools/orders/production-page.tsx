/** A day's production sheet as one self-contained HTML document, ready to print and to hang up in the kitchen. */
import type { FC } from 'hono/jsx';
import type { Language } from '../context.ts';
import { documentText, fontFaces } from '../invoicing/fonts.ts';
import { formatDay, formatQuantity, formatTime } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { whoOrdered } from './cards.ts';
import { optionsOf, type Production } from './production.ts';
import type { OrderView } from './read.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:";

/** Large enough to be read from a step away; a box to tick before each thing to make. */
const STYLE = `
@page { size: A4; margin: 14mm 13mm; }
* { box-sizing: border-box; }
html { font: 400 11pt/1.45 Inter, 'Noto Sans Arabic', sans-serif; color: #1d2a30; }
body { margin: 0; overflow-wrap: anywhere; }
h1 { font-size: 20pt; margin: 0 0 1mm; letter-spacing: -.01em; }
h2 { font-size: 12pt; margin: 7mm 0 2mm; color: #17495a; }
p { margin: 0; }
.muted { color: #5d6d75; }
table { border-collapse: collapse; width: 100%; }
td { padding: 2mm 2mm; border-bottom: .2mm solid #d8e0e3; vertical-align: top; }
tr { break-inside: avoid; }
.qty { width: 26mm; font-weight: 600; font-size: 13pt; white-space: nowrap; text-align: end; }
.hour { width: 22mm; font-weight: 600; white-space: nowrap; }
.box { width: 8mm; }
.box i { display: inline-block; width: 4.4mm; height: 4.4mm; border: .35mm solid #1d2a30; border-radius: .6mm; }
.who { font-weight: 600; }
.waiting { margin-top: 5mm; }`;

type Sheet = { sheet: Production; language: Language };

const Totals: FC<Sheet> = ({ sheet, language }) => (
  <table>
    {sheet.totals.map((row) => (
      <tr>
        <td class="box">
          <i />
        </td>
        <td class="qty">{formatQuantity(row.qty, row.unit, language)}</td>
        <td>{documentText(row.name)}</td>
      </tr>
    ))}
  </table>
);

const Order: FC<{ view: OrderView; language: Language }> = ({ view, language }) => {
  const { order } = view;
  const texts = textsFor(language);
  return (
    <tr>
      <td class="box">
        <i />
      </td>
      <td class="hour">{order.due_time ? formatTime(order.due_time, language) : texts.orders.sheetNoHour}</td>
      <td>
        <p class="who">
          <bdi>{order.short}</bdi> · <bdi>{documentText(whoOrdered(view, language))}</bdi>
        </p>
        {view.lines.map((line) => (
          <p>
            {texts.lineNoPrice(formatQuantity(line.qty, line.unit, language), documentText(line.name))}
            {optionsOf(line).map((option) => (
              <span class="muted"> — {documentText(option)}</span>
            ))}
          </p>
        ))}
        {order.note && <p class="muted">{documentText(order.note)}</p>}
      </td>
      <td>
        {order.fulfilment ? texts.fulfilment[order.fulfilment] : ''}
        {order.address && <p class="muted">{documentText(order.address)}</p>}
      </td>
    </tr>
  );
};

const Body: FC<Sheet> = ({ sheet, language }) => {
  const texts = textsFor(language).orders;
  return (
    <>
      <h2>{texts.sheetTotals}</h2>
      <Totals sheet={sheet} language={language} />
      <h2>{texts.sheetByHour}</h2>
      <table>
        {sheet.orders.map((view) => (
          <Order view={view} language={language} />
        ))}
      </table>
      {sheet.waiting.length > 0 && <p class="muted waiting">{texts.sheetWaiting(sheet.waiting.join(', '))}</p>}
    </>
  );
};

/** The sheet as HTML for A4: fonts inlined, no script, no address to fetch, everything written by people escaped. */
export function productionHtml(sheet: Production, run: { language: Language; shop: { name: string } }): string {
  const { language } = run;
  const title = textsFor(language).orders.sheet(formatDay(sheet.day, language));
  const body = String(
    <>
      <h1>{documentText(title)}</h1>
      <p class="muted">{documentText(run.shop.name)}</p>
      <Body sheet={sheet} language={language} />
    </>,
  );
  const page = (
    <html lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: `${fontFaces(body)}\n${STYLE}` }} />
      </head>
      <body dangerouslySetInnerHTML={{ __html: body }} />
    </html>
  );
  return `<!doctype html>${String(page)}`;
}
