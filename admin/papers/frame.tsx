/** What the pages of papers share: the frame, the three tabs, the small facts of a row. */
import type { Child } from 'hono/jsx';
import type { FramedData } from '../office/data.ts';
import { OfficeFrame } from '../office/frame.tsx';
import type { Tone } from '../parts/state.tsx';
import type { PaperState } from './data.ts';
import { papersTexts } from './texts/index.ts';

export const PAPERS_PATH = '/admin/papiers';

type PaperTab = 'list' | 'books' | 'platform' | 'look';
const TABS: { key: PaperTab; href: string }[] = [
  { key: 'list', href: PAPERS_PATH },
  { key: 'books', href: `${PAPERS_PATH}/compta` },
  { key: 'platform', href: `${PAPERS_PATH}/plateforme` },
  { key: 'look', href: `${PAPERS_PATH}/modele` },
];

/** A page of papers; `tab` is the one it belongs to. Members of the staff see the documents alone. */
export function PapersFrame(props: {
  data: FramedData;
  tab: PaperTab;
  title: string;
  lead?: string;
  scripts?: string[];
  children?: Child;
}) {
  const { data, tab, title, lead, scripts } = props;
  const w = papersTexts(data.lang);
  const tabs = data.member.role === 'staff' ? [] : TABS;
  return (
    <OfficeFrame
      data={data}
      here="papers"
      title={title}
      lead={lead}
      tabs={{ label: w.title, tabs: tabs.map(({ key, href }) => ({ name: w.tabs[key], href, here: key === tab })) }}
      styles={[...(tab === 'platform' || tab === 'books' ? ['office-channels.css'] : []), 'office-papers.css']}
      scripts={scripts}
    >
      {props.children}
    </OfficeFrame>
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
