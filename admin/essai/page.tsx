/** The two phones as HTML; the scripts in `assets/essai*.js` bring them to life. */
import type { Lang } from '../format.ts';
import { Frame } from '../layout.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { type Texts, textsIn } from '../texts/index.ts';
import { everyCommand } from './commands.ts';
import { PHONES, type Phone } from './parts.ts';

type EssaiTexts = Texts['essai'];

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => [...word][0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();

const STEPS = ['order', 'approve', 'pay', 'invoice'] as const;
const STEP_ICONS: Record<(typeof STEPS)[number], IconName> = {
  order: 'chat',
  approve: 'check',
  pay: 'card',
  invoice: 'bag',
};
const ESSAI_STYLES = ['page', 'frame', 'phone', 'keyboard', 'bubble', 'content'].map((part) => `essai-${part}.css`);
const LANGUAGES: [Lang, string][] = [
  ['fr', 'FR'],
  ['en', 'EN'],
  ['ar', 'ع'],
];

function Strip({ t, lang }: { t: EssaiTexts; lang: Lang }) {
  return (
    <header class="strip">
      <div class="strip-words">
        <p class="pitch">
          <span class="wide">{t.pitch}</span>
          <span class="narrow">{t.pitchNarrow}</span>
        </p>
        <p class="hint" role="status" data-hint>
          {t.hints.start}
        </p>
      </div>
      <ol class="steps">
        {STEPS.map((step) => (
          <li data-step={step}>
            <span class="step-dot">
              <Icon name={STEP_ICONS[step]} />
              <Icon name="tick" />
            </span>
            <span class="step-name">{t.steps[step]}</span>
          </li>
        ))}
      </ol>
      <div class="strip-tools">
        <form method="post" action={lang === 'fr' ? '/essai/nouveau' : `/essai/nouveau?lang=${lang}`}>
          <button type="submit" class="quiet" title={t.newCustomer}>
            <Icon name="refresh" />
            <span>{t.newCustomer}</span>
          </button>
        </form>
        <nav class="languages" aria-label={textsIn(lang).common.languages}>
          {LANGUAGES.map(([code, label]) => (
            <a
              href={code === 'fr' ? '/essai' : `/essai?lang=${code}`}
              lang={code}
              aria-current={code === lang ? 'true' : undefined}
            >
              {label}
            </a>
          ))}
        </nav>
      </div>
    </header>
  );
}

function Composer({ phone, t }: { phone: Phone; t: EssaiTexts }) {
  return (
    <footer class="composer">
      <div class="quote-bar" data-quote hidden>
        <div class="quote">
          <b data-quote-who />
          <span data-quote-text dir="auto" />
        </div>
        <button type="button" class="round" data-quote-close aria-label={t.cancelQuote}>
          <Icon name="close" />
        </button>
      </div>
      <section class="chips" aria-label={t.suggestions} data-chips />
      <form data-form>
        <textarea
          id={`say-${phone}`}
          name="text"
          rows={1}
          maxlength={4096}
          placeholder={t.message}
          aria-label={t.message}
          autocomplete="off"
          enterkeyhint="send"
          dir="auto"
        />
        <button type="submit" class="send" aria-label={t.send}>
          <Icon name="send" />
        </button>
      </form>
    </footer>
  );
}

function PhoneFrame({ phone, shopName, t }: { phone: Phone; shopName: string; t: EssaiTexts }) {
  const label = phone === 'customer' ? t.customerPhone : t.merchantPhone;
  const name = phone === 'customer' ? shopName : t.assistant;
  return (
    <section class="phone-place" data-phone={phone} aria-label={label}>
      <h2 class="phone-label">{label}</h2>
      <div class="phone">
        <div class="status-bar" aria-hidden="true">
          <span data-clock>09:41</span>
          <span class="island" />
          <span class="battery" />
        </div>
        <header class="phone-top">
          <span class="avatar" aria-hidden="true">
            {phone === 'customer' ? initials(shopName) : <Icon name="bag" />}
          </span>
          <div class="who">
            <b>{name}</b>
            <span class="presence" data-presence>
              {t.online}
            </span>
          </div>
        </header>
        <div class="log-place">
          <div class="log" role="log" aria-live="polite" aria-label={label} tabindex={0} data-log>
            <p class="note">
              <Icon name="lock" />
              <span>{phone === 'customer' ? t.empty : t.emptyMerchant}</span>
            </p>
          </div>
          <button type="button" class="to-end" data-to-end hidden aria-label={t.newMessages}>
            <span class="badge" data-to-end-count hidden />
            <Icon name="down" />
          </button>
        </div>
        <Composer phone={phone} t={t} />
        <div class="sheet-layer" data-sheet hidden />
      </div>
    </section>
  );
}

function Switch({ t }: { t: EssaiTexts }) {
  return (
    <nav class="switch" aria-label={t.title}>
      {PHONES.map((phone) => (
        <button type="button" data-show={phone} aria-pressed={phone === 'customer' ? 'true' : 'false'}>
          <Icon name={phone === 'customer' ? 'person' : 'bag'} />
          {phone === 'customer' ? t.customerTab : t.merchantTab}
          <span class="badge" data-unread hidden />
        </button>
      ))}
    </nav>
  );
}

/** The page of `/essai`. `mark` tells its script whose phones it shows; every word the script needs travels in the facts. */
export function essaiPage({ lang, shopName, mark }: { lang: Lang; shopName: string; mark: string }) {
  const t = textsIn(lang).essai;
  return (
    <Frame
      lang={lang}
      look="essai"
      title={t.pageTitle(shopName)}
      styles={ESSAI_STYLES}
      scripts={['essai.js']}
      facts={{ lang, mark, shopName, texts: { ...t, every: everyCommand() } }}
    >
      <Strip t={t} lang={lang} />
      <noscript>
        <p class="no-script">{t.noScript}</p>
      </noscript>
      <Switch t={t} />
      <main class="phones" data-shown="customer">
        {PHONES.map((phone) => (
          <PhoneFrame phone={phone} shopName={shopName} t={t} />
        ))}
      </main>
    </Frame>
  );
}
