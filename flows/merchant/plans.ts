import type { Ctx, Role } from '../../tools/context.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { inShop } from '../../tools/perform.ts';
import { answerPlan, askForTap, type Plan, type PlanSource, proposePlan } from '../../tools/plans/plan.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { wantsTap } from './families.ts';
import { parseCommand } from './grammar.ts';
import { type Done, runCommand } from './run.ts';

/** Where and for whom a plan is proposed. */
export type PlanPlace = { conversationId: number; memberId: number; role: Role; key: string };

/** The member's own thread, as a place for a plan; `key` tells the plans of one turn apart. */
export function placeOf(ctx: Ctx, key: string): PlanPlace {
  const { actor } = ctx;
  if (actor.kind !== 'member' || actor.conversationId === undefined) throw new Error('a plan needs a member’s thread');
  return { conversationId: actor.conversationId, memberId: actor.memberId, role: actor.role, key };
}

/** Proposes exact commands as one card; nothing runs before a yes. Null when none of them is a command. */
export async function propose(
  ctx: Ctx,
  place: PlanPlace,
  what: { commands: string[]; source: PlanSource; title?: string | undefined; note?: string | undefined },
): Promise<Reply | null> {
  const planned = what.commands.flatMap((text) => {
    const parsed = parseCommand(text, place.role);
    if (parsed.kind !== 'command') return [];
    const { orders, tool } = parsed.command;
    return [{ text, tap: wantsTap(tool), ...(orders.length === 1 ? { order: orders[0] } : {}) }];
  });
  if (planned.length === 0) return null;
  return inShop(ctx, (run) =>
    proposePlan(run, {
      ...place,
      ...what,
      commands: planned.map(({ tap: _tap, ...command }) => command),
      needsTap: what.source !== 'card' && planned.some((command) => command.tap),
    }),
  );
}

/**
 * A member's yes or no to a plan: `id` by button or quote, else the newest open one of her thread. A yes runs each
 * command in order, once, under the plan's own cause, and echoes them all. Null when there is no plan to answer.
 */
export async function settlePlan(
  ctx: Ctx,
  answer: { id?: number | undefined; yes: boolean; tapped: boolean },
): Promise<Done[] | null> {
  const { actor } = ctx;
  if (actor.kind !== 'member' || actor.conversationId === undefined) return null;
  const conversationId = actor.conversationId;
  const texts = textsFor(ctx.language).merchant;
  const settled = await inShop(ctx, (run) => answerPlan(run, { ...answer, conversationId }));
  switch (settled.kind) {
    case 'none':
      return answer.id === undefined ? null : [words(texts.planGone)];
    case 'closed':
      return [words(settled.state === 'done' ? texts.planDone : texts.planGone)];
    case 'tap':
      return [{ facts: {}, reply: askForTap(ctx, settled.plan) }];
    case 'dropped':
      return [words(texts.planDropped)];
    case 'run':
      return carryOut(ctx, settled.plan);
  }
}

async function carryOut(ctx: Ctx, plan: Plan): Promise<Done[]> {
  const done: Done[] = [];
  /** Orders that an earlier command of the same plan has brought to another version. */
  const moved = new Map<number, number>();
  for (const [index, planned] of plan.commands.entries()) {
    const parsed = parseCommand(planned.text);
    if (parsed.kind !== 'command') continue;
    const version = planned.order === undefined ? undefined : (moved.get(planned.order) ?? planned.version);
    const outcomes = await runCommand({ ...ctx, cause: `plan:${plan.cause}#${index}` }, { ...parsed.command, version });
    const about = outcomes.findLast((outcome) => outcome.about)?.about;
    if (planned.order !== undefined && about) moved.set(planned.order, about.version);
    done.push(...outcomes);
  }
  return done;
}

function words(text: string): Done {
  return { facts: {}, reply: { text } };
}
