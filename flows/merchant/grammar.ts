import { TOOLS } from '../../tools/index.ts';
import type { Tool } from '../../tools/tool.ts';

/** A command as a member typed or tapped it, before its tool parses what follows. */
export type Command = {
  tool: Tool;
  /** The canonical word, with its slash: how echoes and help name it. */
  word: string;
  orders: number[];
  version: number | undefined;
  text: string;
};

export type Parsed =
  | { kind: 'command'; command: Command }
  | { kind: 'help'; about: string }
  | { kind: 'needs_number'; word: string }
  | { kind: 'unknown'; nearest: string[] }
  | { kind: 'speech' };

const HELP_WORDS = new Set(['aide', 'help', 'menu']);
const COMMANDS: { word: string; tool: Tool }[] = TOOLS.flatMap((tool) =>
  (tool.command?.words ?? []).map((word) => ({ word, tool })),
);

/** Lower case, no accents, no apostrophe variants: how command words are compared. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[’']/g, "'").toLowerCase().trim();
}

/**
 * Reads a member's message as a command. With a slash anything is meant as one; without, only an unambiguous word that
 * comes with what it needs ("confirmer 156", "commandes demain", "aide"). Everything else is speech.
 */
export function parseCommand(message: string): Parsed {
  const trimmed = message.trim();
  const slashed = trimmed.startsWith('/');
  const body = slashed ? trimmed.slice(1).trim() : trimmed;
  const [first = '', ...others] = body.split(/\s+/);
  const word = plain(first).replace(/[.,!:;]+$/, '');
  if (HELP_WORDS.has(word) && (slashed || others.length <= 1)) return { kind: 'help', about: plain(others.join(' ')) };
  const exact = COMMANDS.find((command) => plain(command.word) === word);
  const found = exact ?? (slashed ? closest(word) : undefined);
  if (!found) return slashed ? { kind: 'unknown', nearest: nearestWords(word) } : { kind: 'speech' };
  const command = readArguments(found.tool, body.slice(first.length).trim());
  const needsOrder = found.tool.command!.takes === 'order' || found.tool.command!.takes === 'order_and_text';
  if (needsOrder && command.orders.length === 0) {
    return slashed || others.length === 0 ? { kind: 'needs_number', word: command.word } : { kind: 'speech' };
  }
  if (!slashed && !speaksPlainly(found.tool, others)) return { kind: 'speech' };
  return { kind: 'command', command };
}

/** Without a slash, a word that takes free text is only meant as a command when little follows it. */
function speaksPlainly(tool: Tool, others: string[]): boolean {
  const command = tool.command!;
  if (!command.slashless) return false;
  return command.takes === 'text' ? others.length <= 2 : true;
}

const VERSION = /(?:^|\s)v(\d+)\b/i;
/** 156, n°156, #156, 2026-0156: order numbers at the head of what follows; several may come at once. */
const NUMBER = /^(?:n\s?[°o]\s?|#)?(?:\d{4}-)?0*(\d{1,9})(?=$|[\s,;])/i;

function readArguments(tool: Tool, rest: string): Command {
  const word = `/${tool.command!.words[0]}`;
  const { takes } = tool.command!;
  if (takes === 'nothing') return { tool, word, orders: [], version: undefined, text: '' };
  if (takes === 'text') return { tool, word, orders: [], version: undefined, text: rest };
  const version = VERSION.exec(rest)?.[1];
  let left = version === undefined ? rest : rest.replace(VERSION, '').trim();
  const orders: number[] = [];
  for (;;) {
    const match = NUMBER.exec(left);
    if (!match) break;
    // "modifier 156 3 fraisiers": where text follows, only the first number is the order's.
    if (takes === 'order_and_text' && orders.length === 1) break;
    orders.push(Number(match[1]));
    left = left.slice(match[0].length).replace(/^[\s,;]+(?:et\s+)?/i, '');
  }
  return { tool, word, orders, version: version === undefined ? undefined : Number(version), text: left };
}

/** A word mistyped by one letter (two in a long word), when only one command is that near. */
function closest(word: string): { word: string; tool: Tool } | undefined {
  const reach = word.length >= 7 ? 2 : word.length >= 4 ? 1 : 0;
  const near = COMMANDS.filter((command) => distance(plain(command.word), word) <= reach);
  return new Set(near.map((command) => command.tool)).size === 1 ? near[0] : undefined;
}

function nearestWords(word: string): string[] {
  const canonical = COMMANDS.filter(({ tool, word: candidate }) => tool.command!.words[0] === candidate);
  return canonical
    .map((command) => ({ word: `/${command.word}`, far: distance(plain(command.word), word) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map((command) => command.word);
}

/** Edit distance (insert, delete, replace, swap of neighbours). */
function distance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  for (let j = 1; j <= b.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = best;
    }
  }
  return rows[a.length]![b.length]!;
}
