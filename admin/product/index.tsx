/** The page that a product's QR code leads to: what it is, what it costs, and a chat with the order typed already. */
import { type Lang, type Money, money } from '../format.ts';
import { Frame, render } from '../layout.tsx';
import { ShopHead } from '../pay/page.tsx';

export type ProductData = {
  lang: Lang;
  shopName: string;
  product: { name: string; description?: string; price: Money; unit: string; soldOut: boolean } | null;
  chats: { channel: 'whatsapp' | 'messenger' | 'instagram'; url: string }[];
};

const fr = {
  order: (channel: string) => `Commander sur ${channel}`,
  lead: 'Votre message est déjà écrit : envoyez-le, puis dites-nous le jour.',
  soldOut: 'En rupture pour le moment. Écrivez-nous pour savoir quand il revient.',
  gone: 'Ce produit n’est plus proposé',
  goneLead: 'Écrivez-nous : nous avons sûrement autre chose pour vous.',
};
type Texts = typeof fr;
const en: Texts = {
  order: (channel) => `Order on ${channel}`,
  lead: 'Your message is written already: send it, then tell us the day.',
  soldOut: 'Sold out for now. Write to us to know when it is back.',
  gone: 'This product is no longer offered',
  goneLead: 'Write to us: we surely have something else for you.',
};
const ar: Texts = {
  order: (channel) => `اطلبوا عبر ${channel}`,
  lead: 'رسالتكم مكتوبة: أرسلوها ثم أخبرونا باليوم.',
  soldOut: 'غير متوفر حاليا. راسلونا لتعرفوا موعد عودته.',
  gone: 'لم يعد هذا المنتج معروضا',
  goneLead: 'راسلونا: لدينا بالتأكيد شيء آخر لكم.',
};
const TEXTS: Record<Lang, Texts> = { fr, en, ar };
const CHANNELS = { whatsapp: 'WhatsApp', messenger: 'Messenger', instagram: 'Instagram' };

/** The whole page. Answer it with `pageHeaders()`: its links lead to the chats by themselves. */
export function productPage(data: ProductData): string {
  const t = TEXTS[data.lang];
  const { product } = data;
  return render(
    <Frame
      lang={data.lang}
      look="pay"
      title={product ? `${product.name} · ${data.shopName}` : data.shopName}
      styles={['pay.css']}
    >
      <main class="pay-sheet">
        <ShopHead name={data.shopName} order="" />
        <section class="amount">
          <h1>
            <span>{product ? product.name : t.gone}</span>
            {product ? <bdi>{money(product.price, data.lang)}</bdi> : null}
          </h1>
          <p>{product ? (product.description ?? '') : t.goneLead}</p>
        </section>
        <div class="pay-foot">
          <p class="small-print">{product?.soldOut ? t.soldOut : product ? t.lead : ''}</p>
          {data.chats.map(({ channel, url }, place) => (
            <a class={place === 0 ? 'button whole pay-button' : 'button plain whole'} href={url}>
              {t.order(CHANNELS[channel])}
            </a>
          ))}
        </div>
      </main>
    </Frame>,
  );
}
