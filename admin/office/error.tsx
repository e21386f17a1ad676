/** The page of everything that cannot be shown: not found, not allowed, too old, broken. */
import { Frame } from '../layout.tsx';
import { Icon, type IconName } from '../parts/icons.tsx';
import { textsIn } from '../texts/index.ts';
import type { ErrorData } from './data.ts';

const ICONS: Record<ErrorData['kind'], IconName> = {
  not_found: 'chat',
  forbidden: 'lock',
  expired: 'clock',
  broken: 'alert',
  pay_link: 'card',
  product_code: 'bag',
  document: 'paper',
  too_many: 'clock',
  too_large: 'alert',
};

/** One sentence on what happened, one on what to do, one way on. The caller sets the status. */
export function errorPage({ lang, kind, home, reference }: ErrorData) {
  const t = textsIn(lang).error;
  return (
    <Frame lang={lang} look="plain" title={t[kind].title} styles={['office.css']}>
      <main class="single">
        <div class="panel centred">
          <span class="big-icon">
            <Icon name={ICONS[kind]} />
          </span>
          <h1>{t[kind].title}</h1>
          <p class="lead">{t[kind].lead}</p>
          {home ? (
            <a class="button" href={home.href}>
              {home.to === 'office' ? t.home : t.signIn}
            </a>
          ) : null}
          {reference ? (
            <p class="aside">
              <bdi>{t.reference(reference)}</bdi>
            </p>
          ) : null}
        </div>
      </main>
    </Frame>
  );
}
