import { TOOLS } from '../../tools/index.ts';

const TAKES = { nothing: '', order: ' {n}', order_and_text: ' {n} ', text: ' ' } as const;

/**
 * Every command of a member as the merchant's keyboard proposes it once "/" is typed; {n} stands for an order's number.
 * What may be left out is left out, and of several examples the first is shown.
 */
export function everyCommand(): string[] {
  return TOOLS.flatMap((tool) => {
    if (!tool.command || !tool.for.includes('member')) return [];
    const { words, takes, example } = tool.command;
    const shown = example
      ?.split('|')[0]
      ?.replace(/\s*\[.*$/, '')
      .replace(/\b156\b/, '{n}')
      .trim();
    return [`/${words[0]}${shown ? ` ${shown}` : TAKES[takes]}`.trimEnd()];
  });
}
