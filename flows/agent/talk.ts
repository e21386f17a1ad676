import { type ModelCall, monthOf, recordCalls, spending, tellBudgetSpent } from '../../tools/assistant/spending.ts';
import type { Ctx } from '../../tools/context.ts';
import { alert } from '../../tools/conversations/index.ts';
import { tellMembers } from '../../tools/conversations/say.ts';
import { inShop } from '../../tools/perform.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Prompt, Run } from './agent.ts';
import { type Desk, type Done, draftMisses, isSettled, openDesk } from './desk.ts';
import type { TurnFacts } from './facts.ts';
import type { Mind } from './model.ts';
import { prepare } from './model-input.ts';

/** What was done for a turn, in order, and the model's own words for when nothing that was done has a sentence. */
export type Talk = { done: Done[]; text: string };

/** Members are told about a model that fails once in this long. */
const TOLD_EVERY_MS = 6 * 3_600_000;

/**
 * Works on one turn: with the language model when there is one, with the rules otherwise or when it fails. Ends with
 * what a careful person would not forget: a complete draft is placed, a limit that was reached brings a person.
 */
export async function converse(facts: TurnFacts, ctx: Ctx, mind: Mind): Promise<Talk> {
  // A greeting or thanks needs no thinking: code's own sentence is the answer.
  if ((facts.intent === 'greeting' || facts.intent === 'thanks') && facts.reading.also.length === 0 && !facts.photo)
    return { done: [], text: '' };
  return (await speak(facts, ctx, mind)) ?? (await follow(facts, ctx, mind));
}

/** The language model's turn; null when it has to be done by the rules. */
async function speak(facts: TurnFacts, ctx: Ctx, mind: Mind): Promise<Talk | null> {
  const now = ctx.hub.now();
  // A key of the hub is not a shop's consent.
  if (!ctx.shop.settings.assistant.model || mind.name === 'rules') return null;
  if (await budgetSpent(ctx)) return null;
  const loading = mind.speaker(now);
  if (!loading) return null;
  const [{ runAgent }, { promptFor }] = await Promise.all([import('./agent.ts'), import('./brief.ts')]);
  const desk = openDesk(ctx);
  const model = await loading.catch(() => null);
  const run: Run = model
    ? await runMetered(ctx, mind.name, (onCall) =>
        runAgent(facts, desk, model, mind.limits, { ...promptFor(facts), onCall }),
      )
    : { end: 'down', text: '', why: 'the model could not be set up' };
  const silent = desk.done.every((done) => done.outcome === null);
  const failed = run.end === 'down' || run.end === 'nonsense' || (run.end === 'late' && silent);
  if (failed) {
    mind.failed(now, run.why ?? run.end);
    await tellModelDown(ctx, now);
    return desk.done.some(isSettled) ? { done: desk.done, text: '' } : null;
  }
  if (run.end === 'too_many' || run.end === 'late') return handOver(facts, desk);
  if (run.end === 'repeated' && !hasReply(desk)) return handOver(facts, desk);
  // Words alone where a fact was asked for: the rules fetch the fact.
  if (!hasReply(desk) && draftMisses(desk.done) === undefined && wantsFacts(facts)) return null;
  return { done: await complete(facts, desk), text: run.text };
}

/** The month's budget is spent: the rules answer, and the members hear of it once. */
async function budgetSpent(ctx: Ctx): Promise<boolean> {
  const month = monthOf(ctx.hub.now(), ctx.shop);
  return inShop({ ...ctx, actor: { kind: 'system' }, cause: `model_budget:${month}` }, async (run) => {
    const { spent } = await spending(run);
    if (spent) await tellBudgetSpent(run);
    return spent;
  });
}

/** Runs the model and writes down what each of its calls cost, also when it fails. */
async function runMetered(
  ctx: Ctx,
  model: string,
  work: (onCall: NonNullable<Prompt['onCall']>) => Promise<Run>,
): Promise<Run> {
  const calls: ModelCall[] = [];
  const { actor } = ctx;
  try {
    return await work((tokens) => calls.push({ model, tokens: tokens ?? { in: 0, out: 0 }, failed: tokens === null }));
  } finally {
    if (actor.kind === 'customer') {
      const turnId = Number(/^turn:(\d+)$/.exec(ctx.cause)?.[1] ?? 0) || null;
      await inShop(ctx, (run) => recordCalls(run, { conversationId: actor.conversationId, turnId }, calls));
    }
  }
}

/** The same agent, driven by the rules. */
async function follow(facts: TurnFacts, ctx: Ctx, mind: Mind): Promise<Talk> {
  const [model, { runAgent }] = await Promise.all([mind.rules(facts), import('./agent.ts')]);
  const desk = openDesk(ctx);
  const run = await runAgent(facts, desk, model, mind.limits);
  if (run.end !== 'said') return handOver(facts, desk);
  const talk = { done: await complete(facts, desk), text: '' };
  // The rules' own draft was refused as a whole (too many lines, say): a person can still read it.
  const stuck = wantsFacts(facts) && !hasReply(desk) && desk.done.some((done) => done.refusal?.code === 'invalid');
  return stuck ? handOver(facts, desk) : talk;
}

function wantsFacts(facts: TurnFacts): boolean {
  return facts.intent !== 'greeting' && facts.intent !== 'thanks' && facts.intent !== 'other';
}

function hasReply(desk: Desk): boolean {
  return desk.done.some((done) => done.outcome?.reply);
}

/** What no model may forget: a change that was read is asked for, an order that was read drafted, a complete one placed. */
async function complete(facts: TurnFacts, desk: Desk): Promise<Done[]> {
  if (facts.change && facts.intent === 'modify_order' && !desk.done.some((done) => done.tool === 'request_change')) {
    const wish = prepare('request_change', facts, { what: 'change' });
    if ('input' in wish && !desk.done.some(isSettled)) await desk.act('request_change', wish.input);
    return desk.done;
  }
  if (facts.photo && !desk.done.some((done) => done.tool === 'show_photo'))
    await desk.act('show_photo', { skus: facts.photo });
  if (facts.intent !== 'order' || desk.done.some(isSettled)) return desk.done;
  if (draftMisses(desk.done) === undefined) await desk.act('draft_order', facts.read);
  if (draftMisses(desk.done) === null) await desk.act('place_order', {});
  return desk.done;
}

/** Brings a person, unless what was done already answers the customer. */
async function handOver(facts: TurnFacts, desk: Desk): Promise<Talk> {
  if (!desk.done.some(isSettled)) await desk.act('hand_over', { about: facts.words.slice(0, 500) });
  return { done: desk.done, text: '' };
}

/** Tells the members, once in a while: the row that says so decides, whoever runs this. */
async function tellModelDown(ctx: Ctx, now: number): Promise<void> {
  const slot = Math.floor(now / TOLD_EVERY_MS);
  await inShop({ ...ctx, actor: { kind: 'system' }, cause: `model_down:${slot}` }, (run) =>
    tellMembers(run, 'told', (language) => alert(run, language, textsFor(language).member.modelDown)),
  );
}
