import type { Role } from '../../tools/context.ts';
import { TOOLS } from '../../tools/index.ts';
import type { Tool } from '../../tools/tool.ts';
import { editDistance } from '../understand/phonetic.ts';
import { plain } from './plain.ts';

/** One way to name a command: its words as they are compared, in order. */
export type Named = { tool: Tool; parts: string[] };

/** Every way to name every command; a hyphen and a space are the same ("annule-ca", "annule ça"). */
export const VOCABULARY: Named[] = TOOLS.flatMap((tool) =>
  tool.for.includes('member')
    ? (tool.command?.words ?? []).map((word) => ({ tool, parts: plain(word).split(/[\s-]+/) }))
    : [],
);

/** The most words a command's name has. */
export const LONGEST_NAME = Math.max(...VOCABULARY.map((named) => named.parts.length));

/** The canonical word of a command with its slash: how echoes, help and plans name it. */
export function slashed(tool: Tool): string {
  return `/${tool.command!.words[0]}`;
}

/** Whether a member of that role may run the tool; without a role: whether any member may. */
export function mayUse(tool: Tool, role: Role | undefined): boolean {
  return tool.for.includes('member') && (!role || !tool.roles || tool.roles.includes(role));
}

/** A word mistyped by one letter (two in a long word), when only one command is that near. */
export function closest(word: string): Tool | undefined {
  const reach = word.length >= 7 ? 2 : word.length >= 4 ? 1 : 0;
  let best = reach + 1;
  let found = new Set<Tool>();
  for (const { tool, parts } of VOCABULARY) {
    if (parts.length > 1) continue;
    const far = editDistance(parts[0]!, word, reach);
    if (far > reach || far > best) continue;
    if (far < best) found = new Set();
    best = far;
    found.add(tool);
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** The `count` commands nearest to what was typed that this role may use, nearest first, with their slash. */
export function nearest(typed: string, role: Role | undefined, count = 3): string[] {
  const word = plain(typed).replace(/^\//, '');
  const far = new Map<Tool, number>();
  for (const { tool, parts } of VOCABULARY) {
    if (!mayUse(tool, role)) continue;
    const name = parts.join('-');
    // Who types "/fact" means the word that begins so more than one that merely is as short.
    const begins = word.length >= 3 && (name.startsWith(word) || word.startsWith(name)) ? 3 : 0;
    far.set(tool, Math.min(far.get(tool) ?? Number.POSITIVE_INFINITY, editDistance(name, word) - begins));
  }
  return [...far]
    .sort((a, b) => a[1] - b[1])
    .slice(0, count)
    .map(([tool]) => slashed(tool));
}
