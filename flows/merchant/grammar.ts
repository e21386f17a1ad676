import type { Role } from '../../tools/context.ts';
import type { Tool } from '../../tools/tool.ts';
import { plain } from './plain.ts';
import { closest, LONGEST_NAME, nearest, slashed, VOCABULARY } from './vocabulary.ts';

/** A command as a member typed or tapped it, before its tool parses what follows. */
export type Command = {
  tool: Tool;
  /** The canonical word, with its slash: how echoes and help name it. */
  word: string;
  orders: number[];
  version: number | undefined;
  text: string;
  /** The word was mistyped and taken for the nearest one. */
  guessed?: boolean;
};

export type Parsed =
  | { kind: 'command'; command: Command }
  | { kind: 'help'; about: string }
  /** A button of a plan: `/oui 12`, `/non 12`. */
  | { kind: 'answer'; plan: number; yes: boolean }
  /** The button under a line of a page that is to be written otherwise: `/recrire 12`. */
  | { kind: 'rewrite'; plan: number }
  | { kind: 'needs_number'; word: string; tool: Tool }
  | { kind: 'unknown'; nearest: string[] }
  | { kind: 'speech' };

const HELP_WORDS = new Set(['aide', 'help', 'menu']);
const ANSWER = /^\/(oui|non|recrire) (\d{1,15})$/;

/**
 * Reads one line of a member as a command. With a slash anything is meant as one; without, only a word that comes with
 * what it needs ("confirmer 156", "commandes demain", "aide"). Everything else is speech. `role` narrows what is
 * suggested, never what is understood: who may not is told who may.
 */
export function parseCommand(message: string, role?: Role): Parsed {
  const trimmed = withAsciiDigits(message.trim());
  const answer = ANSWER.exec(trimmed);
  if (answer?.[1] === 'recrire') return { kind: 'rewrite', plan: Number(answer[2]) };
  if (answer) return { kind: 'answer', plan: Number(answer[2]), yes: answer[1] === 'oui' };
  const slash = trimmed.startsWith('/');
  const body = slash ? trimmed.slice(1).trim() : trimmed;
  const words = body.split(/\s+/);
  const first = bare(words[0] ?? '');
  if (HELP_WORDS.has(first) && (slash || words.length <= 2))
    return { kind: 'help', about: plain(words.slice(1).join(' ')) };
  const found = named(body) ?? mistyped(first, body, slash);
  if (!found) return slash ? { kind: 'unknown', nearest: nearest(first, role) } : { kind: 'speech' };
  const { tool } = found;
  const command = readArguments(tool, found.rest);
  if (needsOrder(tool) && command.orders.length === 0) {
    return slash || found.rest === '' ? { kind: 'needs_number', word: slashed(tool), tool } : { kind: 'speech' };
  }
  if (!slash && !speaksPlainly(command, found.rest)) return { kind: 'speech' };
  return { kind: 'command', command: found.guessed ? { ...command, guessed: true } : command };
}

type Found = { tool: Tool; rest: string; guessed: boolean };

/** The longest name that the line begins with. */
function named(body: string): Found | undefined {
  const pieces = [...body.matchAll(/[^\s-]+/g)].slice(0, LONGEST_NAME);
  for (let count = pieces.length; count >= 1; count--) {
    const typed = pieces.slice(0, count).map((piece) => bare(piece[0]));
    const hit = VOCABULARY.find(({ parts }) => parts.length === count && parts.every((part, at) => part === typed[at]));
    if (!hit) continue;
    const last = pieces[count - 1]!;
    return { tool: hit.tool, rest: body.slice(last.index + last[0].length).trim(), guessed: false };
  }
  return undefined;
}

/** A small typo. Without a slash only where nothing but orders' numbers follow: "confimer 156". */
function mistyped(first: string, body: string, slash: boolean): Found | undefined {
  const rest = body.slice((/^\S+/.exec(body)?.[0] ?? '').length).trim();
  if (!slash && !(first.length >= 5 && ONLY_NUMBERS.test(rest))) return undefined;
  const tool = closest(first);
  if (!tool || (!slash && !needsOrder(tool))) return undefined;
  return { tool, rest, guessed: true };
}

/** Several commands in one message, one a line; a line that begins none belongs to the command above it. */
export function splitCommands(message: string, role?: Role): string[] {
  const lines = message.split(/\r?\n/).filter((line) => line.trim() !== '');
  const found: string[] = [];
  for (const line of lines) {
    const begins =
      line.trimStart().startsWith('/') || (parseCommand(line, role).kind === 'command' && !takesLines(found));
    if (begins || found.length === 0) found.push(line.trim());
    else found[found.length - 1] += `\n${line.trim()}`;
  }
  return found;
}

/** Free text may go on over several lines; only a slash then begins another command. */
function takesLines(found: string[]): boolean {
  const parsed = found.length > 0 ? parseCommand(found.at(-1)!) : null;
  return parsed?.kind === 'command' && /text/.test(parsed.command.tool.command!.takes) && parsed.command.text !== '';
}

const bare = (word: string): string => plain(word).replace(/[.,!:;?…]+$/, '');

/** Whether a command is about an order named by its number. */
export function needsOrder(tool: Tool): boolean {
  const takes = tool.command?.takes;
  return takes === 'order' || takes === 'order_and_text';
}

/** "produit Tarte aux pommes 18€ stock 10" is typed; a longer text that begins with such a word is talk. */
const MOST_PLAIN_WORDS = 8;

/** Without a slash, a word that takes free text is only meant as a command when little follows it. */
function speaksPlainly(command: Command, rest: string): boolean {
  const { slashless, takes } = command.tool.command!;
  if (!slashless) return false;
  const count = rest === '' ? 0 : rest.split(/\s+/).length;
  if (takes === 'nothing') return count === 0;
  if (takes === 'text') return count <= 2 || (count <= MOST_PLAIN_WORDS && /\d/.test(rest));
  // "facture 156 pour le comptable ?" asks; "prete 156 157" tells.
  return takes === 'order' ? command.text.split(/\s+/).length <= 2 : true;
}

const VERSION = /(?:^|\s)v(\d+)\b/i;
/** 156, n°156, #156, 2026-0156: order numbers at the head of what follows; several may come at once. */
const NUMBER = /^(?:(?:la |le |les )?(?:commandes? )?)(?:n\s?[°o]\s?|#)?(?:\d{4}-)?0*(\d{1,9})(?=$|[\s,;.!+&])/i;
const ONLY_NUMBERS = /^[\s,;.!+&]*(?:(?:n\s?[°o]\s?|#)?\d{1,9}(?:[\s,;.!+&]+(?:et\s+)?|$))+$/i;
const JOINT = /^[\s,;+&.!]+(?:(?:et|and|و)\s+)?/i;
const SAID_JOINT = /^[\s,]*\s(?:et|and|و)\s+/i;

function readArguments(tool: Tool, rest: string): Command {
  const word = slashed(tool);
  const { takes, reads } = tool.command!;
  if (takes === 'nothing') return { tool, word, orders: [], version: undefined, text: '' };
  if (takes === 'text') return { tool, word, orders: [], version: undefined, text: rest };
  const version = VERSION.exec(rest)?.[1];
  let left = version === undefined ? rest : rest.replace(VERSION, '').trim();
  const orders: number[] = [];
  for (;;) {
    const match = NUMBER.exec(left);
    if (!match) break;
    orders.push(Number(match[1]));
    const after = left.slice(match[0].length);
    // "modifier 156 3 fraisiers", "retard 156 30": where text follows, another order has to be said: "156 et 157".
    if (takes === 'order_and_text' && (reads !== undefined || !SAID_JOINT.test(after))) {
      left = after.replace(JOINT, '');
      break;
    }
    left = after.replace(JOINT, '');
  }
  return {
    tool,
    word,
    orders: [...new Set(orders)],
    version: version === undefined ? undefined : Number(version),
    text: left,
  };
}

/** ١٥٦ and ۱۵۶ are typed where 156 is meant. */
function withAsciiDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));
}
