import { forShop } from '../../db/shop.ts';
import type { ShopFacts } from '../../tools/context.ts';
import { say } from '../../tools/conversations/say.ts';
import { CHART, chartHtml } from '../../tools/day/chart.ts';
import { barsOf } from '../../tools/day/figures.ts';
import { keepPicture } from '../../tools/day/picture.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import type { Parts } from './parts.ts';

type Drawing = Extract<ErrandPayload, { kind: 'draw_chart' }>;

/** Draws the chart of some days and returns what puts it into the thread that asked, in the errand's own end. */
export async function drawChart(parts: Parts, shop: ShopFacts, errand: Drawing): Promise<(run: Run) => Promise<void>> {
  const { language, title, money } = errand;
  const at = parts.hub.now();
  const bars = await forShop(parts.hub.database, shop.id, (trx) => barsOf({ trx, shop }, errand.days));
  const html = chartHtml({ title, bars, money, language, at, currency: shop.currency, timezone: shop.timezone });
  const bytes = await parts.printer.picture(html, CHART);
  return async (run) => {
    const filename = `${errand.days[0]}.png`;
    const fileId = await keepPicture(run, filename, bytes);
    const text = textsFor(language).day.chart(title.replace('📊 ', ''));
    await say(run, errand.conversationId, 'chart', { text, document: { fileId, filename, mime: 'image/png' } });
  };
}
