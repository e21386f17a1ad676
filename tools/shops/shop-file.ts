import { z } from 'zod';
import { CURRENCIES } from '../money.ts';
import { legalSchema, papersSchema, productDepositSchema, settingsSchema } from './settings.ts';
import { isRateOf, standardRate, type TaxPlace, taxPlaceOf, whyNoRate } from './vat-rates.ts';

const minor = z.int('expected an integer in minor units (2250 = 22.50 EUR)').nonnegative('expected zero or more');
const sku = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'expected letters, digits, dot, dash (at most 64)');
const quantity = z.number().nonnegative('expected zero or more');
const given = z.string().min(1);
const givenOrKept = given.optional().describe('A secret. Needed for what is new; absent, the stored one stays.');

/** The address of a mail server; characters such as @ in its login are written %40. A relay may need no login. */
function serverUrl(schemes: string[], example: string, login: boolean) {
  return z.string().refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return url !== null && schemes.includes(url.protocol) && url.hostname !== '' && (!login || url.username !== '');
  }, `expected an address such as ${example} (write @ as %40 inside the login)`);
}

const variantSchema = z.strictObject({ sku, name: z.string().min(1), price: minor, stock: quantity.optional() });
const optionSchema = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['text', 'count', 'choice', 'choices']),
  choices: z.array(z.string()).optional(),
  price: minor.optional(),
});

export const productSchema = z.strictObject({
  sku,
  name: z.string().min(1),
  aliases: z.array(z.string()).default([]),
  description: z.string().optional(),
  unit: z.string().min(1),
  price: minor,
  vat_rate: z.number().min(0).max(100).optional(),
  /** Goods or a service, for the mention of the e-invoicing reform; absent: as `papers.operations` says. */
  operation: z.enum(['goods', 'services']).optional(),
  photo: z.string().optional(),
  stock: quantity.optional(),
  low_stock: quantity.optional(),
  allergens: z.array(z.string()).default([]),
  lead_time_hours: z.number().nonnegative().optional(),
  min_qty: z.number().positive().optional(),
  pack_size: z.union([z.number().positive(), z.literal('variant')]).optional(),
  season: z.string().optional(),
  variants: z.array(variantSchema).default([]),
  options: z.array(optionSchema).default([]),
  tiers: z.array(z.strictObject({ from_qty: z.number().positive(), price: minor })).default([]),
  loyal_price: minor.optional(),
  deposit: productDepositSchema.optional(),
});

export const memberSchema = z.strictObject({
  name: z.string().min(1),
  role: z.enum(['owner', 'manager', 'staff']),
  phone: z.string().optional(),
  email: z.email().optional(),
  password: z.string().min(8, 'expected at least 8 characters').optional(),
});

/** A shop's accounts on its channels; `secret` says whether a secret may be left out. */
function connections<S extends z.ZodType<string | undefined>>(secret: S) {
  return z.discriminatedUnion('channel', [
    z.strictObject({
      channel: z.literal('whatsapp'),
      phone_number_id: z.string().min(1),
      access_token: secret,
      display_phone: z.string().optional(),
    }),
    z.strictObject({ channel: z.literal('messenger'), page_id: z.string().min(1), access_token: secret }),
    z.strictObject({ channel: z.literal('instagram'), account_id: z.string().min(1), access_token: secret }),
    z.strictObject({
      channel: z.literal('email'),
      address: z.email(),
      imap_url: serverUrl(['imaps:', 'imap:'], 'imaps://user:password@imap.example.fr', true).optional(),
      smtp_url: serverUrl(['smtps:', 'smtp:'], 'smtps://user:password@smtp.example.fr', false).optional(),
      inbound_key: given.optional(),
    }),
    z.strictObject({
      channel: z.literal('phone'),
      number: z.string().min(1),
      auth_token: secret,
      account_sid: z
        .string()
        .regex(/^AC[0-9a-f]{32}$/, 'expected AC and 32 hexadecimal digits')
        .optional(),
      sms: z.boolean().optional(),
    }),
    z.strictObject({
      channel: z.literal('tiktok'),
      shop_id: z.string().min(1),
      app_key: secret,
      app_secret: secret,
      access_token: secret,
      /** With it the hub renews the token itself. */
      refresh_token: given.optional(),
    }),
  ]);
}

function payments<S extends z.ZodType<string | undefined>>(secret: S) {
  return z.strictObject({
    stripe: z
      .strictObject({
        secret_key: secret,
        webhook_secret: secret,
        account: z.string().startsWith('acct_').optional().describe('Connect: the account the payments are made on.'),
      })
      .optional(),
    paypal: z.strictObject({ client_id: secret, secret, webhook_id: secret }).optional(),
    flouci: z.strictObject({ app_token: secret, app_secret: secret }).optional(),
    konnect: z.strictObject({ api_key: secret, wallet_id: secret }).optional(),
  });
}

/** A connection and a shop's payment providers with every secret in its place. */
export const wholeConnectionSchema = connections(given);
export const wholePaymentsSchema = payments(given);

function shopFile<S extends z.ZodType<string | undefined>>(secret: S) {
  return z
    .strictObject({
      shop: z.string().regex(/^[a-z0-9-]+$/, 'expected lower-case letters, digits and dashes'),
      name: z.string().min(1),
      currency: z.enum(CURRENCIES),
      timezone: z
        .string()
        .refine(isTimeZone, 'expected an IANA time zone such as Europe/Paris')
        .default('Europe/Paris'),
      language: z.enum(['fr', 'en', 'ar']).default('fr'),
      opening_hours: settingsSchema.shape.opening_hours,
      closures: settingsSchema.shape.closures,
      legal: legalSchema.default({}),
      approval: settingsSchema.shape.approval,
      delivery: settingsSchema.shape.delivery,
      prices: settingsSchema.shape.prices,
      assistant: settingsSchema.shape.assistant,
      digest: settingsSchema.shape.digest,
      quote_days: settingsSchema.shape.quote_days,
      monthly_messages: settingsSchema.shape.monthly_messages,
      usual_vat_rate: settingsSchema.shape.usual_vat_rate,
      papers: papersSchema.omit({ logo: true }).optional(),
      deposits: settingsSchema.shape.deposits,
      retention: settingsSchema.shape.retention,
      members: z.array(memberSchema).default([]),
      connections: z.array(connections(secret)).default([]),
      payments: payments(secret).default({}),
      subscribers: z
        .array(z.strictObject({ kind: z.enum(['finance', 'marketing']), url: z.url(), secret: given }))
        .default([]),
      api_key: z.string().min(16, 'expected at least 16 characters').optional(),
      products: z.array(productSchema).default([]),
    })
    .superRefine(refuseSkusUsedTwice);
}

function refuseSkusUsedTwice(file: { products: z.output<typeof productSchema>[] }, context: z.RefinementCtx): void {
  const seen = new Map<string, string>();
  file.products.forEach((product, p) => {
    const entries = [
      { sku: product.sku, path: ['products', p, 'sku'] },
      ...product.variants.map((variant, v) => ({ sku: variant.sku, path: ['products', p, 'variants', v, 'sku'] })),
    ];
    for (const entry of entries) {
      const earlier = seen.get(entry.sku);
      if (earlier) {
        context.addIssue({
          code: 'custom',
          path: entry.path,
          message: `sku ${entry.sku} is already used at ${earlier}`,
        });
      } else seen.set(entry.sku, pathOf(entry.path));
    }
  });
}

/** The shop file of a new shop, with every secret: the contract of `SHOP`. */
export const shopFileSchema = shopFile(given);
/** The same for a shop that exists: secrets may be absent, the stored ones then stay. What `npm run export` writes. */
export const standingShopFileSchema = shopFile(givenOrKept);

export type ShopFile = z.output<typeof shopFileSchema>;
export type ShopFileInput = z.input<typeof shopFileSchema>;
export type StandingShopFile = z.output<typeof standingShopFileSchema>;

/** One thing wrong in a shop file: where, and why. */
export type Fault = { path: string; why: string };

/** A shop file that cannot be taken: every fault with its path. Nothing was imported. */
export class BadShopFile extends Error {
  override name = 'BadShopFile';
  readonly faults: Fault[];
  constructor(faults: Fault[]) {
    super(faults.map((fault) => `${fault.path || '(file)'}: ${fault.why}`).join('\n'));
    this.faults = faults;
  }
}

/** Parses a new shop's file whole; throws BadShopFile with the path of each fault. Every product has its VAT rate then. */
export function parseShopFile(json: unknown): ShopFile {
  const parsed = shopFileSchema.safeParse(json);
  if (!parsed.success) throw new BadShopFile(faultsOf(parsed.error));
  const place = taxPlaceOf(parsed.data);
  const faults = rateFaults(parsed.data, place);
  if (faults.length > 0) throw new BadShopFile(faults);
  return { ...parsed.data, products: withRates(parsed.data.products, place) };
}

type Rated = Pick<ShopFile, 'products' | 'usual_vat_rate'>;

/** VAT rates that do not exist where the shop is. What the shop holds already (`before`) is left to its members. */
export function rateFaults(file: Rated, place: TaxPlace, before?: Rated): Fault[] {
  const held = new Map(before?.products.map(({ sku, vat_rate: rate }) => [sku, rate]));
  const why = whyNoRate(place);
  const faults = file.products.flatMap(({ sku, vat_rate: rate }, at): Fault[] => {
    if (rate === undefined || isRateOf(place, rate) || held.get(sku) === rate) return [];
    return [{ path: `products[${at}].vat_rate`, why: `${rate} is ${why}` }];
  });
  const usual = file.usual_vat_rate;
  if (usual !== undefined && usual !== before?.usual_vat_rate && !isRateOf(place, usual))
    faults.push({ path: 'usual_vat_rate', why: `${usual} is ${why}` });
  return faults;
}

/** Products without a rate have the standard one of the shop's place. */
export function withRates(products: ShopFile['products'], place: TaxPlace): ShopFile['products'] {
  return products.map((product) => ({ ...product, vat_rate: product.vat_rate ?? standardRate(place) }));
}

/** Parses the file of a shop that exists; throws BadShopFile with the path of each fault. */
export function parseStandingShopFile(json: unknown): StandingShopFile {
  const parsed = standingShopFileSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new BadShopFile(faultsOf(parsed.error));
}

/** What zod found wrong, each with its path below `base`. */
export function faultsOf(error: z.ZodError, base: PropertyKey[] = []): Fault[] {
  return error.issues.map((issue) => ({ path: pathOf([...base, ...issue.path]), why: issue.message }));
}

function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text ? `${text}.${String(part)}` : String(part)),
    '',
  );
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
