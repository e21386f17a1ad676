/** The public page that says what becomes of a customer's words, and who reads along. */
import type { Lang } from '../format.ts';
import { Frame, render } from '../layout.tsx';
import { WORDS } from './texts.ts';

export type PrivacyData = {
  lang: Lang;
  /** The path of this page, for the links to its other languages. */
  path: string;
  /** Rows about what is deleted after a time of its own; sentences in the page's language. */
  kept: string[];
  shop: { name: string; company: string | null; address: string[] };
  /** The language model in use, or null when the shop has switched none on. */
  model: { host: string; name: string; transcriber?: string; looker?: string } | null;
};

const LANGUAGES: Record<Lang, string> = { fr: 'Français', en: 'English', ar: 'العربية' };

/** The whole page as HTML. */
export function privacyPage({ lang, path, shop, kept, model }: PrivacyData): string {
  const words = WORDS[lang];
  return render(
    <Frame lang={lang} look="pay" title={words.title(shop.name)} styles={['pay.css']}>
      <main class="pay-sheet privacy">
        <h1>{words.title(shop.name)}</h1>
        <p>{words.lead(shop.name)}</p>
        <section>
          <h2>{words.kept.title}</h2>
          <ul>
            {[...words.kept.rows, ...kept].map((row) => (
              <li>{row}</li>
            ))}
          </ul>
        </section>
        <section>
          <h2>{words.model.title}</h2>
          {model ? (
            <>
              <p>{words.model.on(model.host, model.name)}</p>
              <ul>
                {[
                  ...words.model.sent,
                  ...(model.transcriber ? [words.model.voice(model.transcriber, model.host)] : []),
                  ...(model.looker ? [words.model.pictures(model.looker, model.host)] : []),
                  words.model.never,
                  words.model.provider(model.host),
                ].map((row) => (
                  <li>{row}</li>
                ))}
              </ul>
            </>
          ) : (
            <p>{words.model.off}</p>
          )}
        </section>
        <section>
          <h2>{words.rights.title}</h2>
          <p>{words.rights.text(shop.company ?? shop.name)}</p>
          {shop.address.length > 0 ? (
            <p>
              <bdi>{[shop.company ?? shop.name, ...shop.address].join(', ')}</bdi>
            </p>
          ) : null}
        </section>
        <p class="pay-languages">
          {(['fr', 'en', 'ar'] as const)
            .filter((one) => one !== lang)
            .map((one) => (
              <a href={`${path}?lang=${one}`} lang={one} hreflang={one}>
                {LANGUAGES[one]}
              </a>
            ))}
        </p>
      </main>
    </Frame>,
  );
}
