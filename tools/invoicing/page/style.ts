/** How a paper looks: one A4 style sheet for every kind, left to right or right to left. */

/** Any text as a CSS string literal: everything but ASCII letters, digits and spaces is a numeric escape. */
export function cssString(text: string): string {
  const escaped = (character: string) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `;
  return `"${text.replace(/[^A-Za-z0-9 ]/gu, escaped)}"`;
}

const SHEET = `
:root { --accent: #17495a; --ink: #1d2a30; --muted: #5d6d75; --rule: #d8e0e3; --wash: #f4f7f8; --good: #22704c; }
* { box-sizing: border-box; }
html { font: 400 9.3pt/1.5 Inter, 'Noto Sans Arabic', sans-serif; color: var(--ink); }
html:lang(ar) { line-height: 1.7; }
body { margin: 0; overflow-wrap: anywhere; }
h1, h2, p, dl, dd, ul { margin: 0; padding: 0; font: inherit; }
.muted { color: var(--muted); }
.pre { white-space: pre-line; }
.small { font-size: 8pt; }
.label { font-size: 7.6pt; font-weight: 600; color: var(--accent); letter-spacing: .02em; margin-bottom: 1.2mm; }
.amount { white-space: nowrap; text-align: end; font-variant-numeric: tabular-nums; }

header { display: flex; justify-content: space-between; gap: 12mm; align-items: flex-start; }
.brand { font-size: 15pt; font-weight: 600; line-height: 1.25; letter-spacing: -.01em; margin-bottom: 1.6mm; }
.logo { line-height: 0; flex: none; }
.logo img { max-width: 44mm; max-height: 18mm; }
.seller:has(.logo) { display: flex; gap: 5mm; align-items: flex-start; }
.seller .names { min-width: 0; }
.seller { flex: 1; max-width: 100mm; }
.company { margin-bottom: .6mm; }
.title { text-align: end; max-width: 78mm; }
.title h1 { font-size: 20pt; font-weight: 600; line-height: 1.2; letter-spacing: -.015em; color: var(--accent); }
.title .number { font-size: 11pt; margin-top: .8mm; }

.parties { display: flex; gap: 10mm; margin: 10mm 0 9mm; align-items: stretch; }
.buyer { flex: 1; background: var(--wash); border-radius: 2mm; padding: 4.5mm 5mm; }
.buyer .name { font-weight: 600; font-size: 10.5pt; }
.buyer .ship { margin-top: 3mm; }
.facts { width: 82mm; padding-top: 3mm; }
.facts div { display: flex; justify-content: space-between; gap: 6mm; padding: 1.3mm 0; border-bottom: .2mm solid var(--rule); }
.facts div:last-child { border-bottom: 0; }
.facts dt { color: var(--muted); white-space: nowrap; }
.facts dd { text-align: end; }

table { border-collapse: collapse; width: 100%; }
th { font-size: 7.6pt; font-weight: 600; color: var(--accent); text-align: start; white-space: nowrap; }
.lines > thead th { padding: 0 2.2mm 2mm; border-bottom: .5mm solid var(--accent); vertical-align: bottom; }
.lines > tbody > tr > td { padding: 2.3mm 2.2mm; border-bottom: .2mm solid var(--rule); vertical-align: top; }
.lines > * > tr > :first-child { padding-inline-start: 0; }
.lines > * > tr > :last-child { padding-inline-end: 0; }
.lines > .end > tr > td.whole { padding: 0; border: 0; }
.lines tr { break-inside: avoid; }
.lines .end { break-inside: avoid; }
.lines.dense > tbody > tr > td { padding-top: 1.5mm; padding-bottom: 1.5mm; }
.lines > tbody > tr > .total { font-weight: 600; }
.lines .item { width: 99%; }
th.amount { text-align: end; }

.closing { display: flex; justify-content: space-between; gap: 12mm; margin-top: 6mm; break-inside: avoid; }
.aside { flex: 1; max-width: 92mm; }
.rates { width: auto; min-width: 76mm; margin-top: 1mm; }
.rates th, .rates td { padding: .9mm 2.2mm; font-size: 8pt; }
.rates th { color: var(--muted); border-bottom: .2mm solid var(--rule); }
.rates th:first-child, .rates td:first-child { padding-inline-start: 0; }
.sums { width: 72mm; }
.sums div { display: flex; justify-content: space-between; gap: 6mm; padding: 1.1mm 3.5mm; }
.sums dd { white-space: nowrap; font-variant-numeric: tabular-nums; }
.sums .grand { background: var(--accent); color: #fff; border-radius: 1.6mm; font-weight: 600; font-size: 11.5pt; padding: 2.4mm 3.5mm; margin: 1.6mm 0; }
.sums .due { font-weight: 600; }
.settled { display: inline-flex; gap: 2.4mm; align-items: center; margin-top: 6mm; padding: 2mm 3.6mm; border: .35mm solid var(--good); border-radius: 1.6mm; color: var(--good); font-weight: 600; }
.settled svg { width: 4mm; height: 4mm; flex: none; }
.block { margin-top: 6mm; break-inside: avoid; }
.block .row { display: flex; justify-content: space-between; gap: 6mm; max-width: 84mm; }
.agreed { margin-top: 6mm; width: 84mm; height: 28mm; border: .3mm solid var(--rule); border-radius: 1.6mm; padding: 3.5mm 4mm; break-inside: avoid; }
.mentions { margin-top: 6mm; padding-top: 3mm; border-top: .2mm solid var(--rule); list-style: none; font-size: 7.8pt; color: var(--muted); break-inside: avoid; }
.thanks { margin-top: 5mm; text-align: center; font-weight: 600; color: var(--accent); break-inside: avoid; }
.footer { margin-top: 3mm; text-align: center; break-inside: avoid; }
.demo { position: fixed; inset: 0; z-index: -1; display: flex; align-items: center; justify-content: center; }
.demo span { transform: rotate(-34deg); white-space: nowrap; font-size: 27pt; font-weight: 600; color: #eaeff1; }
`;

/**
 * The whole style sheet. `legal` (who the seller is) runs at the foot of every page beside the page number; `running`
 * (kind and number) heads every page but the first; `look` is what the template adds.
 */
export function styleSheet(words: { legal: string; running: string; look: string; direction: 'ltr' | 'rtl' }): string {
  const [start, end] = words.direction === 'rtl' ? ['right', 'left'] : ['left', 'right'];
  const small = "font: 400 7pt/1.5 Inter, 'Noto Sans Arabic', sans-serif; color: #5d6d75;";
  return `@page {
  size: A4; margin: 17mm 16mm 25mm;
  @bottom-${start} { content: ${cssString(words.legal)}; ${small} width: 150mm; text-align: ${start}; vertical-align: top; padding-top: 6mm; direction: ${words.direction}; }
  @bottom-${end} { content: counter(page) " / " counter(pages); ${small} width: 28mm; text-align: ${end}; vertical-align: top; padding-top: 6mm; }
  @top-${end} { content: ${cssString(words.running)}; ${small} text-align: ${end}; direction: ${words.direction}; }
}
@page :first { @top-${end} { content: none; } }
${SHEET}
${words.look}`;
}
