/** Codes to print: the shop's chat for a table, a product, the payment of an order; and the sheet that is printed. */
import { Frame, render } from '../layout.tsx';
import { Icon } from '../parts/icons.tsx';
import type { Code, CodesData, PrintData } from './data.ts';
import { moneyPage } from './frame.tsx';
import { type MoneyTexts, moneyTexts } from './texts.ts';

function CodeCard({ code, w }: { code: Code; w: MoneyTexts }) {
  return (
    <li class="code">
      <img src={code.svg} alt="" width="132" height="132" loading="lazy" />
      <div class="code-words">
        <b dir="auto">{code.title}</b>
        {code.lead ? <bdi>{code.lead}</bdi> : null}
        <p class="code-ways">
          <a class="button plain small" href={code.print} target="_blank" rel="noreferrer">
            {w.print}
          </a>
          <a class="button plain small" href={code.png} download>
            PNG
          </a>
          <a class="button plain small" href={code.svg} download>
            SVG
          </a>
        </p>
      </div>
    </li>
  );
}

/** The page as text; answer it with `pageHeaders()`. */
export function codesPage(data: CodesData): string {
  const w = moneyTexts(data.lang);
  const body = (
    <>
      <section>
        <h2>{w.chatCodes}</h2>
        {data.chats.length === 0 ? <p class="nothing">{w.noChat}</p> : null}
        <ul class="codes">
          {data.chats.map((code) => (
            <CodeCard code={code} w={w} />
          ))}
        </ul>
      </section>
      {data.off ? (
        <p class="notice warn" role="status">
          <Icon name="alert" />
          <span dir="auto">{data.off}</span>
        </p>
      ) : (
        <>
          <section id="commande">
            <h2>{w.orderCode}</h2>
            <form class="story-form" method="get" action="/admin/argent/codes#commande">
              <label class="field">
                <span>{w.orderField}</span>
                <input name="commande" value={data.order.typed} inputmode="numeric" maxlength={12} required />
              </label>
              <button type="submit" class="button">
                {w.orderSubmit}
              </button>
            </form>
            {data.order.wrong ? (
              <p class="notice bad" role="alert">
                <Icon name="alert" />
                <span dir="auto">{data.order.wrong}</span>
              </p>
            ) : null}
            {data.order.code ? (
              <ul class="codes">
                <CodeCard code={data.order.code} w={w} />
              </ul>
            ) : null}
          </section>
          <section id="produits">
            <h2>{w.productCodes}</h2>
            <form class="story-form" method="get" action="/admin/argent/codes#produits">
              <label class="field">
                <span>{w.productSearch}</span>
                <input type="search" name="q" value={data.query} maxlength={80} dir="auto" />
              </label>
              <button type="submit" class="button plain">
                {w.searchSubmit}
              </button>
            </form>
            {data.products.length === 0 ? <p class="nothing">{w.noProduct}</p> : null}
            <ul class="codes">
              {data.products.map((code) => (
                <CodeCard code={code} w={w} />
              ))}
            </ul>
            {data.more ? (
              <p>
                <a class="button plain" href={data.more}>
                  {w.more}
                </a>
              </p>
            ) : null}
          </section>
        </>
      )}
    </>
  );
  return moneyPage(data, 'codes', w.tabs.codes, body, w.leads.codes);
}

/** One code on a sheet of its own, to be printed and stood on a table. */
export function printPage(data: PrintData): string {
  const w = moneyTexts(data.lang);
  return render(
    <Frame
      lang={data.lang}
      look="plain"
      title={`${data.title} · ${data.shopName}`}
      styles={['office-money.css']}
      scripts={['print.js']}
    >
      <main class="sheet">
        <h1>
          <bdi>{data.shopName}</bdi>
        </h1>
        <img src={data.svg} alt="" />
        <p class="sheet-title" dir="auto">
          {data.title}
        </p>
        <p dir="auto">{data.lead}</p>
        <button type="button" class="button sheet-button" data-print>
          {w.print}
        </button>
      </main>
    </Frame>,
  );
}
