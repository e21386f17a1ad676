import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { type CustomerSeen, customerById, customerRow, findCustomers, nameFor, refusalFor } from './find.ts';
import { join } from './join.ts';

const YES = /\s+(oui|ok|yes)\s*$/i;

export const mergeCustomers = defineTool({
  name: 'merge_customers',
  says: 'Makes one customer of two: "Marie 0612345678, Marie 0712345678". Asks before it does; /separer parts them again.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(500).default('') }),
  command: {
    words: ['fusionner', 'merge'],
    takes: 'text',
    example: 'Marie 0612345678, Marie 0712345678',
    help: {
      fr: 'réunit deux fiches d’un même client',
      en: 'makes one customer of two',
      ar: 'دمج حريفين في بطاقة واحدة',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).customers;
    const agreed = YES.test(input.text);
    const [kept, gone] = await bothOf(run, input.text.replace(YES, ''));
    if (kept.id === gone.id) throw new Refusal('invalid', texts.sameCustomer(nameFor(kept)));
    if (!agreed) {
      const text = [texts.mergeAsk(customerRow(run, kept), customerRow(run, gone)), texts.mergeBack].join('\n');
      const choices = [{ id: `/fusionner c${kept.id}, c${gone.id} oui`, title: texts.mergeButton }];
      return { facts: { asks: true }, reply: { text, choices } };
    }
    await join(run, kept.id, gone.id);
    const now = await customerById(run, kept.id);
    return {
      facts: { customer: kept.id, merged: gone.id },
      reply: { text: texts.merged(customerRow(run, now), `/separer c${kept.id}`) },
      undo: { tool: 'part_customers', input: { text: `c${kept.id}` } },
    };
  },
});

/** The two customers that the words name: parted by a comma, "et" or "+", else wherever both halves name somebody. */
async function bothOf(run: Run, text: string): Promise<[CustomerSeen, CustomerSeen]> {
  const texts = textsFor(run.language).customers;
  const pieces = text
    .split(/[,;+]|\s+(?:et|and|avec|with)\s+/i)
    .map((piece) => piece.trim())
    .filter(Boolean);
  const tokens = text.trim().split(/\s+/).filter(Boolean);
  const halves =
    pieces.length === 2
      ? [pieces as [string, string]]
      : tokens
          .slice(1)
          .map((_, at): [string, string] => [tokens.slice(0, at + 1).join(' '), tokens.slice(at + 1).join(' ')]);
  if (halves.length === 0)
    throw new Refusal('invalid', texts.mergeHow('/fusionner Marie 0612345678, Marie 0712345678'));
  let unclear: Refusal | null = null;
  for (const [first, second] of halves) {
    const [kept, gone] = [await findCustomers(run, first), await findCustomers(run, second)];
    if (kept.length === 1 && gone.length === 1) return [kept[0]!, gone[0]!];
    if (kept.length > 1) unclear ??= refusalFor(run, first, kept, (who) => `/fusionner ${who}, ${second}`);
    else if (kept.length === 1 && gone.length > 1)
      unclear ??= refusalFor(run, second, gone, (who) => `/fusionner ${first}, ${who}`);
    else if (pieces.length === 2) unclear ??= refusalFor(run, kept.length === 0 ? first : second, [], () => '');
  }
  throw unclear ?? new Refusal('not_found', texts.mergeHow('/fusionner Marie 0612345678, Marie 0712345678'));
}
