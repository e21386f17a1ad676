/**
 * The message templates Meta reviews, one file each: what we may say when the 24 h window is closed.
 * Checked when loaded against the rules a review refuses for, so that a slip is found here and not a day later.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { WrittenLanguage } from '../../../../tools/context.ts';
import type { TemplateUse } from '../../../../tools/conversations/message.ts';

export type TemplateName = TemplateUse['name'];
export type TemplateLanguage = WrittenLanguage;

/** In the order they are submitted and shown. */
export const TEMPLATE_NAMES = [
  'order_to_approve',
  'alert',
  'order_confirmed',
  'payment_link',
  'order_ready',
  'payment_received',
  'message_from_shop',
  'offer_date',
] as const satisfies readonly TemplateName[];

export const TEMPLATE_LANGUAGES = ['fr', 'en', 'ar'] as const satisfies readonly TemplateLanguage[];

/** The longest body Meta accepts, before and after the variables are filled in. */
export const BODY_LENGTH = 1024;

const VARIABLE = /\{\{(\d+)\}\}/g;

const label = (length: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(length)
    .refine((text) => !/[\n*_~`{}]/.test(text), 'a button label carries no line break, markdown or variable');

const templateText = z.strictObject({
  body: z.string().min(1).max(BODY_LENGTH).superRefine(reviewable),
  /** One example per variable, for the reviewer. */
  examples: z.array(z.string().min(1)),
  /** What stands for a variable that is empty (Meta refuses an empty one), by its number. */
  whenEmpty: z.record(z.string().regex(/^\d+$/), z.string().min(1)).optional(),
  quickReplies: z.array(label(20)).min(1).max(3).optional(),
  urlButton: label(20).optional(),
});

const template = z
  .strictObject({
    name: z.enum(TEMPLATE_NAMES),
    category: z.enum(['UTILITY', 'MARKETING']),
    audience: z.enum(['member', 'customer']),
    /** What each body variable is, in order. */
    parameters: z.array(z.string().min(1)).min(1),
    /** Path under PUBLIC_URL of the URL button, with its variable end. */
    urlPath: z
      .string()
      .regex(/^\/[^{}]*\{\{1\}\}$/, 'a path that ends with {{1}}')
      .optional(),
    urlExample: z.string().min(1).optional(),
    texts: z.strictObject({ fr: templateText, en: templateText, ar: templateText }),
  })
  .superRefine(coherent);

export type Template = z.infer<typeof template>;

/** Parses one template file; throws with the path and reason of every fault. */
export function parseTemplate(given: unknown): Template {
  const parsed = template.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(file)'}: ${issue.message}`);
  throw new Error(`Message template refused:\n${faults.join('\n')}`);
}

/** Every template by name. */
export const TEMPLATES: ReadonlyMap<TemplateName, Template> = new Map(
  TEMPLATE_NAMES.map((name) => {
    const file = new URL(`./${name}.json`, import.meta.url);
    const parsed = parseTemplate(JSON.parse(readFileSync(file, 'utf8')));
    if (parsed.name !== name) throw new Error(`${name}.json calls itself "${parsed.name}".`);
    return [name, parsed];
  }),
);

/** The template of that name; throws for a name that has no file. */
export function templateNamed(name: TemplateName): Template {
  const found = TEMPLATES.get(name);
  if (!found) throw new Error(`There is no message template "${name}".`);
  return found;
}

/** The numbers of a body's variables, in the order they stand. */
export function variablesOf(body: string): number[] {
  return [...body.matchAll(VARIABLE)].map((match) => Number(match[1]));
}

/** The rules a review refuses a body for (Meta's template guidelines). */
function reviewable(body: string, check: z.RefinementCtx): void {
  const refuse = (message: string) => check.addIssue({ code: 'custom', message });
  const numbers = variablesOf(body);
  if (numbers.some((number, at) => number !== at + 1)) refuse('variables are {{1}}, {{2}}… in order, each once');
  if (/[{}]/.test(body.replace(VARIABLE, ''))) refuse('a stray { or }');
  // Only punctuation before the first or after the last variable counts as nothing.
  const pieces = body.split(/\{\{\d+\}\}/);
  if (numbers.length > 0 && (!hasWord(pieces[0]) || !hasWord(pieces.at(-1))))
    refuse('words first and last, not a variable');
  if (pieces.slice(1, -1).some((piece) => !/[^\s]/.test(piece)))
    refuse('two variables need a word or a sign between them');
  const words = pieces.join(' ').split(/\s+/).filter(hasWord).length;
  if (words < 2 * numbers.length + 1) refuse(`too few words (${words}) for ${numbers.length} variables`);
  if (/\n{3,}|\t| {4,}/.test(body)) refuse('no tabs, no runs of spaces, at most one blank line');
}

function hasWord(text: string | undefined): boolean {
  return /[\p{L}\p{N}]/u.test(text ?? '');
}

/** What must agree between the languages and the head of the file. */
function coherent(given: Sketch, check: z.RefinementCtx): void {
  const count = given.parameters.length;
  for (const language of TEMPLATE_LANGUAGES) {
    const text = given.texts[language];
    const refuse = (path: string, message: string) =>
      check.addIssue({ code: 'custom', path: ['texts', language, path], message });
    if (variablesOf(text.body).length !== count) refuse('body', `needs ${count} variables`);
    if (text.examples.length !== count) refuse('examples', `needs ${count} examples`);
    if (text.quickReplies?.length !== given.texts.fr.quickReplies?.length)
      refuse('quickReplies', 'as many as in French');
    if (new Set(text.quickReplies).size !== (text.quickReplies?.length ?? 0)) refuse('quickReplies', 'all different');
    if ((text.urlButton === undefined) !== (given.urlPath === undefined)) refuse('urlButton', 'goes with urlPath');
    if (Object.keys(text.whenEmpty ?? {}).some((number) => Number(number) > count))
      refuse('whenEmpty', 'unknown variable');
  }
  if ((given.urlPath === undefined) !== (given.urlExample === undefined))
    check.addIssue({ code: 'custom', path: ['urlExample'], message: 'goes with urlPath' });
}

/** The parts of a template file that depend on each other. */
type Sketch = {
  parameters: string[];
  urlPath?: string | undefined;
  urlExample?: string | undefined;
  texts: Record<TemplateLanguage, z.infer<typeof templateText>>;
};
