import type { Language } from '../context.ts';
import { dayOf, writtenIn } from '../language.ts';
import { type Currency, formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import type { Bar } from './figures.ts';

/** Pixels of the picture, before the printer doubles them for sharp phones. */
export const CHART = { width: 640, height: 360 };

const EDGE = { left: 16, right: 16, top: 84, bottom: 34 };
const INK = { text: '#1f2933', quiet: '#7b8794', bar: '#0f766e', today: '#d97706', line: '#e4e7eb' };

type Drawing = {
  title: string;
  bars: Bar[];
  money: boolean;
  language: Language;
  currency: Currency;
  timezone: string;
  at: number;
};

/** One bar a day as a page that holds nothing but the picture: 7 bars say their value, 30 say their day. */
export function chartHtml(drawing: Drawing): string {
  const { bars, money, language } = drawing;
  const texts = textsFor(language).day;
  const value = (bar: Bar) => (money ? bar.revenue : bar.orders);
  const most = Math.max(1, ...bars.map(value));
  const step = (CHART.width - EDGE.left - EDGE.right) / bars.length;
  const tall = CHART.height - EDGE.top - EDGE.bottom;
  const base = CHART.height - EDGE.bottom;
  const today = dayOf(drawing.at, drawing.timezone);
  const show = (amount: number) =>
    money ? formatMoney(amount, drawing.currency, language).replace(/[.,]\d+/, '') : String(amount);
  const drawn = bars.map((bar, index) => {
    const height = Math.round((value(bar) * tall) / most);
    const [left, middle] = [EDGE.left + index * step, EDGE.left + (index + 0.5) * step];
    const wide = bars.length <= 10;
    const said = wide && value(bar) > 0 ? label(middle, base - height - 8, show(value(bar)), INK.text, 13) : '';
    const named =
      wide || index % 5 === 0 ? label(middle, base + 20, dayName(bar.day, language, wide), INK.quiet, 12) : '';
    const colour = bar.day === today ? INK.today : INK.bar;
    const inset = step * 0.18;
    return `<rect x="${(left + inset).toFixed(1)}" y="${base - height}" width="${(step - 2 * inset).toFixed(1)}" height="${height}" rx="3" fill="${colour}"/>${said}${named}`;
  });
  const sum = bars.reduce((total, bar) => total + value(bar), 0);
  const subtitle = `${money ? texts.chartRevenue : texts.chartOrders} · ${money ? formatMoney(sum, drawing.currency, language) : sum}`;
  const start = language === 'ar' ? CHART.width - EDGE.right : EDGE.left;
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><style>html,body{margin:0;background:#fff}svg{display:block;font-family:Inter,"Noto Sans Arabic","Segoe UI",sans-serif}</style>
<svg xmlns="http://www.w3.org/2000/svg" width="${CHART.width}" height="${CHART.height}" direction="${language === 'ar' ? 'rtl' : 'ltr'}">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${start}" y="32" font-size="20" font-weight="600" fill="${INK.text}">${escaped(drawing.title.replace('📊 ', ''))}</text>
<text x="${start}" y="56" font-size="14" fill="${INK.quiet}">${escaped(subtitle)}</text>
<line x1="${EDGE.left}" y1="${base + 0.5}" x2="${CHART.width - EDGE.right}" y2="${base + 0.5}" stroke="${INK.line}"/>
${drawn.join('\n')}
</svg></html>`;
}

function label(x: number, y: number, text: string, colour: string, size: number): string {
  return `<text x="${x.toFixed(1)}" y="${y}" font-size="${size}" text-anchor="middle" direction="ltr" fill="${colour}">${escaped(text)}</text>`;
}

function dayName(day: string, language: Language, wide: boolean): string {
  const locale = { fr: 'fr-FR', en: 'en-GB', ar: 'ar-TN-u-nu-latn' }[writtenIn(language)];
  const parts = wide ? ({ weekday: 'short', day: 'numeric' } as const) : ({ day: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, { ...parts, timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
