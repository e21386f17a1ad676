/** A template and its parameters -> the `template` part of a request, within what Meta accepts. */
import type { TemplateUse } from '../../../tools/conversations/message.ts';
import { writtenIn } from '../../../tools/language.ts';
import { cannotSay } from './cannot-say.ts';
import { fitLine } from './fit.ts';
import { BODY_LENGTH, templateNamed, variablesOf } from './templates/index.ts';

/** The shortest a parameter is cut to when the filled text is too long. */
const SHORTEST = 20;

/**
 * The `template` part. Parameters lose their line breaks (refused by Meta, 132018), empty ones get the template's
 * stand-in, and the longest give way when the filled text would pass the limit (132005).
 * Throws `cannotSay` when parameters, payloads or the URL's end do not match the template.
 */
export function templatePart(use: TemplateUse): Record<string, unknown> {
  const language = writtenIn(use.language);
  const text = templateNamed(use.name).texts[language];
  const count = variablesOf(text.body).length;
  if (use.params.length !== count)
    throw cannotSay(`Template ${use.name} takes ${count} parameters, not ${use.params.length}.`);
  const filled = use.params.map((param, at) => oneLine(param) || (text.whenEmpty?.[at + 1] ?? '–'));
  const fixed = text.body.replace(/\{\{\d+\}\}/g, '').length;
  const params = shorten(filled, BODY_LENGTH - fixed);
  return {
    name: use.name,
    language: { code: language },
    components: [
      { type: 'body', parameters: params.map((value) => ({ type: 'text', text: value })) },
      ...quickReplies(use, text.quickReplies?.length ?? 0),
      ...urlEnd(use, text.urlButton !== undefined),
    ],
  };
}

function quickReplies(use: TemplateUse, count: number) {
  const payloads = use.payloads ?? [];
  if (payloads.length !== count)
    throw cannotSay(`Template ${use.name} has ${count} quick replies, not ${payloads.length}.`);
  return payloads.map((payload, index) => ({
    type: 'button',
    sub_type: 'quick_reply',
    index: String(index),
    parameters: [{ type: 'payload', payload }],
  }));
}

function urlEnd(use: TemplateUse, wanted: boolean) {
  if (wanted !== (use.urlSuffix !== undefined))
    throw cannotSay(`Template ${use.name} ${wanted ? 'needs' : 'has no place for'} the end of a link.`);
  if (use.urlSuffix === undefined) return [];
  if (!/^[^\s/?#][^\s]*$/.test(use.urlSuffix)) throw cannotSay(`"${use.urlSuffix}" cannot end a link.`);
  // Quick replies and a link never share one of our templates, so the link is always the first button.
  return [{ type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: use.urlSuffix }] }];
}

/** Lines become items separated by " · ": a list of order lines stays readable on one line. */
function oneLine(param: string): string {
  return param
    .split(/\s*[\r\n\u2028\u2029]+\s*/)
    .map((line) => line.replace(/[\t ]+/g, ' ').trim())
    .filter((line) => line !== '')
    .join(' · ');
}

function shorten(params: string[], room: number): string[] {
  const fitted = [...params];
  for (let over = total(fitted) - room; over > 0; over = total(fitted) - room) {
    const longest = fitted.reduce((best, param, at) => (param.length > (fitted[best]?.length ?? 0) ? at : best), 0);
    const now = fitted[longest] ?? '';
    if (now.length <= SHORTEST) break;
    fitted[longest] = fitLine(now, Math.max(SHORTEST, now.length - over));
  }
  return fitted;
}

function total(params: string[]): number {
  return params.reduce((sum, param) => sum + param.length, 0);
}
