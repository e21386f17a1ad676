/** Sizes and colours as they are said of a count of goods. */
import type { Draw } from './draw.ts';
import { type Good, isFeminine, type Name } from './goods.ts';
import { inWords, of } from './words.ts';

/** The ways a size is said of a count of goods. */
export function sized(
  draw: Draw,
  good: Good,
  name: Name,
  n: number,
): { text: string; sku: string; how: string } | null {
  const variant = draw.of(good.variants);
  const v = variant.name;
  const many = n > 1;
  const digits = (text: string) => draw.of([`${n} ${text}`, `${n} ${text}`, `${inWords(n, name.feminine)} ${text}`]);
  const what = many ? name.many : name.one;
  const parts = /^(\d+) (parts|personnes)$/.exec(v);
  if (parts) {
    const size = Number(parts[1]);
    const sizes = good.variants
      .map((x) => Number(/^(\d+) (?:parts|personnes)/.exec(x.name)?.[1] ?? 0))
      .filter((x) => x > 1);
    const smaller = Math.max(0, ...sizes.filter((x) => x < size));
    const people = Math.max(2, smaller + 1 + draw.int(size - smaller));
    const [text, how] = draw.of<[string, string]>([
      [`${digits(what)} ${size} parts`, 'n parts'],
      [`${digits(what)} ${size} parts`, 'n parts'],
      [`${digits(what)} (${size} parts)`, '(n parts)'],
      [`${digits(what)} de ${size} parts`, 'de n parts'],
      [`${digits(what)} en ${size} parts`, 'en n parts'],
      [`${digits(what)} ${size}p`, 'np'],
      [`${digits(what)} ${size} pers`, 'n pers'],
      [`${digits(what)} pour ${people} personnes`, 'pour n personnes'],
      [`${digits(what)} pour ${people}`, 'pour n'],
      [`${digits(what)} pour ${people} pers.`, 'pour n pers.'],
      [`${digits(what)} ${size} personnes`, 'n personnes'],
      [`${digits(what)} format ${size} parts`, 'format'],
      [`${digits(what)} taille ${size} parts`, 'taille'],
    ]);
    // "2 tartes pour 6" may mean six people over both.
    if (many && /pour/.test(how))
      return { text: `${digits(what)} de ${size} parts`, sku: variant.sku, how: 'de n parts' };
    return { text, sku: variant.sku, how: `size ${how}` };
  }
  if (/^(?:petit|moyen|grand)e?$/.test(v)) {
    const stem = v.replace(/e$/, '');
    const f = isFeminine(what) || name.feminine;
    const adjective = `${stem}${stem === 'moyen' && f ? 'ne' : f ? 'e' : ''}${many ? 's' : ''}`;
    const [text, how] = draw.of<[string, string]>([
      [
        `${digits(`${stem === 'moyen' ? '' : `${adjective} `}${what}`)}${stem === 'moyen' ? ` ${adjective}` : ''}`,
        'adjective before',
      ],
      [`${digits(what)} (${adjective})`, 'adjective in brackets'],
      [`${digits(what)} taille ${stem === 'moyen' ? 'moyenne' : `${stem}e`}`, 'taille'],
      [`${digits(what)}, ${f ? 'la' : 'le'} ${adjective}`, 'adjective with article'],
      [`${digits(what)} ${adjective}`, 'adjective behind'],
      [`${digits(what)} ${adjective} modèle`, 'modèle'],
    ]);
    if (many && how === 'adjective with article')
      return { text: `${digits(what)} ${adjective}`, sku: variant.sku, how: 'size adjective behind' };
    if (how === 'modèle') return { text: `${digits(what)} ${stem} modèle`, sku: variant.sku, how: `size ${how}` };
    return { text, sku: variant.sku, how: `size ${how}` };
  }
  const solo = /^individuel/.exec(v);
  if (solo) {
    const adjective = `individuel${name.feminine ? 'le' : ''}${many ? 's' : ''}`;
    return {
      text: draw.of([
        `${digits(what)} ${adjective}`,
        `${digits(what)} ${adjective}`,
        `${digits(what)} (${adjective})`,
        `${digits(what)} indiv`,
        `${digits(what)} en individuel`,
        `${digits(what)} format individuel`,
      ]),
      sku: variant.sku,
      how: 'size individual',
    };
  }
  const box = /^(?:bo[iî]te|coffret) de (\d+)$/.exec(v);
  if (box) {
    const b = many ? 'boîtes' : 'boîte';
    if (/^(?:bo|coffret)/.test(name.one)) return null;
    const total = Number(box[1]) * n;
    const largest = Math.max(
      ...good.variants.map((x) => Number(/\d+/.exec(x.name)?.[0] ?? 0)).filter((x) => x <= total),
    );
    return {
      text: draw.of([
        `${n} ${b} de ${box[1]} ${name.many}`,
        `${inWords(n, true)} ${b} de ${box[1]} ${name.many}`,
        `${n} ${b} ${of(name.many)} de ${box[1]}`,
        ...(largest === Number(box[1]) && total % largest === 0 ? [`${total} ${name.many}`] : []),
      ]),
      sku: variant.sku,
      how: 'size box',
    };
  }
  if (/^(?:rouge|jaune|blanc|blanche|rose|violet|bleu|mélangée)s?$/.test(v)) {
    const c = good.container;
    const base = v.replace(/s$/, '').replace('blanche', 'blanc');
    const colour = c ? v : `${base}${many ? 's' : ''}`;
    const names = c ? `${many ? c.many : c.one} ${of(name.many)}` : what;
    return {
      text: draw.of([`${digits(names)} ${colour}`, `${digits(names)} ${colour}`, `${digits(names)} (${colour})`]),
      sku: variant.sku,
      how: 'size colour',
    };
  }
  const measured = /^(\d+) (g|kg|toasts|pièces|tiges?|cm|roses|chiffres?|portion)$/.exec(v);
  if (measured && !/^(?:roses|portion|chiffre)/.test(measured[2]!)) {
    const c = good.container && !/^(?:boîte|plateau|barquette|coffret|ballotin)/.test(name.one) ? good.container : null;
    const names = c ? `${many ? c.many : c.one} ${of(name.many)}` : what;
    return {
      text: draw.of([
        `${digits(names)} ${v}`,
        `${digits(names)} de ${v}`,
        `${digits(names)} (${v})`,
        `${digits(names)} ${v.replace(' ', '')}`,
      ]),
      sku: variant.sku,
      how: 'size measured',
    };
  }
  return null;
}
