/** The frame of every page of the office: its document, the menu, the head, what the last act did, and then the page. */
import type { Child } from 'hono/jsx';
import { Frame } from '../layout.tsx';
import { PostForm } from '../parts/form.tsx';
import { Icon } from '../parts/icons.tsx';
import { Notice } from '../parts/state.tsx';
import { textsIn } from '../texts/index.ts';
import type { FramedData } from './data.ts';
import { type OfficePlace, placesFor } from './places.ts';

/** The shop, the menu with the page that is shown marked, who is signed in, the way out. */
function Top({ data, here }: { data: FramedData; here: OfficePlace }) {
  const t = textsIn(data.lang);
  return (
    <header class="top">
      <div class="top-shop">
        <span class="brand-mark">
          <Icon name="bag" />
        </span>
        <div>
          <b>
            <bdi>{data.shopName}</bdi>
          </b>
          <span>Quelyos</span>
        </div>
      </div>
      <nav class="top-menu" aria-label={t.places.menu}>
        {placesFor(data.member.role).map((place) => (
          <a href={place.href} aria-current={place.key === here ? 'page' : undefined}>
            {t.places[place.key]}
          </a>
        ))}
      </nav>
      <div class="top-member">
        <div class="who">
          <b>
            <bdi>{data.member.name}</bdi>
          </b>
          <span>{t.today.roles[data.member.role]}</span>
        </div>
        <PostForm action={data.signOutAction} csrf={data.csrf}>
          <button type="submit" class="button plain small" title={t.today.signOut}>
            <Icon name="door" />
            <span class="wide-only">{t.today.signOut}</span>
          </button>
        </PostForm>
      </div>
    </header>
  );
}

export type Tab = { name: string; href: string; here: boolean; count?: number };

/** Pages of one place, or ways to see a list. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ name, href, here, count }) => (
        <a href={href} aria-current={here ? 'page' : undefined}>
          {name}
          {count ? <span class="tally">{count > 99 ? '99+' : count}</span> : null}
        </a>
      ))}
    </nav>
  );
}

export type OfficeFrameProps = {
  data: FramedData;
  /** The place of the menu this page belongs to. */
  here: OfficePlace;
  title: string;
  /** A sentence beside the title. */
  lead?: string | undefined;
  /** Before the title, such as a channel's sign; `beside` stands after it, such as a button. */
  sign?: Child;
  beside?: Child;
  tabs?: { label: string; tabs: Tab[] };
  styles?: string[];
  scripts?: string[] | undefined;
  /** A page of one form is narrow, so that its lines stay short. */
  narrow?: boolean;
  /** The page brings itself up to date (`today.js`). */
  fresh?: boolean;
  facts?: unknown;
  children?: Child;
};

/** A page of the office, whole. Works without scripts, unless its own say otherwise. */
export function OfficeFrame(props: OfficeFrameProps) {
  const { data, here, title, lead, sign, beside, tabs, styles = [], scripts = [], facts } = props;
  return (
    <Frame
      lang={data.lang}
      look="office"
      title={`${title} · ${data.shopName}`}
      styles={['office.css', ...styles]}
      scripts={['forms.js', 'menu.js', ...scripts]}
      facts={facts}
    >
      <Top data={data} here={here} />
      <main class={props.narrow ? 'page narrow' : 'page'} data-fresh={props.fresh}>
        <div class={sign ? 'page-head signed' : 'page-head'}>
          {sign}
          <h1>
            <bdi>{title}</bdi>
          </h1>
          {lead ? <p>{lead}</p> : null}
          {beside ? <div class="beside">{beside}</div> : null}
        </div>
        {tabs && tabs.tabs.length > 0 ? <Tabs label={tabs.label} tabs={tabs.tabs} /> : null}
        {data.flash ? <Notice tone={data.flash.kind}>{data.flash.text}</Notice> : null}
        {props.children}
      </main>
    </Frame>
  );
}
