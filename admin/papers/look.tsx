/** How the shop's documents look: template, colour, logo, words; a picture of each kind before anything is saved. */
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import type { LookData, LookValues } from './data.ts';
import { PAPERS_PATH, PapersFrame } from './frame.tsx';
import { type PapersTexts, papersTexts } from './texts/index.ts';

type Part = { data: LookData; w: PapersTexts };

const PATH = `${PAPERS_PATH}/modele`;
const TEMPLATES = ['classic', 'modern', 'warm'] as const;
const KINDS = ['invoice', 'quote', 'deposit', 'credit_note', 'receipt'] as const;
const LANGUAGES = ['fr', 'en', 'ar'] as const;

function Wrong({ text, id }: { text: string | undefined; id: string }) {
  if (!text) return null;
  return (
    <p class="wrong" id={id} role="alert">
      <Icon name="alert" />
      <span>{text}</span>
    </p>
  );
}

function Words({ name, data, w }: { name: 'thanks' | 'footer' } & Part) {
  const wrong = data.wrong?.[name];
  return (
    <label class="field">
      <span>{w[name]}</span>
      <textarea
        name={name}
        rows={2}
        maxlength={300}
        dir="auto"
        aria-invalid={wrong ? 'true' : undefined}
        aria-describedby={wrong ? `${name}-wrong` : undefined}
      >
        {data.values[name]}
      </textarea>
      <small>{name === 'thanks' ? w.thanksHelp : w.footerHelp}</small>
      <Wrong text={wrong} id={`${name}-wrong`} />
    </label>
  );
}

/** The address of the picture for these values. */
function pictureOf({ values, sample }: LookData): string {
  const asked: Record<string, string> = { ...values, type: sample.kind, langue: sample.language };
  return `${PATH}/apercu.png?${new URLSearchParams(asked)}`;
}

function Sample({ data, w }: Part) {
  return (
    <section class="sample" aria-labelledby="sample">
      <h2 id="sample">{w.sample}</h2>
      <div class="filter">
        <label>
          <span class="unseen">{w.sampleKind}</span>
          <select name="type" form="look">
            {KINDS.map((kind) => (
              <option value={kind} selected={kind === data.sample.kind}>
                {w.kinds[kind]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="unseen">{w.sampleLanguage}</span>
          <select name="langue" form="look">
            {LANGUAGES.map((language) => (
              <option value={language} selected={language === data.sample.language}>
                {w.languages[language]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" form="look" name="voir" value="1" class="button plain" data-show>
          {w.show}
        </button>
      </div>
      <img
        id="sheet"
        src={pictureOf(data)}
        width={794}
        height={1123}
        alt={w.sampleAlt(w.kinds[data.sample.kind])}
        data-picture={`${PATH}/apercu.png`}
      />
    </section>
  );
}

function Look({ data, w }: Part) {
  const { values } = data;
  return (
    <form id="look" method="post" action={PATH} class="look-form">
      <input type="hidden" name="csrf" value={data.csrf} />
      <input type="hidden" name="logo" value={values.logo} />
      <fieldset>
        <legend>{w.template}</legend>
        <div class="templates">
          {TEMPLATES.map((template) => (
            <label class="way">
              <input type="radio" name="template" value={template} checked={values.template === template} />
              <span>{w.templates[template]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label class="field">
        <span>{w.accent}</span>
        <input
          type="color"
          name="accent"
          value={/^#[0-9a-f]{6}$/.test(values.accent) ? values.accent : '#17495a'}
          aria-describedby="accent-help"
        />
        <small id="accent-help">{w.accentHelp}</small>
        {data.darkened ? <small class="darkened">{w.darkened(data.darkened)}</small> : null}
        <Wrong text={data.wrong?.accent} id="accent-wrong" />
      </label>
      <Words name="thanks" data={data} w={w} />
      <Words name="footer" data={data} w={w} />
      <button type="submit" class="button">
        {w.save}
      </button>
    </form>
  );
}

function Logo({ data, w }: Part) {
  const { logo }: LookValues = data.values;
  return (
    <section class="logo-part" id="logo" aria-labelledby="logo-title">
      <h2 id="logo-title">{w.logo}</h2>
      {logo ? <img class="logo-now" src={`${PATH}/logo/${logo}.png`} alt={w.logoNow} /> : null}
      <form method="post" action={`${PATH}/logo`} enctype="multipart/form-data" data-once>
        <input type="hidden" name="csrf" value={data.csrf} />
        <input type="file" name="logo" accept="image/png,image/jpeg" aria-label={w.logoPick} required />
        <small>{w.logoHelp}</small>
        <Wrong text={data.wrong?.logo} id="logo-wrong" />
        <button type="submit" class="button plain small">
          {w.logoSave}
        </button>
      </form>
      {logo ? (
        <PostForm action={`${PATH}/logo/retirer`} csrf={data.csrf}>
          <button type="submit" class="button danger small">
            {w.logoRemove}
          </button>
        </PostForm>
      ) : null}
    </section>
  );
}

/** The page of the template; without scripts the preview is drawn by its button. */
export function lookPage(data: LookData) {
  const w = papersTexts(data.lang);
  return (
    <PapersFrame data={data} tab="look" title={w.lookTitle} lead={w.lookLead} scripts={['look.js']}>
      <div class="sheet">
        <Sample data={data} w={w} />
        <div class="sheet-side">
          <Look data={data} w={w} />
          <Logo data={data} w={w} />
        </div>
      </div>
    </PapersFrame>
  );
}
