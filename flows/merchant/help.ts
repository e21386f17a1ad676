import type { Language, Role } from '../../tools/context.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { TOOLS } from '../../tools/index.ts';
import { writtenIn } from '../../tools/language.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Tool } from '../../tools/tool.ts';
import { FAMILIES, type Family, familyOf } from './families.ts';
import { plain } from './plain.ts';
import { mayUse, slashed } from './vocabulary.ts';

const TAKES = { nothing: '', order: ' 156', order_and_text: ' 156 …', text: ' …' } as const;

/** The body of a WhatsApp message: longer ones are cut, so the list drops its explanations before that. */
const MOST_CHARACTERS = 3_900;

/** How a command is typed, with an example of what follows it: "/retard 156 30". */
export function usage(tool: Tool): string {
  const { example, takes } = tool.command!;
  if (example === undefined) return `${slashed(tool)}${TAKES[takes]}`;
  return example.startsWith('/') ? example : `${slashed(tool)} ${example}`;
}

/** The commands a role may use, in the registry's order. */
export function commandsFor(role: Role | undefined): Tool[] {
  return TOOLS.filter((tool) => tool.command && mayUse(tool, role));
}

/**
 * /aide: every command a role may use, by section, from the registry. `about` narrows it to a section or to commands
 * that contain the word. Always one message.
 */
export function help(language: Language, role: Role, about: string): Reply {
  const texts = textsFor(language).merchant.help;
  const all = commandsFor(role);
  const wanted = plain(about).replace(/^\//, '');
  const found = wanted ? narrowed(all, wanted, language) : all;
  const hint = textsFor(language).member.helpHint;
  if (wanted && found.length > 0)
    return { text: fit([texts.narrow(about), ...found.map((tool) => row(tool, language)), hint]) };
  const title = wanted ? texts.none(about) : texts.title;
  const sections = sectionsOf(all);
  const long = sections.flatMap(([family, tools]) => [
    '',
    `*${texts.families[family]}*`,
    ...tools.map((tool) => row(tool, language)),
  ]);
  const short = sections.flatMap(([family, tools]) => ['', `*${texts.families[family]}*`, ...tools.map(usage)]);
  const end = ['', texts.more('/aide stock'), hint];
  const text = [title, ...long, ...end].join('\n');
  return {
    // Sections to tap would cut the text to what fits beside a list.
    text: text.length <= MOST_CHARACTERS ? text : fit([title, ...short, ...end]),
  };
}

function sectionsOf(tools: Tool[]): [Family, Tool[]][] {
  return FAMILIES.map((family): [Family, Tool[]] => [family, tools.filter((tool) => familyOf(tool) === family)]).filter(
    ([, members]) => members.length > 0,
  );
}

/** A section by its name or key, else the commands whose words or explanation contain what was asked. */
function narrowed(tools: Tool[], about: string, language: Language): Tool[] {
  const names = textsFor(language).merchant.help.families;
  const family = FAMILIES.find((one) => one === about || plain(names[one]) === about);
  if (family) return tools.filter((tool) => familyOf(tool) === family);
  const byWord = tools.filter((tool) => tool.command!.words.some((word) => plain(word) === about));
  const near = tools.filter(
    (tool) =>
      tool.command!.words.some((word) => plain(word).includes(about)) || plain(row(tool, language)).includes(about),
  );
  const inFamily = FAMILIES.find((one) =>
    plain(names[one])
      .split(/\s+/)
      .some((word) => word === about || word === `${about}s`),
  );
  const sameFamily = inFamily ? tools.filter((tool) => familyOf(tool) === inFamily) : [];
  return [...new Set([...byWord, ...near, ...sameFamily])];
}

function row(tool: Tool, language: Language): string {
  return `${usage(tool)} — ${tool.command!.help[writtenIn(language)]}`;
}

/** Whole lines only, as many as one message carries. */
function fit(lines: string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > MOST_CHARACTERS) break;
    kept.push(line);
  }
  return kept.join('\n');
}
