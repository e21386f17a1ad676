/** Changes of mind about an order that was just written. */
import type { ReaderTurn } from '../../understand/index.ts';
import { dayOf, type Said } from './days.ts';
import { customer, type Draft, type Kind, shop } from './kinds.ts';
import type { Line } from './lines.ts';
import { goldOf, linesOf, listed, moment, wished } from './talks.ts';
import { inWords, of, the } from './words.ts';

const plainLine = (l: Line): boolean =>
  l.items.length === 1 && l.asks.length === 0 && l.items[0]!.qty !== null && l.good !== undefined;
const counted = (l: Line): boolean =>
  plainLine(l) &&
  l.items[0]!.unit !== 'kg' &&
  l.items[0]!.unit !== 'l' &&
  l.good!.variants.length === 0 &&
  l.good!.container === null &&
  !/\d/.test(l.name!.one);

/** A change of mind, in the same burst or behind the shop's words. */
export const corrected: Kind = (draw, stand) => {
  const { ref_time, today, hour } = moment(draw, stand);
  const lines = linesOf(draw, stand, 3).filter(plainLine);
  if (lines.length === 0) return null;
  const day = dayOf(draw, today, hour);
  const first = wished(draw, `${listed(draw, lines).text} ${day.text}`);
  const at = lines.findIndex(counted);
  const line = lines[at];
  const made = [...lines.flatMap((l) => l.made), ...day.made, first.made];
  const between = draw.of([
    [],
    [shop('Bonjour ! Très bien. Retrait ou livraison ?')],
    [shop('Bonjour, avec plaisir. À quel nom ?')],
  ]) as ReaderTurn[];
  const done = (text: string, after: Line[], how: string, said: Said[] = [day]): Draft => ({
    ref_time,
    turns: [customer(first.text), ...between, customer(text)],
    expected: goldOf(after, said, 'order'),
    made: [...made, `correction ${how}`, `correction ${between.length ? 'behind the shop' : 'at once'}`],
  });
  const way = draw.int(6);
  if (way === 0 && line) {
    const n = line.items[0]!.qty! + 1 + draw.int(3);
    const { many } = line.name!;
    const alone = lines.length === 1;
    const text = draw.of([
      `finalement ${n} ${many}`,
      `plutôt ${n} ${many}`,
      `pardon ${n} ${many}`,
      `non ${n} ${many} en fait`,
      `mettez plutôt ${n} ${many}`,
      `finalement ce sera ${n} ${many} svp`,
      ...(alone
        ? [
            `finalement ${n}`,
            `plutôt ${n} en fait`,
            `pardon, ${n} pas ${line.items[0]!.qty}`,
            `mettez-en ${n} finalement`,
            `finalement j'en prends ${n}`,
            `ah non ${n} svp`,
          ]
        : []),
    ]);
    return done(
      text,
      lines.map((l, i) => (i === at ? { ...l, items: [{ ...l.items[0]!, qty: n }] } : l)),
      'new number',
    );
  }
  if (way === 1 && lines.length > 1) {
    const k = draw.int(lines.length);
    const gone = lines[k]!;
    const name =
      gone.items[0]!.qty === 1 && counted(gone) ? the(gone.name!.one, gone.name!.feminine) : `les ${gone.name!.many}`;
    const text = draw.of([
      `finalement pas ${name.replace(/^(?:les|le|la) |^l'/, (x) => (x === "l'" ? "d'" : 'de '))}`.replace(
        /pas de ([aeiouéè])/i,
        "pas d'$1",
      ),
      `enlevez ${name}`,
      `enlève ${name} stp`,
      `sans ${name} finalement`,
      `vous pouvez enlever ${name} ?`,
      `annulez ${name}`,
      `oubliez ${name}`,
      `retirez ${name} svp`,
      `ah non pas ${name} en fait`,
    ]);
    return done(
      text,
      lines.filter((_, i) => i !== k),
      'removal',
    );
  }
  if (way === 2) {
    const more = linesOf(draw, stand, 1).filter(plainLine)[0];
    if (!more || lines.some((l) => l.good!.product.sku === more.good!.product.sku)) return null;
    const text = draw.of([
      `rajoutez ${more.text}`,
      `et ${more.text} en plus`,
      `ah et ${more.text} aussi`,
      `ajoutez aussi ${more.text}`,
      `vous pouvez ajouter ${more.text} ?`,
      `j'oubliais : ${more.text}`,
      `et aussi ${more.text} svp`,
      `avec ${more.text} en plus`,
    ]);
    return done(text, [...lines, more], 'addition');
  }
  if (way === 3 && line) {
    const other = draw.of(stand.goods);
    if (
      other.variants.length > 0 ||
      other.container ||
      !['piece', 'stem', 'pot'].includes(other.product.unit) ||
      lines.some((l) => l.good!.product.sku === other.product.sku)
    )
      return null;
    const name = other.names[0]!;
    if (/\d/.test(name.one)) return null;
    const n = line.items[0]!.qty!;
    const [old, now] =
      n === 1 ? [the(line.name!.one, line.name!.feminine), name.one] : [`les ${line.name!.many}`, name.many];
    const un = n === 1 ? inWords(1, name.feminine) : String(n);
    const text = draw.of([
      `remplacez ${old} par ${un} ${now}`,
      `${un} ${now} à la place ${
        n === 1
          ? `${of(line.name!.one)
              .replace(/^de /, line.name!.feminine ? 'de la ' : 'du ')
              .replace(/^d'/, "de l'")}`
          : `des ${line.name!.many}`
      }`,
      `finalement ${un} ${now} au lieu ${
        n === 1
          ? `${of(line.name!.one)
              .replace(/^de /, line.name!.feminine ? 'de la ' : 'du ')
              .replace(/^d'/, "de l'")}`
          : `des ${line.name!.many}`
      }`,
    ]);
    return done(
      text,
      lines.map((l, i) =>
        i === at ? { ...l, items: [{ sku: other.product.sku, qty: n, unit: other.product.unit }] } : l,
      ),
      'exchange',
    );
  }
  if (way === 4 && day.date) {
    const next = dayOf(draw, today, 12);
    if (
      !next.date ||
      next.date === day.date ||
      /dans n|en huit/.test(next.made.join()) ||
      /dans n|en huit/.test(day.made.join())
    )
      return null;
    const bareDay = next.text.replace(/^pour (?:ce )?/, '');
    const text = draw.of([
      `finalement ${next.text}`,
      `non plutôt ${bareDay}`,
      `pardon ${bareDay}`,
      `en fait ce sera ${next.text}`,
      `ah non ${bareDay} svp`,
    ]);
    return done(text, lines, 'new day', [next]);
  }
  if (way === 5) {
    const text = draw.of([
      'laissez tomber finalement',
      'non laissez tomber',
      'annulez tout svp',
      "finalement j'annule, désolée",
      'oubliez ma commande, merci',
      'bon tant pis, annulez',
    ]);
    const draft = done(text, [], 'given up');
    return { ...draft, expected: { ...draft.expected, intent: 'cancel_order', items: [], needs_clarification: [] } };
  }
  return null;
};
