/** What the pages of papers are fed: plain facts. Amounts in minor units with their currency; days as YYYY-MM-DD. */
import type { CheckupRow } from '../channels/data.ts';
import type { Money } from '../format.ts';
import type { FramedData } from '../office/data.ts';
import type { PlatformTexts } from './texts/platform.ts';

export type PaperKind = 'quote' | 'invoice' | 'deposit' | 'credit_note' | 'receipt';
export type PaperState = 'due' | 'paid' | 'open' | 'accepted' | 'expired' | 'cancelled' | 'issued';
export type Lack =
  | 'address'
  | 'siret'
  | 'vat_number'
  | 'capital'
  | 'rcs'
  | 'matricule_fiscal'
  | 'buyer_address'
  | 'buyer_siren'
  | 'buyer_vat'
  | 'supplied_on'
  | 'vat_case';

export type PaperRow = {
  id: number;
  kind: PaperKind;
  number: string;
  issuedOn: string;
  buyer: string;
  total: Money;
  order?: string;
  state: PaperState;
};

export type WaitingRow = {
  order: string;
  kind: 'invoice' | 'deposit';
  customer: string;
  /** How commands name the customer whatever they are called: c12. */
  customerRef: string;
  total: Money;
  lacks: Lack[];
  since: number;
};

export type CompanyField =
  | 'company'
  | 'siren'
  | 'vat_number'
  | 'matricule_fiscal'
  | 'address'
  | 'country'
  | 'reference'
  | 'engagement'
  | 'service';

/** What invoices say of a customer that is a company, as a form. */
export type CompanyData = FramedData & {
  name: string;
  /** Where the form posts: `csrf`, the fields, `consumer`. */
  action: string;
  fields: {
    field: CompanyField;
    value: string;
  }[];
};

export type PapersData = FramedData & {
  filter: { month: string; kind: string; state: string; query: string };
  months: string[];
  papers: PaperRow[];
  /** The address of the following page. */
  more?: string;
  waiting: WaitingRow[];
};

export type ChainRow = {
  id: number;
  kind: PaperKind;
  number: string;
  issuedOn: string;
  total: Money;
  bond: 'cancels' | 'cancelled_by' | 'takes_off' | 'taken_off_by' | 'same_order';
};

export type TraceRow =
  | {
      kind: 'sent';
      way: string;
      to: string;
      member: boolean;
      state: 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';
      at: number;
      why?: string;
    }
  | { kind: 'opened'; at: number; last: number; times: number };

export type PaperData = FramedData & {
  id: number;
  kind: PaperKind;
  number: string;
  issuedOn: string;
  state: PaperState;
  buyer: { name: string; business: boolean; siren?: string; email?: string };
  net: Money;
  vat: Money;
  gross: Money;
  due: Money;
  validUntil?: string;
  order?: string;
  hash: string;
  chain: ChainRow[];
  payments: { day: string; method: string; amount: Money }[];
  traces: TraceRow[];
  files: { id: number; mime: string; filename: string; size: number }[];
  /** Where the forms post; absent: the member may not, or there is nothing to do. */
  sendAction: string;
  credit?: {
    action: string;
    left: Money;
    credits: number;
    lines: { index: number; name: string; qty: string; unit: string; total: Money }[];
  };
};

export type ClosureKind = 'day' | 'month' | 'year';

export type BooksData = FramedData & {
  periods: { months: string[]; years: string[] };
  currency: Money['currency'];
  now: number;
  /** What the last audit found. */
  checkup?: CheckupRow;
  /** Months and years that are over and not closed. */
  toClose: { kind: ClosureKind; period: string }[];
  closures: { kind: ClosureKind; number: number; period: string; total: Money; perpetual: Money; at: number }[];
  /** What has been received or issued since the last day's closure; zero: nothing to close. */
  open: number;
  archives: { at: number; position: number }[];
};

export type PlatformField = 'url' | 'token' | 'token_url' | 'client_id' | 'client_secret' | 'number' | 'name';
export type Rhythm = 'ten_days' | 'month' | 'two_months';

export type PlatformData = FramedData & {
  now: number;
  /** Not a French shop that keeps its books in euros: the reform does not touch it. */
  abroad: boolean;
  platform: { host: string; own: boolean; sender: { number: string; name: string } | null } | null;
  checkup?: CheckupRow;
  use: { invoices: boolean; rhythm: Rhythm | 'off' };
  /** The first day that is reported. */
  since?: string;
  franchise: boolean;
  mixed: boolean;
  /** What reporting still needs, in words; none where it is off. */
  lacks: string[];
  reports: {
    id: number;
    kind: 'sales' | 'payments';
    from: string;
    to: string;
    version: number;
    total: Money;
    status: 'empty' | 'waiting' | 'sent' | 'accepted' | 'rejected';
    why: string;
    at: number;
    /** It may be made again. */
    again: boolean;
  }[];
  flows: {
    paperId: number;
    number: string;
    buyer: string;
    status: keyof PlatformTexts['life'];
    why: string;
    at: number;
  }[];
  /** What stands in the form; never a secret. */
  given: Partial<Record<PlatformField, string>>;
  fault?: string;
};

export type LookValues = {
  template: 'classic' | 'modern' | 'warm';
  accent: string;
  footer: string;
  thanks: string;
  /** The hash of the logo that is kept; empty: none. */
  logo: string;
};

export type LookData = FramedData & {
  values: LookValues;
  /** The colour as papers will have it, where the chosen one cannot be read on white. */
  darkened?: string;
  wrong?: Partial<Record<keyof LookValues, string>>;
  sample: { kind: PaperKind; language: 'fr' | 'en' | 'ar' };
};
