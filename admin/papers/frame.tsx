/** What the pages of papers share: the frame, the three tabs, the small facts of a row. */
import type { Child } from 'hono/jsx';
import { Frame } from '../layout.tsx';
import type { TodayData } from '../office/data.ts';
import { Top } from '../office/top.tsx';
import { Notice, type Tone } from '../parts/state.tsx';
import { textsIn } from '../texts/index.ts';
import type { PaperState } from './data.ts';
import { papersTexts } from './texts/index.ts';

export const PAPERS_PATH = '/admin/papiers';

type Tab = 'list' | 'books' | 'platform' | 'look';
const TABS: { key: Tab; href: string }[] = [
  { key: 'list', href: PAPERS_PATH },
  { key: 'books', href: `${PAPERS_PATH}/compta` },
  { key: 'platform', href: `${PAPERS_PATH}/plateforme` },
  { key: 'look', href: `${PAPERS_PATH}/modele` },
];

export type FramedData = Pick<
  TodayData,
  'lang' | 'csrf' | 'timeZone' | 'shopName' | 'member' | 'signOutAction' | 'flash'
>;

/** A page of papers; `tab` is the one it belongs to. Members of the staff see the documents alone. */
export function PapersFrame(props: {
  data: FramedData;
  tab: Tab;
  title: string;
  lead?: string;
  scripts?: string[];
  children?: Child;
}) {
  const { data, tab, title, lead, scripts = [], children } = props;
  const w = papersTexts(data.lang);
  const tabs = data.member.role === 'staff' ? [] : TABS;
  return (
    <Frame
      lang={data.lang}
      look="office"
      title={`${title} · ${data.shopName}`}
      styles={[
        'office.css',
        ...(tab === 'platform' || tab === 'books' ? ['office-channels.css'] : []),
        'office-papers.css',
      ]}
      scripts={['forms.js', 'menu.js', ...scripts]}
    >
      <Top data={data} t={textsIn(data.lang)} here="papers" />
      <main class="page">
        <div class="page-head">
          <h1>
            <bdi>{title}</bdi>
          </h1>
          {lead ? <p>{lead}</p> : null}
        </div>
        {tabs.length > 0 ? (
          <nav class="tabs" aria-label={w.title}>
            {tabs.map(({ key, href }) => (
              <a href={href} aria-current={key === tab ? 'page' : undefined}>
                {w.tabs[key]}
              </a>
            ))}
          </nav>
        ) : null}
        {data.flash ? <Notice tone={data.flash.kind}>{data.flash.text}</Notice> : null}
        {children}
      </main>
    </Frame>
  );
}

export const STATE_TONES: Record<PaperState, Tone> = {
  due: 'warn',
  paid: 'good',
  open: 'cool',
  accepted: 'good',
  expired: 'quiet',
  cancelled: 'bad',
  issued: 'quiet',
};

const LOCALES = { fr: 'fr-FR', en: 'en-GB', ar: 'ar-TN' } as const;

/** Prints a calendar day (YYYY-MM-DD): "28 nov. 2026". */
export function shortDay(day: string, lang: keyof typeof LOCALES): string {
  return new Intl.DateTimeFormat(LOCALES[lang], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    numberingSystem: 'latn',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`));
}

/** Prints a month (2026-11): "novembre 2026". */
export function monthName(month: string, lang: keyof typeof LOCALES): string {
  return new Intl.DateTimeFormat(LOCALES[lang], {
    month: 'long',
    year: 'numeric',
    numberingSystem: 'latn',
    timeZone: 'UTC',
  }).format(new Date(`${month}-15T12:00:00Z`));
}

/** Prints an instant in the shop's zone: "28 nov. 2026, 14:05". */
export function moment(at: number, timeZone: string, lang: keyof typeof LOCALES): string {
  return new Intl.DateTimeFormat(LOCALES[lang], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    numberingSystem: 'latn',
    timeZone,
  }).format(at);
}
