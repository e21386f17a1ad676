import { z } from 'zod';
import { loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { theProduct } from '../catalog/match.ts';
import { chatLinks } from '../connections/chat-link.ts';
import type { Hub, ShopFacts } from '../context.ts';
import { keepPicture } from '../day/picture.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { linksOff } from '../orders/confirm.ts';
import { orderByShort } from '../orders/read.ts';
import { qrPng } from '../qr.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { linkUrl } from './link.ts';
import { dueLink } from './schedule.ts';

/** The page of a product that its code leads to: signed, so that nobody walks through a shop's list by counting. */
export function productUrl(ctx: { hub: Hub; shop: Pick<ShopFacts, 'id'> }, productId: number): string {
  return `${ctx.hub.publicUrl}/p/${ctx.hub.sealer.sign('product', [ctx.shop.id, productId])}`;
}

export const showCode = defineTool({
  name: 'qr_code',
  says: 'Makes a QR code: of the payment of an order (its number), of a product (its name), or of the shop’s chat.',
  for: ['member'],
  input: z.object({ text: z.string().max(200).default('') }),
  command: {
    words: ['qr', 'code'],
    takes: 'text',
    example: '[156|produit]',
    help: {
      fr: 'un QR code : paiement d’une commande, produit, ou la conversation de la boutique',
      en: 'a QR code: payment of an order, a product, or the shop’s chat',
      ar: 'رمز QR: دفع طلب أو منتج أو محادثة المتجر',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const text = input.text.trim();
    if (!text) return chatCode(run);
    return /^n?°?\s*\d{1,9}$/.test(text) ? orderCode(run, Number(text.replace(/\D/g, ''))) : productCode(run, text);
  },
});

/** What is to be paid of an order now: the address of its page, and the amount in minor units. Throws Refusal. */
export async function payable(run: Run, short: number): Promise<{ url: string; amount: number; number: string }> {
  const view = await orderByShort(run, short, true);
  const texts = textsFor(run.language);
  if (view.order.status === 'pending' || view.order.status === 'cancelled')
    throw new Refusal('wrong_state', texts.refusals.notPaidYet(short));
  const off = linksOff(run);
  if (off) throw new Refusal('unavailable', texts.refusals.noLinks(off));
  const link = await dueLink(run, view.order);
  if (!link) throw new Refusal('wrong_state', texts.refusals.paidAlready(short));
  return { url: linkUrl(run, link), amount: link.amount, number: view.order.number };
}

/** The payment of an order, for a customer who stands at the counter. */
async function orderCode(run: Run, short: number): Promise<Outcome> {
  const { url, amount, number } = await payable(run, short);
  const shown = formatMoney(amount, run.shop.currency, run.language);
  return picture(run, `paiement-${number}.png`, url, textsFor(run.language).paying.codes.order(String(short), shown));
}

/** A product: scanned, it is one message away from the basket. */
async function productCode(run: Run, words: string): Promise<Outcome> {
  const texts = textsFor(run.language);
  const off = linksOff(run);
  if (off) throw new Refusal('unavailable', texts.refusals.noLinks(off));
  const found = theProduct(run, await loadCatalogue(run.trx, run.shop.id), words, (name) => `/qr ${name}`);
  const url = productUrl(run, found.product.id);
  return picture(run, `${found.product.sku}.png`, url, texts.paying.codes.product(nameOf({ ...found, variant: null })));
}

/** The shop's chat, for a table or a window: it works without this hub's own address. */
async function chatCode(run: Run): Promise<Outcome> {
  const texts = textsFor(run.language);
  const [chat] = await chatLinks(run.trx);
  if (!chat) throw new Refusal('unavailable', texts.paying.codes.noChat);
  return picture(run, `${run.shop.slug}.png`, chat.url, texts.paying.codes.chat(texts.channels[chat.channel]));
}

async function picture(run: Run, filename: string, url: string, text: string): Promise<Outcome> {
  const fileId = await keepPicture(run, filename, qrPng(url));
  return {
    facts: { made: true, url },
    reply: { text: `${text}\n${url}`, document: { fileId, filename, mime: 'image/png' } },
  };
}
