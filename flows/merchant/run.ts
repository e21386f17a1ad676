import type { Ctx } from '../../tools/context.ts';
import type { Content } from '../../tools/conversations/message.ts';
import { Refusal } from '../../tools/errors.ts';
import type { Status } from '../../tools/orders/states.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Outcome } from '../../tools/tool.ts';
import { type Command, needsOrder } from './grammar.ts';
import { usage } from './help.ts';
import { commandInput } from './input.ts';
import { mayUse, nearest, slashed, VOCABULARY } from './vocabulary.ts';

/** An outcome of a member's words; `refused` when nothing was done. */
export type Done = Outcome & { refused?: { command: Command; order: number | undefined } };

/** The picture or sound that came with a command. */
type Media = Extract<Content, { kind: 'media' }>;

/** Runs a command, once per order named. One order's refusal does not stop the others. */
export async function runCommand(ctx: Ctx, command: Command, media?: Media): Promise<Done[]> {
  const orders = command.orders.length > 0 ? command.orders : [undefined];
  const outcomes: Done[] = [];
  for (const order of orders) {
    try {
      const input = await commandInput(ctx, command, order);
      const withMedia = media ? { ...input, media: { kind: media.media, ref: media.ref } } : input;
      const outcome = await perform(command.tool, ctx, withMedia as never);
      outcomes.push(isRefusal(outcome) ? { ...outcome, refused: { command, order } } : outcome);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const refused = { facts: { refused: error.code }, reply: { text: error.message } };
      outcomes.push(error.code === 'not_allowed' ? refused : { ...refused, refused: { command, order } });
    }
  }
  return outcomes;
}

/** Nothing was done, and nothing is offered to tap. */
function isRefusal(outcome: Outcome): boolean {
  return outcome.facts.done === false && !outcome.reply?.choices;
}

/** What can be done next with an order in each status, the likeliest first. */
const NEXT: Record<Status, string> = {
  pending: 'confirmer modifier refuser',
  confirmed: 'preparer prete annuler',
  preparing: 'prete retard annuler',
  ready: 'livree message annuler',
  delivered: 'facture avoir commande',
  cancelled: 'commande nouvelle commandes',
};

/** The nearest three commands after a refusal, on one line: for that order as it stands, else near what was typed. */
export async function suggestion(ctx: Ctx, done: Done[]): Promise<string | null> {
  const { actor } = ctx;
  const last = done.findLast((outcome) => outcome.refused);
  const refused = last?.refused;
  // A refusal that already spells out the lines to send needs no others.
  if (last?.reply?.text.includes('\n/')) return null;
  if (!refused || actor.kind !== 'member') return null;
  const { command, order } = refused;
  const three =
    order === undefined
      ? [
          ...(mayUse(command.tool, actor.role) ? [usage(command.tool)] : []),
          ...nearest(slashed(command.tool), actor.role, 4).filter((word) => word !== command.word),
        ]
      : await aboutOrder(ctx, command, order);
  const row = [...new Set(three)].slice(0, 3).join(' · ');
  return textsFor(ctx.language).merchant.try(row);
}

async function aboutOrder(ctx: Ctx, command: Command, order: number): Promise<string[]> {
  const role = ctx.actor.kind === 'member' ? ctx.actor.role : undefined;
  return inShop(ctx, async (run) => {
    const row = await run.trx.selectFrom('orders').select('status').where('short', '=', order).executeTakeFirst();
    if (row) {
      const words = [...NEXT[row.status].split(' '), 'commande', 'commandes'];
      return words.flatMap((word) => {
        const tool = VOCABULARY.find((named) => named.tool.command!.words[0] === word)?.tool;
        if (!tool || !mayUse(tool, role) || tool === command.tool) return [];
        return needsOrder(tool) ? [`${slashed(tool)} ${order}`] : [slashed(tool)];
      });
    }
    const rows = await run.trx.selectFrom('orders').select('short').orderBy('id', 'desc').limit(2).execute();
    return [...rows.map(({ short }) => `${command.word} ${short}`), '/commandes', '/commande 156', '/aide'];
  });
}
