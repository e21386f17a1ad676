import type { Language, Role } from '../../tools/context.ts';
import { TOOLS } from '../../tools/index.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { plain } from './grammar.ts';

const TAKES = { nothing: '', order: ' 156', order_and_text: ' 156 …', text: ' …' } as const;

/** /aide: every command a role may use, from the registry; `about` narrows it to words that contain it. */
export function helpText(language: Language, role: Role, about: string): string {
  const texts = textsFor(language).member;
  const rows = TOOLS.flatMap((tool) => {
    if (!tool.command || (tool.roles && !tool.roles.includes(role))) return [];
    const row = `/${tool.command.words[0]}${TAKES[tool.command.takes]} — ${tool.command.help[language]}`;
    const matches =
      !about || tool.command.words.some((word) => plain(word).includes(about)) || plain(row).includes(about);
    return matches ? [row] : [];
  });
  return [texts.help, ...(rows.length > 0 ? rows : [texts.noFreeSpeech]), texts.helpHint].join('\n');
}
