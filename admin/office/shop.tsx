/** What the shop answered when it was set up; its owner corrects each answer in a form of its own. */
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/state.tsx';
import { textsIn } from '../texts/index.ts';
import type { ShopAnswer, ShopData } from './data.ts';
import { OfficeFrame } from './frame.tsx';
import { shopTexts } from './shop-texts.ts';

type Part = { data: ShopData; w: ReturnType<typeof shopTexts>; answer: ShopAnswer };

const VAT_CHOICES = [
  ['assujetti', 'vatStandard'],
  ['franchise', 'vatFranchise'],
] as const;
const RATE_HINTS = { FR: ['5,5 %', '10 %', '20 %', '2,1 %'], TN: ['7 %', '13 %', '19 %'] };

const labelOf = ({ data, w, answer }: Part): string =>
  answer.step === 'siret' && data.country === 'TN' ? w.matricule : w[answer.step];
const helpOf = ({ data, w, answer }: Part): string =>
  answer.step === 'siret' && data.country === 'TN' ? w.helpMatricule : w.help[answer.step];

/** The field itself; `about` names its help and its refusal for who does not see them. */
function Field({ part, about }: { part: Part; about: Record<string, string> }) {
  const { data, w, answer } = part;
  const { step, typed } = answer;
  const label = labelOf(part);
  if (step === 'vat')
    return (
      <div class="ways">
        {VAT_CHOICES.map(([value, text]) => (
          <label>
            <input type="radio" name="text" value={value} checked={typed === value} required {...about} />
            {w[text]}
          </label>
        ))}
      </div>
    );
  if (step === 'approval') {
    const always = typed === 'toujours';
    return (
      <div class="ways">
        <label>
          <input type="radio" name="mode" value="always" checked={always} />
          {w.always}
        </label>
        <label>
          <input type="radio" name="mode" value="below" checked={!always} />
          {w.below}
        </label>
        <input
          name="text"
          class="amount"
          value={always ? '' : typed}
          aria-label={w.amount}
          placeholder={w.amount}
          inputmode="decimal"
          autocomplete="off"
          {...about}
        />
      </div>
    );
  }
  if (step === 'hours')
    return (
      <textarea name="text" rows={7} maxlength={1000} aria-label={label} dir="auto" {...about}>
        {typed}
      </textarea>
    );
  return (
    <>
      <input
        name="text"
        value={typed}
        maxlength={200}
        required
        autocomplete="off"
        aria-label={label}
        dir={step === 'name' || step === 'address' ? 'auto' : 'ltr'}
        list={step === 'rate' ? 'rates' : undefined}
        {...about}
      />
      {step === 'rate' ? (
        <datalist id="rates">
          {RATE_HINTS[data.country].map((rate) => (
            <option value={rate} />
          ))}
        </datalist>
      ) : null}
    </>
  );
}

function Answer(part: Part) {
  const { data, w, answer } = part;
  const { step, wrong } = answer;
  const label = labelOf(part);
  const help = helpOf(part);
  const helpId = help ? `${step}-help` : '';
  const wrongId = wrong ? `${step}-wrong` : '';
  const described = [wrongId, helpId].filter(Boolean).join(' ');
  const about: Record<string, string> = {
    ...(described ? { 'aria-describedby': described } : {}),
    ...(wrong ? { 'aria-invalid': 'true' } : {}),
  };
  return (
    <section class="answer" id={step}>
      <h2>{label}</h2>
      {answer.noted ? <Notice tone="good">{answer.noted}</Notice> : null}
      {data.action ? (
        <PostForm action={`${data.action}#${step}`} csrf={data.csrf} fields={{ step }}>
          <Field part={part} about={about} />
          {wrong ? (
            <p class="answer-wrong" id={wrongId} role="alert">
              <Icon name="alert" />
              <span>{wrong}</span>
            </p>
          ) : null}
          {help ? <small id={helpId}>{help}</small> : null}
          <button type="submit" class="button plain small" aria-label={w.saveOf(label)}>
            {w.save}
          </button>
        </PostForm>
      ) : (
        <p class="answer-shown" dir="auto">
          {answer.shown}
        </p>
      )}
    </section>
  );
}

/** The page of the shop; it works without scripts. */
export function shopPage(data: ShopData) {
  const t = textsIn(data.lang);
  const w = shopTexts(data.lang);
  return (
    <OfficeFrame
      data={data}
      here="shop"
      title={w.title}
      lead={data.action ? w.lead : w.leadRead}
      styles={['office-shop.css']}
    >
      <div class="answers">
        {data.answers.map((answer) => (
          <Answer data={data} w={w} answer={answer} />
        ))}
        <section class="answer" id="products">
          <h2>{w.products}</h2>
          <p class="answer-shown">{w.onSale(data.products)}</p>
          <small>{w.addProducts}</small>
          <a class="button plain small" href="/admin/catalogue">
            {w.catalogue}
          </a>
        </section>
        <section class="answer" id="retention">
          <h2>{t.places.retention}</h2>
          <small>{w.retention}</small>
          <a class="button plain small" href="/admin/conservation">
            {w.toRetention}
          </a>
        </section>
      </div>
    </OfficeFrame>
  );
}
