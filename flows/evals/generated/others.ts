/** What is no new order: changes of an order that stands, quotes, questions about goods. */

import type { ReaderTurn, ReadItem } from '../../understand/index.ts';
import { dayOf } from './days.ts';
import type { Draw } from './draw.ts';
import type { Kind } from './kinds.ts';
import { goldOf, linesOf, listed, moment, wished } from './talks.ts';
import { capital, GREETINGS, the } from './words.ts';

const customer = (text: string): ReaderTurn => ({ from: 'customer', text });
const greeted = (draw: Draw, text: string): string => {
  const greeting = draw.of(GREETINGS);
  return greeting === '' ? text : `${greeting} ${/[.!]$/.test(greeting) ? capital(text) : text}`;
};

/** An order that stands, in the conversation or not, is changed. */
export const changed: Kind = (draw, stand) => {
  const { ref_time, today, hour } = moment(draw, stand);
  const lines = linesOf(draw, stand, 2).filter((l) => l.items.length === 1 && l.asks.length === 0 && l.good);
  const more = linesOf(draw, stand, 1).filter((l) => l.items.length === 1 && l.asks.length === 0 && l.good)[0];
  if (!more || lines.length === 0 || lines.some((l) => l.good!.product.sku === more.good!.product.sku)) return null;
  const day = dayOf(draw, today, hour);
  if (!day.date || /soir|matin|midi/.test(day.text)) return null;
  if (draw.chance(0.5)) {
    const first = wished(draw, `${listed(draw, lines).text} ${day.text}`);
    const added = draw.of([
      `rajoutez ${more.text} svp`,
      `vous pouvez ajouter ${more.text} ?`,
      `finalement je voudrais aussi ${more.text}`,
      `ajoutez ${more.text} à ma commande`,
      `et ${more.text} en plus svp`,
    ]);
    return {
      ref_time,
      turns: [
        customer(first.text),
        {
          from: 'shop',
          text: draw.of(["C'est noté, merci !", 'Commande confirmée, à bientôt !', "C'est confirmé, bonne journée !"]),
        },
        customer(added),
      ],
      expected: goldOf([...lines, more], [day], 'modify_order'),
      made: ['modify in the turns', ...more.made, ...day.made],
    };
  }
  const bareDay = day.text.replace(/^pour /, '').replace(/^ce /, '');
  if (/^dans|en huit|^\d|^le \d/.test(bareDay)) return null;
  const of = /^le /.test(bareDay) ? `du ${bareDay.slice(3)}` : /^[ao]/.test(bareDay) ? `d'${bareDay}` : `de ${bareDay}`;
  const add = draw.chance(0.6);
  const gone = `les ${more.name!.many}`;
  const text = add
    ? draw.of([
        `pour ma commande ${of}, rajoutez ${more.text}`,
        `vous pouvez ajouter ${more.text} à ma commande ${of} ?`,
        `est-ce possible de rajouter ${more.text} à ma commande ${of} ?`,
        `j'ai une commande pour ${bareDay}, je voudrais y ajouter ${more.text}`,
      ])
    : draw.of([
        `pour ma commande ${of}, enlevez ${gone}`,
        `pouvez-vous retirer ${gone} de ma commande ${of} ?`,
        `enlevez ${gone} de ma commande ${of} svp`,
      ]);
  const item: ReadItem = add ? { ...more.items[0]!, op: 'add' } : { sku: more.good!.product.sku, qty: 0, op: 'remove' };
  // A removal names the good, not the size it was ordered in: the size is not the customer's to say.
  if (!add && more.good!.variants.length > 0) return null;
  const line = { ...more, items: [item] };
  return {
    ref_time,
    turns: [customer(greeted(draw, text))],
    expected: goldOf([line], [day], 'modify_order'),
    made: [add ? 'modify adds' : 'modify removes', ...more.made, ...day.made],
  };
};

/** A quote for a list. */
export const quoted: Kind = (draw, stand) => {
  const { ref_time, today, hour } = moment(draw, stand);
  const lines = linesOf(draw, stand, 4);
  if (lines.length === 0) return null;
  const day = dayOf(draw, today, hour);
  const list = listed(draw, lines);
  const list2 = lines.length > 1 && lines.every((l) => l.items.every((i) => i.qty !== null));
  const text = draw.of([
    `pouvez-vous me faire un devis pour ${list.text} ${day.text} ?`,
    `je souhaiterais un devis pour ${list.text} ${day.text}`,
    `devis pour ${list.text} ${day.text} svp`, // The price of one thing is no quote.
    ...(list2
      ? [
          `combien coûteraient ${list.text} ${day.text} ?`,
          `c'est combien pour ${list.text} ?`,
          `quel serait le prix pour ${list.text} ${day.text} ?`,
        ]
      : []),
  ]);
  const dated = text.includes(day.text);
  return {
    ref_time,
    turns: [customer(greeted(draw, /\n|^[-•]/.test(list.text) ? text.replace(list.text, `:\n${list.text}\n`) : text))],
    expected: goldOf(lines, dated ? [{ ...day, asks: [] }] : [], 'quote_request'),
    made: ['quote', list.made, ...lines.flatMap((l) => l.made), ...day.made],
  };
};

/** A question about goods, which orders nothing. */
export const questioned: Kind = (draw, stand) => {
  const { ref_time, today, hour } = moment(draw, stand);
  const good = draw.of(stand.goods);
  const name = draw.of(good.names);
  const day = dayOf(draw, today, hour);
  const one = the(name.one, name.feminine);
  const kg = good.product.unit === 'kg';
  const [text, intent] = draw.of<[string, string]>([
    [`c'est combien ${kg ? `les ${name.many}` : one} ?`, 'price_question'],
    [`combien coûte ${one} ?`, 'price_question'],
    [`quel est le prix ${kg ? 'du kilo ' : ''}des ${name.many} ?`, 'price_question'],
    [`vous avez des ${name.many} ?`, 'availability_question'],
    [`est-ce que vous avez encore des ${name.many} ?`, 'availability_question'],
    [`vous aurez des ${name.many} ${day.text} ?`, 'availability_question'],
    [`vous faites des ${name.many} ?`, 'availability_question'],
    [`il vous reste des ${name.many} ?`, 'availability_question'],
    [`les ${name.many} sont à combien ?`, 'price_question'],
    [`vos ${name.many} étaient délicieux, merci beaucoup`, 'thanks'],
    [`il manquait ${good.product.unit === 'kg' ? 'des' : '2'} ${name.many} dans ma commande d'hier`, 'complaint'],
    [`bonjour ma commande de ${name.many} est prête ?`, 'order_status'],
    [`je voudrais annuler ma commande de ${name.many}`, 'cancel_order'],
  ]);
  if (/^\d|x\d|%/.test(name.many) || !/[sx](?: |$)/.test(name.many)) return null;
  return {
    ref_time,
    turns: [customer(greeted(draw, text))],
    expected: { ...goldOf([], [], intent), needs_clarification: [] },
    made: [
      'question',
      `question ${intent}`,
      text.replace(name.many, '…').replace(name.one, '…').replace(day.text, '(day)'),
    ],
  };
};
