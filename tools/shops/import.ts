import { forShop, type Trx } from '../../db/shop.ts';
import type { Hub } from '../context.ts';
import { fixedNumbers } from '../invoicing/numbering.ts';
import { digest } from '../sealing.ts';
import { checkPassword } from '../team/password.ts';
import { writeShop } from './apply.ts';
import { createShop } from './create.ts';
import { compare, type Difference, differences } from './differences.ts';
import { shopOf } from './facts.ts';
import { matchMembers, memberFaults, type Pairing } from './match-members.ts';
import { accountOf, countryOf } from './rows.ts';
import {
  BadShopFile,
  type Fault,
  faultsOf,
  parseShopFile,
  parseStandingShopFile,
  rateFaults,
  type ShopFile,
  type StandingShopFile,
  wholeConnectionSchema,
  wholePaymentsSchema,
  withRates,
} from './shop-file.ts';
import { isSecret, readStored, type StoredShop } from './stored.ts';
import { taxPlaceOf } from './vat-rates.ts';

export type Imported = {
  shop: string;
  /** The shop did not exist: applying creates (created) it. */
  isNew: boolean;
  differences: Difference[];
  /** Skus whose stock differs and was left alone. */
  stockLeft: string[];
  applied: boolean;
};

/** What is to become of a stored shop: the file as a whole, and how its parts meet what is stored. */
export type Plan = {
  wanted: StandingShopFile;
  stock: boolean;
  members: Pairing | null;
  /** Null: the file does not speak of connections, they stay. */
  connections: ShopFile['connections'] | null;
  payments: ShopFile['payments'];
  apiKey: string | null;
};

/**
 * Compares a shop file with the shop of its name and, with `apply`, makes the shop what the file says, in one
 * transaction. A part the file does not mention (members, legal, products …) stays; a product, member or connection
 * missing from a part it does mention is switched off, never deleted. Stock stays unless `stock`; secrets the file
 * does not hold stay. Throws BadShopFile, with every fault's path, before anything is written.
 */
export async function importShop(
  hub: Hub,
  json: unknown,
  options: { apply: boolean; stock: boolean },
): Promise<Imported> {
  const slug = slugOf(json);
  const id = slug === null ? null : await shopOf(hub, 'shop', slug);
  if (id === null) return importNew(hub, parseShopFile(json), options.apply);
  const file = parseStandingShopFile(json);
  await refuseTaken(hub, file, id);
  return forShop(hub.database, id, async (trx) => {
    // One import of a shop at a time; orders that are being placed wait for it or are waited for.
    await trx.selectFrom('shop').select('id').forUpdate().executeTakeFirstOrThrow();
    const stored = await readStored(trx, hub);
    const plan = planFor(stored, file, Object.keys(json as object), options.stock);
    await refuseFixedNumbers(trx, hub, stored.file, plan.wanted);
    const found = [...differences(stored.file, plan.wanted, options), ...(await rest(stored, plan))];
    if (options.apply && found.length > 0) await writeShop(trx, hub, stored, plan);
    return {
      shop: file.shop,
      isNew: false,
      differences: found,
      stockLeft: options.stock ? [] : stockLeft(stored.file, plan.wanted),
      applied: options.apply,
    };
  });
}

function slugOf(json: unknown): string | null {
  const slug = typeof json === 'object' && json !== null ? (json as { shop?: unknown }).shop : null;
  return typeof slug === 'string' ? slug : null;
}

async function importNew(hub: Hub, file: ShopFile, apply: boolean): Promise<Imported> {
  refuse(memberFaults(file.members, countryOf(file)));
  await refuseTaken(hub, file, null);
  if (apply) await createShop(hub, file, { demo: false });
  const count = (list: unknown[], one: string) => `${list.length} ${one}${list.length === 1 ? '' : 's'}`;
  const what = [
    count(file.products, 'product'),
    count(file.members, 'member'),
    count(file.connections, 'connection'),
  ].join(', ');
  const added: Difference = { path: 'shop', kind: 'added', to: `${file.name} (${what})` };
  return { shop: file.shop, isNew: true, differences: [added], stockLeft: [], applied: apply };
}

/** Throws when a channel account or the API key is another shop's. */
async function refuseTaken(hub: Hub, file: StandingShopFile, own: number | null): Promise<void> {
  const faults: Fault[] = [];
  for (const [index, connection] of file.connections.entries()) {
    const key = `${connection.channel}:${accountOf(connection).account}`;
    const owner = await shopOf(hub, 'connection', key);
    if (owner !== null && owner !== own)
      faults.push({ path: `connections[${index}]`, why: `${key} already belongs to another shop` });
  }
  const owner = file.api_key ? await shopOf(hub, 'api_key', digest(file.api_key)) : null;
  if (owner !== null && owner !== own) faults.push({ path: 'api_key', why: 'already belongs to another shop' });
  refuse(faults);
}

/** Throws when the file forms numbers otherwise than this year's papers have them already. */
async function refuseFixedNumbers(
  trx: Trx,
  hub: Hub,
  stored: StandingShopFile,
  wanted: StandingShopFile,
): Promise<void> {
  const at = { now: hub.now(), timezone: wanted.timezone };
  const before = { papers: stored.papers ?? {} };
  const fixed = await fixedNumbers(trx, at, before, { papers: wanted.papers ?? {} });
  refuse(
    fixed.map(({ kind, format, year, first }) => ({
      path: `papers.numbers.${kind}`,
      why: `stays ${format}: ${first} was issued with it; it can change before the first number of ${year + 1}`,
    })),
  );
}

function planFor(stored: StoredShop, file: StandingShopFile, mentioned: string[], stock: boolean): Plan {
  const said = Object.fromEntries(Object.entries(file).filter(([key]) => mentioned.includes(key)));
  const wanted = { ...stored.file, ...said } as StandingShopFile;
  const place = taxPlaceOf(wanted);
  wanted.products = withRates(wanted.products, place);
  const faults: Fault[] = rateFaults(wanted, place, stored.file);
  if (file.currency !== stored.file.currency) {
    faults.push({
      path: 'currency',
      why: `stays ${stored.file.currency}: the shop's prices, orders and invoices are in it`,
    });
  }
  faults.push(...memberFaults(wanted.members, countryOf(wanted)));
  const ownerLeft = wanted.members.some((member) => member.role === 'owner');
  if (!ownerLeft && stored.file.members.some((member) => member.role === 'owner')) {
    faults.push({ path: 'members', why: 'no owner would be left' });
  }
  const connections = mentioned.includes('connections') ? wholeConnections(stored, wanted, faults) : null;
  const payments = wholePayments(stored, file, faults);
  refuse(faults);
  const members = mentioned.includes('members')
    ? matchMembers(stored.members, wanted.members, countryOf(wanted))
    : null;
  return { wanted, stock, members, connections, payments, apiKey: file.api_key ?? null };
}

/** The file's connections with the stored secrets where the file has none; what is still missing is a fault. */
function wholeConnections(stored: StoredShop, wanted: StandingShopFile, faults: Fault[]): ShopFile['connections'] {
  const whole: ShopFile['connections'] = [];
  const seen = new Set<string>();
  for (const [index, connection] of wanted.connections.entries()) {
    const key = `${connection.channel}:${accountOf(connection).account}`;
    if (seen.has(key)) faults.push({ path: `connections[${index}]`, why: `${key} stands here twice` });
    seen.add(key);
    const known = stored.connections.find((one) => one.key === key);
    const kept = Object.fromEntries(Object.entries(known?.whole ?? {}).filter(([field]) => isSecret(field)));
    const parsed = wholeConnectionSchema.safeParse({ ...kept, ...connection });
    if (parsed.success) whole.push(parsed.data);
    else faults.push(...faultsOf(parsed.error, ['connections', index]));
  }
  return whole;
}

function wholePayments(stored: StoredShop, file: StandingShopFile, faults: Fault[]): ShopFile['payments'] {
  const merged = Object.fromEntries(
    Object.entries(file.payments).map(([name, keys]) => [name, { ...stored.payments[name], ...keys }]),
  );
  const parsed = wholePaymentsSchema.safeParse(merged);
  if (parsed.success) return parsed.data;
  faults.push(...faultsOf(parsed.error, ['payments']));
  return {};
}

/** The differences of what is matched rather than named alike: people, accounts, secrets. */
async function rest(stored: StoredShop, plan: Plan): Promise<Difference[]> {
  const found: Difference[] = [];
  for (const { row, member } of plan.members?.pairs ?? []) {
    const path = `members[${member.name}]`;
    if (!row?.active) found.push({ path, kind: 'added', to: member.role });
    else {
      const { name, role, phone, email } = row;
      const before = { name, role, phone: phone ?? undefined, email: email ?? undefined };
      found.push(
        ...compare(before, { name: member.name, role: member.role, phone: member.phone, email: member.email }, path),
      );
    }
    if (member.password && !(row?.password_hash && (await checkPassword(member.password, row.password_hash)))) {
      found.push({ path: `${path}.password`, kind: 'changed' });
    }
  }
  for (const row of plan.members?.leaving ?? [])
    found.push({ path: `members[${row.name}]`, kind: 'removed', from: row.role });
  found.push(...connectionDifferences(stored, plan));
  for (const [name, keys] of Object.entries(plan.payments)) {
    found.push(...hidden(compare(stored.payments[name] ?? {}, keys, `payments.${name}`)));
  }
  if (plan.apiKey && !stored.apiKeys.includes(digest(plan.apiKey))) found.push({ path: 'api_key', kind: 'changed' });
  return found;
}

function connectionDifferences(stored: StoredShop, plan: Plan): Difference[] {
  if (!plan.connections) return [];
  const found: Difference[] = [];
  const keys = new Set<string>();
  for (const connection of plan.connections) {
    const key = `${connection.channel}:${accountOf(connection).account}`;
    keys.add(key);
    const known = stored.connections.find((one) => one.key === key);
    if (!known?.on) found.push({ path: `connections[${key}]`, kind: 'added' });
    if (!known) continue;
    const changed = compare(known.whole, connection, `connections[${key}]`);
    found.push(...changed.map((one) => (isSecret(one.path.split('.').at(-1)!) ? hidden([one])[0]! : one)));
  }
  for (const { key, on } of stored.connections) {
    if (on && !keys.has(key)) found.push({ path: `connections[${key}]`, kind: 'removed' });
  }
  return found;
}

const hidden = (found: Difference[]): Difference[] => found.map(({ path, kind }) => ({ path, kind }));

function stockLeft(stored: StandingShopFile, wanted: StandingShopFile): string[] {
  const counts = (file: StandingShopFile) =>
    new Map(file.products.flatMap((one) => [one, ...one.variants]).map(({ sku, stock }) => [sku, stock]));
  const [before, after] = [counts(stored), counts(wanted)];
  return [...after].filter(([sku, level]) => before.has(sku) && before.get(sku) !== level).map(([sku]) => sku);
}

function refuse(faults: Fault[]): void {
  if (faults.length > 0) throw new BadShopFile(faults);
}
