/** "2 saint-honoré et 2 paris-brest individuels": a size said once, behind the last of the goods it is for. */
import type { CompiledShop, CompiledVariant } from './catalogue.ts';
import type { Line, LinesInput } from './lines.ts';
import { stem } from './text.ts';

/** Gives lines without a size that of the line they are joined to by "et", where their products come in it too. */
export function shareSize(input: LinesInput, lines: Line[]): void {
  for (let k = lines.length - 1; k > 0; k--) {
    const [line, next] = [lines[k - 1]!, lines[k]!];
    if (line.product === null || next.product === null || line.product === next.product) continue;
    if (!line.askVariant || next.askVariant || line.negated || next.negated) continue;
    const between = input.tokens
      .slice(line.next, next.i)
      .map((t) => t.t)
      .join(' ');
    if (between !== 'et' && !(between === ',' && joinedByEt(input, lines, k))) continue;
    const size = input.shop.products[next.product]!.variants.find((v) => v.sku === next.sku);
    const same = input.shop.products[line.product]!.variants.filter((v) => size && sameSize(v, size));
    if (!size || same.length !== 1 || !saidBehind(input, next, size)) continue;
    line.sku = same[0]!.sku;
    line.askVariant = false;
  }
}

/** "A, B et C individuels": the list goes on to an "et". */
function joinedByEt(input: LinesInput, lines: Line[], k: number): boolean {
  const after = lines[k + 1];
  return after !== undefined && lines[k]!.next === after.i - 1 && input.tokens[after.i - 1]!.t === 'et';
}

function sameSize(a: CompiledVariant, b: CompiledVariant): boolean {
  if (a.measure || b.measure) return a.measure?.kind === b.measure?.kind && a.measure?.value === b.measure?.value;
  return a.stems.length > 0 && a.stems.join() === b.stems.join();
}

/** The size stands behind the name as a plural or as so many parts; a head count ("pour 8") is shared out, not repeated. */
function saidBehind(input: LinesInput, line: Line, size: CompiledVariant): boolean {
  return input.tokens.slice(line.i, line.next).some((t, k, all) => {
    if (size.measure?.kind === 'people')
      return /^(?:parts|p)$/.test(t.t) && all[k - 1]?.kind === 'num' && all[k - 2]?.t !== 'pour';
    return /[sx]$/.test(t.t) && size.stems.includes(stem(t.t));
  });
}

/** "8 parts", right behind a name. */
export function partsBehind(tokens: LinesInput['tokens'], at: number): { parts?: number } {
  const [size, unit] = [tokens[at], tokens[at + 1]];
  const told = size?.kind === 'num' && /^(?:parts?|p|pers|personnes)$/.test(unit?.t ?? '');
  return told ? { parts: Number(size.t) } : {};
}

/** Gives the lines that spell out an open one the size that was said of it. */
export function inheritParts(shop: CompiledShop, open: Line, parts: readonly Line[]): void {
  if (open.parts === undefined) return;
  for (const line of parts) {
    if (!line.askVariant || line.product === null) continue;
    const { variants } = shop.products[line.product]!;
    const size = variants.find((v) => v.measure?.kind === 'people' && v.measure.value === open.parts);
    if (size) Object.assign(line, { sku: size.sku, askVariant: false });
  }
}
