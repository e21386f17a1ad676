/**
 * `npm run evals -- --model NAME [--base-url URL] …` (USAGE below): plays conversations again on another model and prints, field by field, where it would have ended otherwise. Judged on what
 * stands in a scratch database; the shop's own database is only read.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { ShopFileInput } from '../../../tools/shops/shop-file.ts';
import { createMind } from '../../agent/model.ts';
import type { TestShop } from '../../customer/testing-shop.ts';
import { jsonl } from '../read/score.ts';
import { readPast } from './past.ts';
import { ownConversations } from './rows.ts';
import { type Difference, differencesOf, openScratch, play, type Recorded } from './scratch.ts';

export const USAGE = `npm run evals -- --model NAME [--base-url URL] [--cases FILE.jsonl]
npm run evals -- --model NAME [--base-url URL] --cases FILE.jsonl --shop SHOP.json
npm run evals -- --model NAME [--base-url URL] --database postgres://... --shop SLUG [--last 50]
The key is OPENAI_API_KEY; a server of your own often needs none.`;

export type Replay = {
  model: string;
  conversations: { id: string; differences: Difference[]; failed: string | null }[];
  /** How many conversations differ in each field. */
  fields: Record<string, number>;
  calls: number;
  failedCalls: number;
  tokens: number;
};

type Options = {
  model: string;
  baseUrl?: string;
  apiKey?: string;
  cases?: string;
  database?: string;
  shop?: string;
  last: number;
};

/** The command's options. Throws an Error with one line for a person. */
export function optionsFrom(args: string[], apiKey: string | undefined): Options {
  const { values } = parseArgs({
    args,
    options: {
      model: { type: 'string' },
      'base-url': { type: 'string' },
      cases: { type: 'string' },
      database: { type: 'string' },
      shop: { type: 'string' },
      last: { type: 'string', default: '50' },
    },
  });
  const { model, cases, database, shop } = values;
  const baseUrl = values['base-url'];
  const last = Number(values.last);
  if (!model) throw new Error('--model names the model to try');
  if (baseUrl && !URL.canParse(baseUrl))
    throw new Error('--base-url expects an address such as http://localhost:11434/v1');
  if (!baseUrl && !apiKey) throw new Error('give --base-url, or OPENAI_API_KEY for OpenAI itself');
  if (database && !shop) throw new Error('--database needs --shop, the name of the shop in it');
  if (shop && !database && !cases) throw new Error('--shop FILE needs --cases, the conversations it had');
  if (!Number.isInteger(last) || last < 1) throw new Error('--last expects how many conversations, such as 50');
  return {
    model,
    last,
    ...(baseUrl ? { baseUrl } : {}),
    ...(apiKey ? { apiKey } : {}),
    ...(cases ? { cases } : {}),
    ...(database ? { database } : {}),
    ...(shop ? { shop } : {}),
  };
}

/** Plays everything again. A conversation that breaks is noted and does not stop the others. */
export async function replay(options: Options): Promise<Replay> {
  const past = options.database && options.shop ? await readPast(options.database, options.shop, options.last) : null;
  const recorded = past?.conversations ?? (options.cases ? jsonl<Recorded>(options.cases) : ownConversations());
  const world = await openScratch(past?.file ?? (options.shop ? shopFrom(options.shop) : {}));
  try {
    const mind = createMind({
      model: options.model,
      restMs: 0,
      ...(options.baseUrl ? { baseUrl: options.baseUrl } : {}),
      ...(options.apiKey ? { apiKey: options.apiKey } : {}),
    });
    const conversations: Replay['conversations'] = [];
    for (const one of recorded) {
      const played = await play(world, mind, one).catch((error: unknown) => String(error));
      conversations.push(
        typeof played === 'string'
          ? { id: one.id, differences: [], failed: played }
          : { id: one.id, differences: differencesOf(one.happened, played), failed: null },
      );
    }
    return { model: options.model, conversations, fields: countFields(conversations), ...(await usage(world)) };
  } finally {
    await world.close();
  }
}

/** A shop file without its people, channels and keys: nothing of it is reached from a scratch database. */
function shopFrom(path: string): Partial<ShopFileInput> {
  const {
    members: _members,
    connections: _connections,
    payments: _payments,
    ...file
  } = JSON.parse(readFileSync(path, 'utf8')) as ShopFileInput;
  const { api_key: _key, subscribers: _subscribers, ...kept } = file;
  return kept;
}

function countFields(conversations: Replay['conversations']): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { differences } of conversations)
    for (const field of new Set(differences.map((one) => one.field.replace(/^order \d+ /, ''))))
      counts[field] = (counts[field] ?? 0) + 1;
  return counts;
}

async function usage(world: TestShop): Promise<Pick<Replay, 'calls' | 'failedCalls' | 'tokens'>> {
  const rows = await world.query((trx) => trx.selectFrom('model_call').selectAll().execute());
  return {
    calls: rows.length,
    failedCalls: rows.filter((row) => row.failed).length,
    tokens: rows.reduce((sum, row) => sum + row.tokens_in + row.tokens_out, 0),
  };
}

/** The report as text: every difference, then the counts. */
export function reportOf({ model, conversations, fields, calls, failedCalls, tokens }: Replay): string {
  const different = conversations.filter((one) => one.failed || one.differences.length > 0);
  const rows = different.flatMap(({ id, differences, failed }) => [
    id,
    ...(failed ? [`    broke: ${failed}`] : []),
    ...differences.map(({ field, was, now }) => `    ${field.padEnd(12)} was ${was}  |  ${model} ${now}`),
  ]);
  return [
    ...rows,
    `${conversations.length - different.length} of ${conversations.length} conversations end the same with ${model}`,
    ...Object.entries(fields).map(([field, count]) => `    ${field.padEnd(12)} differs in ${count}`),
    `${calls} calls (${failedCalls} failed), ${tokens} tokens`,
  ].join('\n');
}
