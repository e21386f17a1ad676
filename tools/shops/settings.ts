import { z } from 'zod';
import { retentionSchema } from '../retention/rules.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const HOURS = /^([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d(,([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d)*$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

const hours = z.string().regex(HOURS, 'expected intervals such as "08:00-12:30,14:30-19:00"');
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time such as 19:30');
const minor = z.int('expected an integer in minor units (2250 = 22.50 EUR)').nonnegative('expected zero or more');

/** The share of proposals of a kind that members accepted untouched, from which the kind passes by itself. */
const confidence = z.number().min(0, 'expected 0 to 1').max(1, 'expected 0 to 1, such as 0.9').optional();

export const legalSchema = z.strictObject({
  company: z.string().min(1).optional(),
  form: z.string().optional(),
  siret: z
    .string()
    .regex(/^\d{14}$/, 'expected 14 digits')
    .optional(),
  vat_number: z.string().optional(),
  vat_regime: z.enum(['standard', 'franchise']).optional(),
  address: z
    .strictObject({
      line1: z.string(),
      postcode: z.string(),
      city: z.string(),
      country: z.enum(['FR', 'TN']),
    })
    .optional(),
  capital: z.string().optional(),
  rcs: z.string().optional(),
  matricule_fiscal: z.string().optional(),
  iban: z.string().optional(),
  bic: z.string().optional(),
});

/**
 * How numbers are formed: letters, digits and + - _ /, with {year} and {n} or {n:4} (padded). At most 35 characters once
 * filled in (BR-FR-01).
 */
const numbering = z
  .string()
  .regex(/^(?=.*\{year\})(?=.*\{n(?::[1-9])?\})(?:[A-Za-z0-9+_/-]|\{year\}|\{n(?::[1-9])?\}){1,40}$/, {
    message: 'expected letters, digits and + - _ / with {year} and {n:4}, such as FRA-{year}-{n:4}',
  })
  .refine(
    (format) => format.replace(/\{[^}]*\}/g, '').length <= 20,
    'expected at most 20 characters beside {year} and {n}',
  );

/** Whether these formats never make the same number: `A{year}{n}` and `A{year}1{n}` would, with 11 and with 1. */
function neverMeet(formats: string[]): boolean {
  const year = '\\d{4}';
  const position = '\\d+';
  const patterns = formats.map((format) => {
    const parts = format.split(/(\{[^}]*\})/).map((part) => {
      if (part === '{year}') return year;
      return part.startsWith('{') ? position : part.replace(/[+/-]/g, '\\$&');
    });
    return new RegExp(`^${parts.join('')}$`);
  });
  const some = (format: string) => [1, 11, 111, 1111, 11111].map((n) => filled(format, n));
  return formats.every((format, at) =>
    patterns.every((pattern, other) => other === at || some(format).every((number) => !pattern.test(number))),
  );
}

const filled = (format: string, n: number): string =>
  format.replaceAll('{year}', '1111').replace(/\{n[^}]*\}/g, String(n));

/** What a shop decides about its papers. All of it has a default. */
export const papersSchema = z.strictObject({
  /** Whether consumers get an invoice without asking; businesses always do. Absent: yes. */
  automatic: z.boolean().optional(),
  /** Settable until a series has its first number of the year. Absent: F-{year}-{n:4}, A-…, D-…. */
  numbers: z
    .strictObject({ invoice: numbering.optional(), credit_note: numbering.optional(), quote: numbering.optional() })
    .refine(
      ({ invoice = 'F-{year}-{n:4}', credit_note = 'A-{year}-{n:4}', quote = 'D-{year}-{n:4}' }) =>
        neverMeet([invoice, credit_note, quote]),
      'the three series need formats of their own',
    )
    .optional(),
  /** What is sold, a mention of the e-invoicing reform. */
  operations: z.enum(['goods', 'services', 'mixed']).optional(),
  /** "Option pour le paiement de la taxe d'après les débits". */
  vat_on_debits: z.boolean().optional(),
  /** Whether invoices to businesses are handed to an approved platform, the shop's own or this hub's. Absent: no. */
  platform: z.boolean().optional(),
  /** E-reporting through the platform: how often sales to consumers are reported, and from which day. Absent: never. */
  reporting: z
    .strictObject({
      rhythm: z.enum(['ten_days', 'month', 'two_months']),
      since: z.string().regex(DAY, 'expected YYYY-MM-DD'),
    })
    .optional(),
  /** Days a business has to pay; absent: 30 (C. com. art. L441-10 I). */
  due_days: z.int().min(0).max(60).optional(),
  template: z.enum(['classic', 'modern', 'warm']).optional(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'expected a colour such as #17495a')
    .optional(),
  /** SHA-256 of the picture kept for it; uploaded in the office. */
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  footer: z.string().trim().min(1).max(300).optional(),
  thanks: z.string().trim().min(1).max(300).optional(),
});

const DEPOSIT = {
  term: z.enum(['acompte', 'arrhes']),
  percent: z.number().positive().max(100).multipleOf(0.01, 'expected at most two decimals').optional(),
  amount: minor.positive('expected more than zero').optional(),
};
const eitherOne = (rule: { percent?: number | undefined; amount?: number | undefined }) =>
  (rule.percent === undefined) !== (rule.amount === undefined);
const EITHER = 'expected either percent or amount';

/** The deposit a product asks for: a share of its price, or an amount in minor units for each one ordered. */
export const productDepositSchema = z.strictObject(DEPOSIT).refine(eitherOne, EITHER);

/** When a deposit is asked, and how much: a share of the order or an amount in minor units. */
const depositSchema = z
  .strictObject({
    ...DEPOSIT,
    /** Only orders from this total on, minor units. */
    from_total: minor.optional(),
    /** Only orders with one of these products. */
    skus: z.array(z.string()).min(1).optional(),
  })
  .refine(eitherOne, EITHER);

/** What a shop decides about itself. Stored as one JSON value; every part has a default. */
export const settingsSchema = z.strictObject({
  /** A missing day is closed; no hours at all means "not said": every day is taken as open. */
  opening_hours: z.partialRecord(z.enum(WEEKDAYS), hours).optional(),
  closures: z.array(z.string().regex(DAY, 'expected YYYY-MM-DD')).default([]),
  legal: legalSchema.default({}),
  approval: z.union([z.literal('always'), z.strictObject({ auto_below: minor, confidence })]).default('always'),
  delivery: z
    .strictObject({ fee: minor.default(0), free_from: minor.optional(), areas: z.array(z.string()).default([]) })
    .optional(),
  prices: z.enum(['incl_vat', 'excl_vat']).default('incl_vat'),
  /** The VAT rate, in percent, of what is added without one; absent: the rate most products have. */
  usual_vat_rate: z.number().min(0).max(100).optional(),
  /**
   * Deposits that are asked when an order is confirmed; the first rule that fits. `term` is what the sum legally is:
   * acompte (both sides are bound) or arrhes (either side may withdraw, at a price).
   */
  deposits: z.array(depositSchema).optional(),
  /** How many days a quote can be accepted; absent: 30. */
  quote_days: z.int().min(1).max(365).optional(),
  papers: papersSchema.default({}),
  /**
   * The language model. Off until the shop says so: a key of the hub is not enough. The budget is what the model may
   * cost in a calendar month, in minor units; absent: a default for the currency.
   */
  assistant: z
    .strictObject({
      model: z.boolean().default(false),
      monthly_budget: minor.optional(),
      /** Hours the assistant steps aside for a contact when a person of the shop answers; absent: 12. */
      silent_hours: z.int().min(1).max(168).optional(),
    })
    .default({ model: false }),
  /** When the day is summed up for the members, and when its production is told; 'opening': an hour before it. */
  digest: z
    .strictObject({
      evening: z.union([z.literal('off'), clock]).default('19:00'),
      morning: z.union([z.literal('off'), z.literal('opening'), clock]).default('opening'),
    })
    .default({ evening: '19:00', morning: 'opening' }),
  /** How many days what customers sent is kept; absent: the usual ones (`tools/retention/rules.ts`). */
  retention: retentionSchema.optional(),
  /** From this many charged messages a month and number on the members are warned (at 80 and 100 %); absent: never. */
  monthly_messages: z.int().min(1).max(1_000_000).optional(),
  payments: z
    .strictObject({
      /** Sealed credentials per provider; opened only to call that provider. */
      stripe: z.string().optional(),
      paypal: z.string().optional(),
      flouci: z.string().optional(),
      konnect: z.string().optional(),
    })
    .default({}),
});

export type ShopSettings = z.output<typeof settingsSchema>;
export type LegalIdentity = z.output<typeof legalSchema>;

/** Parts that a shop file may leave unsaid, the same in the file and in the settings. */
const UNSAID = ['quote_days', 'monthly_messages', 'usual_vat_rate', 'deposits', 'retention'] as const;

/** Of those, the ones that a file says. */
export function saidIn(file: Partial<Pick<ShopSettings, (typeof UNSAID)[number]>>): object {
  return Object.fromEntries(UNSAID.flatMap((part) => (file[part] === undefined ? [] : [[part, file[part]]])));
}
