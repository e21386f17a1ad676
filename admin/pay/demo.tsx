/** The payment page of the demo shop, in the provider's place. It never looks like one that takes a card. */
import { money } from '../format.ts';
import { Frame, render } from '../layout.tsx';
import { PostForm } from '../parts/form.tsx';
import { textsIn } from '../texts/index.ts';
import type { DemoPayData } from './data.ts';
import { ShopHead } from './page.tsx';

/** One form with two buttons: `outcome` says whether the demonstration payment succeeds or is given up. */
export function demoPayPage({ lang, shopName, number, amount, action, fields }: DemoPayData): string {
  const t = textsIn(lang).pay;
  return render(
    <Frame
      lang={lang}
      look="pay"
      title={`${t.demoBadge} · ${t.title(shopName)}`}
      styles={['pay.css']}
      scripts={['forms.js']}
    >
      <main class="pay-sheet demo">
        <p class="demo-band" role="note">
          {t.demoNotice}
        </p>
        <ShopHead name={shopName} order={t.order(number)} />
        <div class="demo-card" aria-hidden="true">
          <span class="demo-chip" />
          <span class="demo-digits" dir="ltr">
            •••• •••• •••• ••••
          </span>
          <span class="demo-name">{t.sampleCard}</span>
        </div>
        <section class="amount">
          <h1>
            <span>{t.toPay}</span>
            <bdi>{money(amount, lang)}</bdi>
          </h1>
          <p class="demo-lead">{t.demoLead}</p>
        </section>
        <PostForm action={action} fields={fields} className="pay-foot">
          <button type="submit" name="outcome" value="paid" class="button whole pay-button">
            {t.demoPay} <bdi>{money(amount, lang)}</bdi>
          </button>
          <button type="submit" name="outcome" value="cancelled" class="button plain whole">
            {t.demoCancel}
          </button>
        </PostForm>
      </main>
    </Frame>,
  );
}
