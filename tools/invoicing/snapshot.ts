/**
 * The frozen copy of everything a paper shows. Once numbered it is never edited: what is printed, what is hashed and
 * what an accountant reads in ten years are these facts, not today's catalogue or address book.
 */
import { z } from 'zod';
import { CURRENCIES } from '../money.ts';
import { totalsOf } from './vat.ts';

/** How the stamp duty that a shop takes upon itself is listed among a paper's payments. */
export const STAMP = 'stamp';

const text = z.string().trim().min(1).max(2000);
/** A day in the shop's calendar. */
const day = z.iso.date('expected a local day, YYYY-MM-DD');
/** Bounded so that no sum of a paper's amounts can leave the integers. */
const minor = z.int('expected whole minor units').min(-1e12).max(1e12);
const notNegative = minor.nonnegative('expected zero or more minor units');
const rate = z
  .number()
  .min(0)
  .max(100)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, {
    message: 'expected at most two decimals',
    abort: true,
  });
const quantity = z.union([
  z.string().regex(/^\d{1,12}(\.\d{1,3})?$/, 'expected a decimal quantity with at most three decimals'),
  z
    .number()
    .nonnegative()
    .refine((value) => /^\d{1,12}(\.\d{1,3})?$/.test(String(value)), 'expected at most three decimals'),
]);

const country = z.string().regex(/^[A-Z]{2}$/, 'expected a country such as FR');

const addressSchema = z.strictObject({
  line1: text,
  line2: text.optional(),
  postcode: text,
  city: text,
  country: z.enum(['FR', 'TN']),
});

const sellerSchema = z.strictObject({
  /** The name customers know. */
  name: text,
  /** The name in the register; the same as `name` when the shop has no other. */
  company: text,
  form: text.optional(),
  capital: text.optional(),
  siret: z
    .string()
    .regex(/^\d{14}$/, 'expected 14 digits')
    .optional(),
  rcs: text.optional(),
  vat_number: text.optional(),
  vat_regime: z.enum(['standard', 'franchise']),
  matricule_fiscal: text.optional(),
  /** Absent only when the shop has not given it yet: money was taken, so the paper is issued all the same. */
  address: addressSchema.optional(),
  phone: text.optional(),
  email: text.optional(),
  iban: text.optional(),
  bic: text.optional(),
});

const buyerSchema = z.strictObject({
  name: text,
  phone: text.optional(),
  email: text.optional(),
  /** As the customer wrote it, one line or several. */
  address: text.optional(),
  siren: z
    .string()
    .regex(/^\d{9}$/, 'expected 9 digits')
    .optional(),
  vat_number: text.optional(),
  /** Of a Tunisian company. */
  matricule_fiscal: text.optional(),
  /** ISO 3166; absent: the seller's. */
  country: country.optional(),
  /** The customer's own order number, when they gave one. */
  reference: text.optional(),
  /** Of a public buyer (Chorus Pro): the number of the engagement, and the service that is billed. */
  engagement: text.optional(),
  service: text.optional(),
  /** A business gets the late-payment mentions; a consumer does not. */
  business: z.boolean(),
});

const lineSchema = z.strictObject({
  sku: text,
  name: text,
  /** Options chosen, an inscription: printed small under the name. */
  details: text.optional(),
  qty: quantity,
  unit: text,
  /** One unit, VAT included or not as `prices` says. May be negative on a line that is itself a reduction. */
  unit_price: minor,
  /** Taken off this line; already deducted from `total`. */
  discount: notNegative.optional(),
  total: minor,
  /** Percent: 5.5. */
  vat_rate: rate,
  /** What it is for VAT, where the shop says so. */
  operation: z.enum(['goods', 'services']).optional(),
});

/** How a paper looks; frozen with it, so that a later change of the shop's look changes no issued paper. */
export const templateSchema = z.strictObject({
  name: z.enum(['classic', 'modern', 'warm']),
  revision: z.int().positive(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'expected a colour such as #17495a')
    .optional(),
  /** SHA-256 of the picture kept for it. */
  logo: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  footer: z.string().trim().min(1).max(300).optional(),
  thanks: z.string().trim().min(1).max(300).optional(),
});

const paperSchema = z.strictObject({
  kind: z.enum(['quote', 'invoice', 'deposit', 'credit_note', 'receipt']),
  number: z.string().regex(/^[A-Za-z0-9+\-_/]{1,35}$/, 'expected at most 35 of A-Z a-z 0-9 + - _ /'),
  /** The day in the shop's calendar, and the instant (ISO 8601 with offset). */
  issued_on: day,
  issued_at: z.iso.datetime({ offset: true }),
  /** When the goods were or will be handed over; printed when it differs from the day of issue. */
  supplied_on: day.optional(),
  /** The last day to pay, where something is to be paid. */
  due_on: day.optional(),
  /** A quote's last day. */
  valid_until: day.optional(),
  seller: sellerSchema,
  buyer: buyerSchema,
  /** Where it is delivered, when that is not the buyer's address. */
  ship_to: text.optional(),
  /** The country it is delivered to; absent: the seller's. */
  ship_country: country.optional(),
  order: z.strictObject({ number: text, placed_at: day }).optional(),
  /** Delivery is a line like any other. Amounts of a credit note are positive, as on the invoice it cancels. */
  lines: z.array(lineSchema).min(1).max(1000),
  prices: z.enum(['incl_vat', 'excl_vat']),
  totals: z.strictObject({
    net: minor,
    vat: z.array(z.strictObject({ rate, base: minor, vat: minor })),
    gross: minor,
    stamp_duty: notNegative.optional(),
    /** Received so far; on a credit note, given back so far. */
    paid: notNegative,
    /** gross + stamp duty - paid; negative when too much was received. */
    due: minor,
  }),
  /** `method`: card, cash, cheque, transfer, paypal, flouci, konnect, demo, or words printed as they are. */
  payments: z.array(z.strictObject({ method: text, at: day, amount: notNegative })),
  currency: z.enum(CURRENCIES),
  language: z.enum(['fr', 'en', 'ar']),
  /** What a credit note cancels; absent kind: an invoice. */
  cancels: z.strictObject({ number: text, issued_at: day, kind: z.enum(['invoice', 'deposit']).optional() }).optional(),
  /** The deposit invoices a final invoice takes off: what is left of each after credit notes. */
  deposits: z
    .array(
      z.strictObject({
        number: text,
        issued_at: day,
        amount: notNegative,
        /** The VAT that was due with it, so that it is not counted twice. */
        vat: z.array(z.strictObject({ rate, base: minor, vat: minor })).optional(),
      }),
    )
    .optional(),
  /** Why a sale abroad bears no VAT; its lines are at 0 %. */
  exemption: z.enum(['intra_eu', 'reverse_charge', 'export']).optional(),
  /** What is sold: goods, services or both (mention of the e-invoicing reform). */
  operations: z.enum(['goods', 'services', 'mixed']).optional(),
  /** Of a credit note: its amount is given back, or was never received and only lowers what is owed. */
  settlement: z.enum(['refund', 'deducted']).optional(),
  /** Legal sentences valid on the day of issue, in the paper's language. */
  mentions: z.array(text),
  /** The same sentences that an electronic invoice carries under a code (UNTDID 4451). */
  notes: z.array(z.strictObject({ subject: z.enum(['AAB', 'PMD', 'PMT']), text })).optional(),
  /** The look it was issued with: a built-in template and its revision, and the shop's part of it. */
  template: templateSchema.optional(),
  /** The demo shop's papers say across the page that they are worth nothing. */
  demo: z.boolean(),
});

type Facts = z.output<typeof paperSchema>;

/** The first thing on the paper that does not add up, or null. */
function fault(paper: Facts): { path: (string | number)[]; message: string } | null {
  const { totals } = paper;
  const right = totalsOf(paper.lines, { prices: paper.prices, regime: paper.seller.vat_regime });
  if (totals.net !== right.net) return { path: ['totals', 'net'], message: `the lines make ${right.net}` };
  if (totals.gross !== right.gross) return { path: ['totals', 'gross'], message: `the lines make ${right.gross}` };
  const byRate = (rows: Facts['totals']['vat']) =>
    JSON.stringify(rows.map((row) => [row.rate, row.base, row.vat]).sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0)));
  if (byRate(totals.vat) !== byRate(right.vat)) {
    return { path: ['totals', 'vat'], message: `the lines make ${JSON.stringify(right.vat)}` };
  }
  if (paper.exemption && (paper.seller.vat_regime !== 'standard' || paper.lines.some((line) => line.vat_rate !== 0)))
    return { path: ['exemption'], message: 'an exempt sale has lines at 0 % alone' };
  const due = totals.gross + (totals.stamp_duty ?? 0) - totals.paid;
  if (totals.due !== due) return { path: ['totals', 'due'], message: `gross + stamp duty - paid is ${due}` };
  if (paper.kind === 'credit_note' && !paper.cancels) {
    return { path: ['cancels'], message: 'a credit note cites the invoice it cancels' };
  }
  const deposited = (paper.deposits ?? []).reduce((sum, deposit) => sum + deposit.amount, 0);
  if (deposited > totals.paid)
    return { path: ['deposits'], message: `deposits of ${deposited} are more than was paid` };
  return null;
}

/** A paper's facts, refused when they do not add up: lines, VAT per rate, totals and due agree to the minor unit. */
export const paperSnapshotSchema = paperSchema.superRefine((paper, refuse) => {
  const found = fault(paper);
  if (found) refuse.addIssue({ code: 'custom', path: found.path, message: found.message });
});

export type PaperSnapshot = z.output<typeof paperSnapshotSchema>;
export type PaperKind = PaperSnapshot['kind'];
export type Exemption = NonNullable<PaperSnapshot['exemption']>;
export type PaperLine = PaperSnapshot['lines'][number];
export type Seller = PaperSnapshot['seller'];

/** The SIREN is the first nine digits of the SIRET. */
export function sirenOf(siret: string): string {
  return siret.slice(0, 9);
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, ordered(member)]),
  );
}

/**
 * The one text of a paper's facts: JSON without spaces, keys in code-unit order, absent members left out. Equal facts
 * give equal text whatever order they were written in, so it is what gets hashed and stored.
 */
export function canonical(snapshot: PaperSnapshot): string {
  return JSON.stringify(ordered(snapshot));
}
