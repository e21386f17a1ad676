import type { z } from 'zod';
import { later, together } from '../db/connection.ts';
import { prepared } from '../db/prepared.ts';
import { forShop, type Trx } from '../db/shop.ts';
import type { Ctx } from './context.ts';
import { Refusal } from './errors.ts';
import { digest } from './sealing.ts';
import { textsFor } from './texts/index.ts';
import type { Outcome, Run, Tool } from './tool.ts';
import { noteUndo } from './undo/note.ts';

/**
 * The one door for every change: checks who, parses the input, opens the shop's transaction, and runs the tool.
 * The same cause with the same tool and input runs once: a repeat (a crash in between, a second delivery) gets the
 * recorded outcome. Refusals are not recorded: nothing happened. Throws Refusal; anything else is a fault.
 */
export async function perform<I extends z.ZodType>(tool: Tool<I>, ctx: Ctx, input: z.input<I>): Promise<Outcome> {
  const parsed = admit(tool, ctx, input);
  return inShop(ctx, async (run) => {
    // Leaves with the claim, so that the tool has it when it begins.
    await tool.expect?.(run, parsed);
    return effect(run, tool, parsed);
  });
}

/** The same inside a transaction that is open already, for a tool that runs another one. */
export async function performWithin<I extends z.ZodType>(run: Run, tool: Tool<I>, input: z.input<I>): Promise<Outcome> {
  return effect(run, tool, admit(tool, run, input));
}

async function effect<I extends z.ZodType>(run: Run, tool: Tool<I>, parsed: z.output<I>): Promise<Outcome> {
  const key = keyOf(tool, parsed);
  const [[claimed]] = await together(run.trx, CLAIM({ shop: run.shop.id, cause: run.cause, key }));
  if (!claimed) return recorded(run.trx, run.cause, key);
  const outcome = await tool.run(run, parsed);
  await noteUndo(run, tool.name, parsed, outcome);
  await later(run.trx, RESULT({ result: JSON.stringify(outcome), cause: run.cause, key }));
  return outcome;
}

const CLAIM = prepared((db, { shop, cause, key }: { shop: number; cause: string; key: string }) =>
  db
    .insertInto('effect')
    .values({ shop_id: shop, cause, key, result: '{}' })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key'),
);

const RESULT = prepared((db, { result, cause, key }: { result: string; cause: string; key: string }) =>
  db.updateTable('effect').set({ result }).where('cause', '=', cause).where('key', '=', key),
);

/** True when this cause has run the tool with this input already: a turn that runs again after a crash. */
export async function hasRun<I extends z.ZodType>(run: Run, tool: Tool<I>, input: z.input<I>): Promise<boolean> {
  const row = await run.trx
    .selectFrom('effect')
    .select('key')
    .where('cause', '=', run.cause)
    .where('key', '=', keyOf(tool, admit(tool, run, input)))
    .executeTakeFirst();
  return row !== undefined;
}

/** Reads with a tool: the same checks, no record. For verbs that change nothing. */
export async function consult<I extends z.ZodType>(tool: Tool<I>, ctx: Ctx, input: z.input<I>): Promise<Outcome> {
  const parsed = admit(tool, ctx, input);
  return inShop(ctx, (run) => tool.run(run, parsed));
}

/** A transaction of the ctx's shop in which tools' parts can run; what it noted as work is rung after commit. */
export async function inShop<T>(ctx: Ctx, work: (run: Run) => Promise<T>): Promise<T> {
  const bells: Run['bells'] = [];
  const result = await forShop(ctx.hub.database, ctx.shop.id, (trx) => {
    bells.length = 0;
    return work({ ...ctx, trx, at: ctx.hub.now(), bells });
  });
  if (bells.length > 0) {
    ctx.hub.ring(
      bells.map((bell) => ({
        work: { kind: bell.kind, shopId: ctx.shop.id, ref: bell.ref },
        ...(bell.at === undefined ? {} : { at: bell.at }),
      })),
    );
  }
  return result;
}

function admit<I extends z.ZodType>(tool: Tool<I>, ctx: Ctx, input: z.input<I>): z.output<I> {
  const texts = textsFor(ctx.language);
  const { actor } = ctx;
  if (!tool.for.includes(actor.kind)) throw new Refusal('not_allowed', texts.refusals.notAllowed([]));
  if (actor.kind === 'member' && tool.roles && !tool.roles.includes(actor.role)) {
    throw new Refusal('not_allowed', texts.refusals.notAllowed(tool.roles));
  }
  const parsed = tool.input.safeParse(input);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Refusal('invalid', texts.refusals.invalid(issue?.path.join('.') ?? '', issue?.message ?? ''));
  }
  return parsed.data;
}

function keyOf(tool: { name: string }, parsed: unknown): string {
  return `${tool.name}:${digest(JSON.stringify(parsed ?? null)).slice(0, 32)}`;
}

async function recorded(trx: Trx, cause: string, key: string): Promise<Outcome> {
  const row = await trx
    .selectFrom('effect')
    .select('result')
    .where('cause', '=', cause)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return row.result as Outcome;
}
