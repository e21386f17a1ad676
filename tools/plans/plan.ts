import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import type { Reply } from '../conversations/message.ts';
import { summary, whenDue, whoOrdered } from '../orders/cards.ts';
import { withAllLines } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

/** How long a plan can be answered by its buttons or by quoting it, and by a bare "oui". */
const PLAN_MS = 12 * 3_600_000;
const BARE_YES_MS = 30 * 60_000;
/** The most commands one card carries; a phone shows them without scrolling. */
const MOST_COMMANDS = 8;
/** What a card has for its commands beside its title and its question: a message with buttons holds 1024. */
const ROOM_CHARACTERS = 800;

/** One exact command as it would be typed; an order's version is the one the card shows. */
export type PlannedCommand = { text: string; order?: number | undefined; version?: number | undefined };

export type PlanSource = Selectable<Tables['plan']>['source'];

/** A plan as a yes runs it. */
export type Plan = { id: number; commands: PlannedCommand[]; cause: string; needsTap: boolean };

export type PlanAnswer =
  | { kind: 'run'; plan: Plan }
  | { kind: 'dropped'; plan: Plan }
  | { kind: 'tap'; plan: Plan }
  | { kind: 'closed'; state: 'done' | 'dropped' | 'expired' }
  | { kind: 'none' };

/**
 * Keeps what a member's words would run and returns its card. Nothing has run. The same cause in the same conversation
 * is one plan, whatever happens in between.
 */
export async function proposePlan(
  run: Run,
  what: {
    conversationId: number;
    memberId: number;
    commands: { text: string; order?: number | undefined }[];
    source: PlanSource;
    needsTap: boolean;
    key: string;
    /** A line above the commands instead of "Je comprends". */
    title?: string | undefined;
    /** A line below them: what was not understood, what to check. */
    note?: string | undefined;
    /** The photographed page whose line it writes down, and its own card. */
    page?: { id: number; card: (plan: number) => Reply } | undefined;
  },
): Promise<Reply> {
  const shown = await ordersOf(
    run,
    what.commands.flatMap((command) => command.order ?? []),
  );
  const commands = whatFits(what.commands).map((command) => {
    const version = command.order === undefined ? undefined : shown.get(command.order)?.order.version;
    return { ...command, ...(version === undefined ? {} : { version }) };
  });
  const cause = `${run.cause}:${what.key}`;
  const written = await run.trx
    .insertInto('plan')
    .values({
      shop_id: run.shop.id,
      conversation_id: what.conversationId,
      member_id: what.memberId,
      commands: JSON.stringify(commands),
      source: what.source,
      needs_tap: what.needsTap,
      cause,
      created_at: new Date(run.at),
      expires_at: new Date(run.at + PLAN_MS),
      answered_at: null,
      answered_cause: null,
      page_id: what.page?.id ?? null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'conversation_id', 'cause'])
        .doUpdateSet((eb) => ({ cause: eb.ref('excluded.cause') })),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  if (what.page) {
    // A line put in the place of another may come after the last one was answered.
    await run.trx.updateTable('page').set({ done_at: null }).where('id', '=', what.page.id).execute();
    return what.page.card(written.id);
  }
  const whole = commands.every((command) => command.text.length <= ROOM_CHARACTERS / (2 * commands.length));
  const rows = commands.map((command, index) => {
    const view = command.order === undefined || !whole ? undefined : shown.get(command.order);
    const about = view
      ? `\n    ${aboutOrder(view, run.language).slice(0, ROOM_CHARACTERS / (2 * commands.length))}`
      : '';
    return `${index + 1}. ${command.text}${about}`;
  });
  return planCard(run, written.id, rows, what);
}

/** As many commands as one card shows in full: nobody says yes to what was cut off. */
function whatFits<C extends { text: string }>(commands: C[]): C[] {
  let left = ROOM_CHARACTERS;
  return commands.slice(0, MOST_COMMANDS).filter((command, index) => {
    left -= command.text.length + 4;
    return index === 0 || left >= 0;
  });
}

function aboutOrder(view: Awaited<ReturnType<typeof withAllLines>>[number], language: Run['language']): string {
  return `${whoOrdered(view, language)} · ${summary(view, language)} · ${whenDue(view.order, language)}`;
}

function planCard(
  run: Pick<Run, 'language'>,
  id: number,
  rows: string[],
  what: { title?: string | undefined; note?: string | undefined; needsTap: boolean },
): Reply {
  const texts = textsFor(run.language).merchant;
  return {
    text: [
      what.title ?? texts.planTitle,
      ...rows,
      ...(what.note ? [what.note] : []),
      what.needsTap ? texts.planTap : texts.planAsk,
    ].join('\n'),
    choices: [
      { id: `/oui ${id}`, title: texts.yes },
      { id: `/non ${id}`, title: texts.no },
    ],
  };
}

async function ordersOf(run: Run, shorts: number[]) {
  if (shorts.length === 0) return new Map<number, Awaited<ReturnType<typeof withAllLines>>[number]>();
  const rows = await run.trx
    .selectFrom('orders')
    .selectAll()
    .where('short', 'in', [...new Set(shorts)])
    .execute();
  return new Map((await withAllLines(run.trx, rows)).map((view) => [view.order.short, view]));
}

/**
 * Answers a plan once: `id` by a button or a quoted card, else the newest open one of the thread from the last half
 * hour. `tapped` is false for words and voice, which do not suffice where a tap is asked for. Locks the row.
 */
export async function answerPlan(
  run: Run,
  answer: { conversationId: number; id?: number | undefined; yes: boolean; tapped: boolean },
): Promise<PlanAnswer> {
  let query = run.trx.selectFrom('plan').selectAll().where('conversation_id', '=', answer.conversationId);
  query =
    answer.id === undefined
      ? query.where((eb) =>
          eb.or([
            eb('answered_cause', '=', run.cause),
            eb.and([eb('state', '=', 'open'), eb('created_at', '>', new Date(run.at - BARE_YES_MS))]),
          ]),
        )
      : query.where('id', '=', answer.id);
  const row = await query.orderBy('id', 'desc').limit(1).forUpdate().executeTakeFirst();
  if (!row) return { kind: 'none' };
  const plan: Plan = {
    id: row.id,
    commands: row.commands as PlannedCommand[],
    cause: row.cause,
    needsTap: row.needs_tap,
  };
  // The turn that answered runs again: the same commands under the same causes are told, not repeated.
  if (row.answered_cause === run.cause) return { kind: row.state === 'done' ? 'run' : 'dropped', plan };
  if (row.state !== 'open') return { kind: 'closed', state: row.state };
  if (row.expires_at.getTime() <= run.at) return { kind: 'closed', state: 'expired' };
  if (answer.yes && row.needs_tap && !answer.tapped) return { kind: 'tap', plan };
  // Something else was said since: what a bare yes is to is not guessed.
  if (answer.yes && answer.id === undefined && !(await shownLast(run, answer.conversationId, row.id)))
    return { kind: 'tap', plan };
  const closed = { state: answer.yes ? ('done' as const) : ('dropped' as const), answered_at: new Date(run.at) };
  await run.trx
    .updateTable('plan')
    .set({ ...closed, answered_cause: run.cause })
    .where('id', '=', row.id)
    .execute();
  // The same offer in another member's thread: the first answer wins.
  await run.trx
    .updateTable('plan')
    .set({ ...closed, state: 'dropped' })
    .where('cause', '=', row.cause)
    .where('state', '=', 'open')
    .execute();
  if (row.page_id !== null) await closeWhenDone(run, row.page_id);
  return { kind: answer.yes ? 'run' : 'dropped', plan };
}

/** A page whose every line was answered is done with. */
async function closeWhenDone(run: Run, pageId: number): Promise<void> {
  await run.trx
    .updateTable('page')
    .set({ done_at: new Date(run.at) })
    .where('id', '=', pageId)
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('plan').select('plan.id').where('page_id', '=', pageId).where('state', '=', 'open')),
      ),
    )
    .execute();
}

/** An open plan that writes down a line of a page: its page and its command. Null: it is none, or is answered. */
export async function pageLine(run: Run, planId: number): Promise<{ pageId: number; text: string } | null> {
  const row = await run.trx
    .selectFrom('plan')
    .select(['page_id', 'commands'])
    .where('id', '=', planId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  if (!row || row.page_id === null) return null;
  return { pageId: row.page_id, text: (row.commands as PlannedCommand[])[0]?.text ?? '' };
}

/** Whether the plan's card is the last thing said in its thread. */
async function shownLast(run: Run, conversationId: number, planId: number): Promise<boolean> {
  const last = await run.trx
    .selectFrom('outgoing')
    .select('reply')
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const reply = last?.reply as Reply | undefined;
  return reply?.choices?.some((choice) => choice.id === `/oui ${planId}`) ?? false;
}

/** Shows again the buttons of a plan that a word cannot answer. */
export function askForTap(run: Pick<Run, 'language'>, plan: Plan): Reply {
  const rows = plan.commands.map((command, index) => `${index + 1}. ${command.text}`);
  return planCard(run, plan.id, rows, { needsTap: true });
}
