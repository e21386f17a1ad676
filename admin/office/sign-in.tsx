/** The way in: e-mail and password, or the landing of a one-time link. */
import { Frame } from '../layout.tsx';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/state.tsx';
import { type Texts, textsIn } from '../texts/index.ts';
import type { LinkLandingData, SignInData } from './data.ts';

function told(notice: NonNullable<SignInData['notice']>, t: Texts['signIn']) {
  switch (notice.kind) {
    case 'wrong':
      return <Notice tone="bad">{t.wrong}</Notice>;
    case 'too_many':
      return <Notice tone="warn">{t.tooMany(notice.minutes)}</Notice>;
    case 'expired':
      return <Notice tone="cool">{t.expired}</Notice>;
    case 'signed_out':
      return <Notice tone="good">{t.signedOut}</Notice>;
    case 'link_spent':
      return <Notice tone="warn">{t.linkSpent}</Notice>;
  }
}

const Brand = () => (
  <p class="brand">
    <span class="brand-mark">
      <Icon name="chat" />
    </span>
    Quelyos
  </p>
);

/** The sign-in form (`email`, `password`), with what went wrong before. */
export function signInPage({ lang, csrf, action, next, email, notice }: SignInData) {
  const t = textsIn(lang).signIn;
  return (
    <Frame lang={lang} look="plain" title={`${t.title} · Quelyos`} styles={['office.css']} scripts={['forms.js']}>
      <main class="single">
        <Brand />
        <div class="panel">
          <h1>{t.title}</h1>
          <p class="lead">{t.lead}</p>
          {notice ? told(notice, t) : null}
          <PostForm action={action} csrf={csrf} fields={{ next }} className="stack">
            <label class="field">
              <span>{t.email}</span>
              <input
                type="email"
                name="email"
                value={email}
                required
                autocomplete="username"
                dir="ltr"
                autofocus={!email}
              />
            </label>
            <label class="field">
              <span>{t.password}</span>
              <input
                type="password"
                name="password"
                required
                maxlength={1024}
                autocomplete="current-password"
                dir="ltr"
                autofocus={Boolean(email)}
              />
            </label>
            <button type="submit" class="button whole">
              {t.submit}
            </button>
          </PostForm>
        </div>
        <p class="aside">{t.help}</p>
      </main>
    </Frame>
  );
}

/** What a one-time link shows first. A preview that opens the address spends nothing: only the button does. */
export function linkLandingPage({ lang, csrf, action, name, fields = {} }: LinkLandingData) {
  const t = textsIn(lang).signIn;
  return (
    <Frame lang={lang} look="plain" title={`${t.linkTitle} · Quelyos`} styles={['office.css']} scripts={['forms.js']}>
      <main class="single">
        <Brand />
        <div class="panel">
          <h1>{t.linkTitle}</h1>
          <p class="lead">{t.linkLead(name)}</p>
          <PostForm action={action} csrf={csrf} fields={fields} className="stack">
            <button type="submit" class="button whole" autofocus>
              <Icon name="door" />
              {t.linkSubmit}
            </button>
          </PostForm>
        </div>
        <p class="aside">
          <a href="/admin/connexion">{t.toPassword}</a>
        </p>
      </main>
    </Frame>
  );
}
