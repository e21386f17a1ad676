/** Connecting a channel, renewing its access, cutting it: what to do step by step, and the form that checks it. */
import type { Child } from 'hono/jsx';
import { render } from '../layout.tsx';
import { ChannelIcon } from '../office/channel-icon.tsx';
import { OfficeFrame } from '../office/frame.tsx';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/state.tsx';
import { textsIn } from '../texts/index.ts';
import type { ChoosePageData, ConnectData, Dialogs, ManageData } from './data.ts';
import { Connection } from './page.tsx';
import { type ConnectChannel, FIELDS, guideOf } from './steps.ts';
import { WORDS } from './texts.ts';

const SECRETS = /token|secret|key|_url/;

/** The frame of a page about one channel. */
function Page({
  data,
  title,
  facts,
  children,
}: {
  data: ManageData | ConnectData | ChoosePageData;
  title: string;
  facts?: unknown;
  children: Child;
}) {
  const [words, t] = [WORDS[data.lang], textsIn(data.lang)];
  return (
    <OfficeFrame
      data={data}
      here="channels"
      title={title}
      styles={['office-today.css', 'office-channels.css']}
      scripts={facts === undefined ? [] : ['meta-signup.js']}
      facts={facts}
      narrow
      sign={<ChannelIcon channel={data.channel} t={t} />}
      beside={
        <a class="button plain small" href="/admin/canaux">
          {words.back}
        </a>
      }
    >
      {children}
    </OfficeFrame>
  );
}

/** Meta's windows, where this hub has an app of its own to open them with. */
function DialogPanel({ data }: { data: ConnectData | ManageData }) {
  const words = WORDS[data.lang];
  const { signup, pages, instagram } = data.dialogs;
  if (!signup && !pages && !instagram) return null;
  return (
    <section class="connection">
      <h2>{words.byDialog}</h2>
      <p>{words.dialogLead}</p>
      {signup ? (
        <PostForm
          action={signup.action}
          csrf={data.csrf}
          className="signup"
          fields={{ code: '', waba_id: '', phone_number_id: '', coexistence: '' }}
        >
          <button type="button" class="button" data-signup="">
            {words.signup}
          </button>
          <button type="button" class="button plain" data-signup="whatsapp_business_app_onboarding">
            {words.coexist}
          </button>
          <p class="check-age" role="status" data-signup-state></p>
        </PostForm>
      ) : null}
      {instagram ? (
        <a class="button" href={instagram}>
          {words.instagramDialog}
        </a>
      ) : null}
      {pages ? (
        <a class={instagram ? 'button plain' : 'button'} href={pages}>
          {words.pagesDialog}
        </a>
      ) : null}
    </section>
  );
}

const factsOf = ({ signup }: Dialogs, lang: ConnectData['lang']) =>
  signup && { ...signup, waiting: WORDS[lang].dialogWaiting, closed: WORDS[lang].dialogClosed };

/** The page that connects a channel. */
export function connectPage(data: ConnectData): string {
  const channel = data.channel as ConnectChannel;
  const [words, t, guide] = [WORDS[data.lang], textsIn(data.lang), guideOf(channel, data.lang)];
  return render(
    <Page
      data={data}
      title={words.connectTitle(words.named[channel] ?? t.system.channels[channel])}
      facts={factsOf(data.dialogs, data.lang)}
    >
      <DialogPanel data={data} />
      <section class="connection">
        <h2>{data.dialogs.signup || data.dialogs.pages || data.dialogs.instagram ? words.byHand : words.guide}</h2>
        <ol class="steps">
          {guide.steps(data.webhook).map((step) => (
            <li dir="auto">{step}</li>
          ))}
        </ol>
        {data.fault ? <Notice tone="bad">{data.fault}</Notice> : null}
        <PostForm action={data.action} csrf={data.csrf} className="stack">
          {FIELDS[channel].map((field) => (
            <Field
              name={field.name}
              label={`${guide.fields[field.name]}${field.optional ? ` ${words.optional}` : ''}`}
              required={!field.optional}
              value={data.given?.[field.name]}
              check={field.check}
            />
          ))}
          {data.anyway ? <Field name="anyway" label={words.anyway} required={false} value={undefined} check /> : null}
          <button type="submit" class="button">
            {words.save}
          </button>
        </PostForm>
      </section>
    </Page>,
  );
}

function Field({
  name,
  label,
  required,
  value,
  check,
}: {
  name: string;
  label: string;
  required: boolean;
  value: string | undefined;
  check?: true | undefined;
}) {
  const secret = SECRETS.test(name);
  if (check)
    return (
      <label class="check">
        <input type="checkbox" name={name} value="oui" checked={value !== undefined} />
        <span>{label}</span>
      </label>
    );
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type={secret ? 'password' : 'text'}
        name={name}
        value={secret ? undefined : value}
        required={required}
        maxlength={2000}
        autocomplete="off"
        spellcheck={false}
        dir="ltr"
      />
    </label>
  );
}

/** One connection: how it is, a new access, the way to cut it. */
export function managePage(data: ManageData): string {
  const channel = data.channel as ConnectChannel;
  const [words, t, guide] = [WORDS[data.lang], textsIn(data.lang), guideOf(channel, data.lang)];
  const { actions, connection } = data;
  return render(
    <Page
      data={data}
      title={words.manageTitle(words.named[channel] ?? t.system.channels[channel])}
      facts={factsOf(data.dialogs, data.lang)}
    >
      {data.fault ? <Notice tone="bad">{data.fault}</Notice> : null}
      <Connection card={connection} data={data} />
      {actions ? null : <Notice tone="quiet">{words.ownersOnly}</Notice>}
      {actions ? <DialogPanel data={data} /> : null}
      {actions ? (
        <section class="connection">
          <h2>{words.renewTitle}</h2>
          <p>{words.renewLead}</p>
          <PostForm action={actions.renew} csrf={data.csrf} className="stack">
            {FIELDS[channel]
              .filter(({ secret }) => secret)
              .map((field) => (
                <Field
                  name={field.name}
                  label={`${guide.fields[field.name]}${field.optional ? ` ${words.optional}` : ''}`}
                  required={!field.optional}
                  value={undefined}
                />
              ))}
            {data.anyway ? <Field name="anyway" label={words.anyway} required={false} value={undefined} check /> : null}
            <button type="submit" class="button">
              {words.renew}
            </button>
          </PostForm>
        </section>
      ) : null}
      {actions && connection.state !== 'off' ? (
        <details class="connection">
          <summary>{words.cutTitle}</summary>
          <p>{words.cutLead}</p>
          <PostForm action={actions.cut} csrf={data.csrf}>
            <button type="submit" class="button danger">
              {words.cut}
            </button>
          </PostForm>
        </details>
      ) : null}
    </Page>,
  );
}

/** After Facebook Login: which of the account's pages is the shop's. */
export function choosePage(data: ChoosePageData): string {
  const words = WORDS[data.lang];
  return render(
    <Page data={data} title={words.choosePage}>
      <div class="connections">
        {data.pages.map(({ id, name, instagram }) => (
          <PostForm
            action={data.action}
            csrf={data.csrf}
            className="connection"
            fields={{ sealed: data.sealed, page: id }}
          >
            <button type="submit" class="button">
              <Icon name="check" />
              {words.usePage(name)}
            </button>
            {instagram ? <p class="check-age">{words.withInstagram(instagram)}</p> : null}
          </PostForm>
        ))}
      </div>
    </Page>,
  );
}
