/**
 * `npm run templates -- submit --waba ID --token T [--dry-run]` and `… status --waba ID --token T`:
 * hands our message templates to Meta's review, once each, and shows where the review stands.
 */
import { parseArgs } from 'node:util';
import { GraphApiError } from '@kapso/whatsapp-cloud-api';
import { z } from 'zod';
import { failureOf, type GraphAddress, type GraphClient, graphClient, post } from '../channels/whatsapp/graph.ts';
import { type Submission, submissions } from '../channels/whatsapp/templates/submission.ts';
import { asProgram } from './program.ts';

/** What the command needs from outside; `token` is used when none is given on the command line. */
export type Surroundings = {
  publicUrl: string;
  graph: GraphAddress;
  token: string | undefined;
  print: (line: string) => void;
};

const USAGE = `npm run templates -- submit --waba ID --token T [--dry-run]
npm run templates -- status --waba ID --token T

  --waba     the WhatsApp Business Account's id (WhatsApp Manager > Account tools > Phone numbers, or Business settings)
  --token    an access token with whatsapp_business_management; WHATSAPP_TOKEN when absent, so that it stays out of
             the shell's history
  --dry-run  shows what would be submitted and calls nobody

PUBLIC_URL must be the hub's https address: it becomes part of the payment button.`;

/** Runs the command; the exit code: 0 done, 1 something failed, 2 the command itself is wrong. */
export async function templatesCommand(args: string[], around: Surroundings): Promise<0 | 1 | 2> {
  const { print } = around;
  const asked = parse(args);
  if (typeof asked === 'string') return wrong(print, `${asked}\n\n${USAGE}`);
  const all = submissions(around.publicUrl);
  const insecure = `PUBLIC_URL is ${around.publicUrl}: an https address was expected, because Meta reviews the payment button's address.`;
  if (asked.dryRun) {
    print(table(all.map((one) => [one.name, one.language, one.category, buttonsOf(one)])));
    if (!isHttps(around.publicUrl)) print(`\n${insecure}`);
    print('\nNothing was submitted (--dry-run).');
    return 0;
  }
  const token = asked.token ?? around.token;
  if (!asked.waba || !/^\d+$/.test(asked.waba)) return wrong(print, `--waba: digits were expected.\n\n${USAGE}`);
  if (!token) return wrong(print, `--token is missing (or WHATSAPP_TOKEN).\n\n${USAGE}`);
  if (asked.command === 'submit' && !isHttps(around.publicUrl)) return wrong(print, insecure);

  const client = graphClient(around.graph, token);
  try {
    const known = await existing(client, asked.waba);
    if (asked.command === 'submit') return await submitAll(client, asked.waba, all, known, print);
    print(table(all.map((one) => [one.name, one.language, one.category, stateOf(one, find(known, one))])));
    return 0;
  } catch (error) {
    print(explain(error));
    return 1;
  }
}

type Asked = { command: 'submit' | 'status'; waba?: string | undefined; token?: string | undefined; dryRun: boolean };

function parse(args: string[]): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { waba: { type: 'string' }, token: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
    });
    const [command, ...rest] = positionals;
    if ((command !== 'submit' && command !== 'status') || rest.length > 0) return 'Say submit or status.';
    if (command === 'status' && values['dry-run']) return '--dry-run goes with submit.';
    return { command, waba: values.waba, token: values.token, dryRun: values['dry-run'] };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wrong(print: (line: string) => void, message: string): 2 {
  print(message);
  return 2;
}

// As the client gives answers: keys in camelCase.
const knownTemplate = z.object({
  name: z.string(),
  language: z.string(),
  status: z.string().catch('UNKNOWN'),
  category: z.string().catch(''),
  rejectedReason: z.string().optional().catch(undefined),
  components: z
    .array(z.object({ type: z.string(), text: z.string().optional(), buttons: z.array(z.unknown()).optional() }))
    .catch([]),
});
type KnownTemplate = z.infer<typeof knownTemplate>;

const page = z.object({
  data: z.array(knownTemplate),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
});

const PAGE_SIZE = 100;
/** Meta allows 6,000 templates an account. */
const MOST_PAGES = 60;

async function existing(client: GraphClient, waba: string): Promise<KnownTemplate[]> {
  const found: KnownTemplate[] = [];
  let after: string | undefined;
  for (let turn = 0; turn < MOST_PAGES; turn++) {
    const fields = 'name,language,status,category,rejected_reason,components';
    const query = { fields, limit: PAGE_SIZE, ...(after !== undefined && { after }) };
    const answer = await client.request<unknown>('GET', `${waba}/message_templates`, { query, responseType: 'json' });
    const { data, paging } = page.parse(answer);
    found.push(...data);
    after = paging?.next === undefined ? undefined : paging.cursors?.after;
    if (after === undefined) break;
  }
  return found;
}

async function submitAll(
  client: GraphClient,
  waba: string,
  all: Submission[],
  known: KnownTemplate[],
  print: (line: string) => void,
): Promise<0 | 1> {
  const rows: string[][] = [];
  let failed = false;
  for (const one of all) {
    const there = find(known, one);
    let state = there ? `kept: ${stateOf(one, there)}` : '';
    if (!there) {
      try {
        const answer = z.object({ status: z.string() }).parse(await post(client, `${waba}/message_templates`, one));
        state = `submitted: ${answer.status}`;
      } catch (error) {
        failed = true;
        state = `FAILED: ${explain(error)}`;
        // A token or account that does not work will not work for the next one either.
        if (failureOf(error, 0).action === 'reconnect') {
          rows.push([one.name, one.language, one.category, state]);
          break;
        }
      }
    }
    rows.push([one.name, one.language, one.category, state]);
  }
  print(table(rows));
  print(
    failed
      ? '\nCorrect what failed and run this again: what is there already is kept.'
      : '\nMeta answers within 24 h; see status.',
  );
  return failed ? 1 : 0;
}

function find(known: KnownTemplate[], one: Submission): KnownTemplate | undefined {
  return known.find(({ name, language }) => name === one.name && language === one.language);
}

function stateOf(one: Submission, there: KnownTemplate | undefined): string {
  if (!there) return 'not submitted';
  const reason = there.rejectedReason && there.rejectedReason !== 'NONE' ? ` (${there.rejectedReason})` : '';
  const moved = there.category && there.category !== one.category ? `, filed as ${there.category}` : '';
  const stale = sameText(one, there) ? '' : ', another text than ours: edit or delete it in WhatsApp Manager';
  return `${there.status}${reason}${moved}${stale}`;
}

/** The body and the button's address; Meta adds and reorders the rest. */
function sameText(one: Submission, there: KnownTemplate): boolean {
  const body = (parts: { type?: unknown; text?: unknown }[]) => parts.find(({ type }) => type === 'BODY')?.text;
  const url = (parts: unknown[]) => /"url":"([^"]*)"/.exec(JSON.stringify(parts))?.[1];
  return body(one.components) === body(there.components) && url(one.components) === url(there.components);
}

function buttonsOf({ components }: Submission): string {
  const buttons = components.flatMap((part) => (Array.isArray(part.buttons) ? part.buttons : []));
  return buttons
    .map((button: { text: string; url?: string }) => [button.text, button.url].filter(Boolean).join(' '))
    .join(' | ');
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}

/** Graph's own sentence for people, when it has one, with the code. */
function explain(error: unknown): string {
  if (!(error instanceof GraphApiError)) return `No usable answer: ${failureOf(error, 0).details}`;
  const raw = z.object({ error: z.object({ errorUserMsg: z.string() }) }).safeParse(error.raw);
  const words = raw.data?.error.errorUserMsg ?? error.details ?? error.message;
  const advice =
    failureOf(error, 0).action === 'reconnect' ? ' Check the token and its permissions, and the account id.' : '';
  return `${words.slice(0, 300)} (code ${error.code})${advice}`;
}

function table(rows: string[][]): string {
  const all = [['template', 'language', 'category', ''], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

asProgram(import.meta.url, ({ args, settings: { publicUrl, meta } }) =>
  templatesCommand(args, {
    publicUrl,
    graph: { graphUrl: meta.graphUrl, graphVersion: meta.graphVersion },
    token: process.env.WHATSAPP_TOKEN,
    print: (line) => console.log(line),
  }),
);
