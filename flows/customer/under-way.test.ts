/** What customers say between the first word of an order and its last: none of it may lose them. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { textsFor } from '../../tools/texts/index.ts';
import { createMind } from '../agent/model.ts';
import { openTestShop, type TestShop } from './testing-shop.ts';

const mind = createMind();
const texts = textsFor('fr');
let world: TestShop;
before(async () => {
  world = await openTestShop();
});
after(() => world?.close());

/** A new customer says these one after the other; the answers, in their order. */
async function talk(...words: string[]) {
  const customer = await world.newCustomer();
  const answers = [];
  for (const one of words) answers.push(await customer.says(mind, one));
  return answers.map(({ reply }) => ({ text: reply?.text ?? '', choices: (reply?.choices ?? []).map(({ id }) => id) }));
}
const placed = (text: string) => assert.match(text, /^C’est noté\s! Votre demande n°/);

test('what is chosen so far is added up, sizes still open with their prices; the question stays', async () => {
  const [, total] = await talk('2 gâteaux aux fraises 8 parts et 3 éclairs café', 'ça fait combien ?');
  assert.match(total!.text, /2 × Gâteau aux fraises \(8 parts\) — 45,00\s€\n3 × Éclair au café — 10,50\s€/);
  assert.match(total!.text, /Total pour l’instant\s: 55,50\s€\n\nPour quel jour/);
  const [, open] = await talk('un gâteau au chocolat pour samedi', 'c’est combien ?');
  assert.match(open!.text, /• Gâteau au chocolat : 6 parts 19,00\s€/);
  assert.doesNotMatch(open!.text, /Total/);
});

test('a question that is put again after something was added does not bring a person', async () => {
  const answers = await talk(
    'un gâteau au chocolat 6 parts pour lundi',
    'ok',
    'ajoutez 3 éclairs café',
    'c’est tout merci',
    'enlevez les éclairs',
    'mercredi',
  );
  for (const { text } of answers) assert.ok(!text.includes(texts.conversation.stuck), text);
  placed(answers.at(-1)!.text);
});

test('thanks in the middle are thanks, in Arabizi too', async () => {
  const before = (await world.told()).length;
  const answers = await talk('n7eb gateau chocolat 8 parts l ghodwa', 'behi', 'behi', 'choukran');
  assert.equal(answers.at(-1)!.text, textsFor('aeb').conversation.welcome);
  assert.deepEqual((await world.told()).slice(before), []);
});

test('a nod after the order asks nothing; a name by itself is the name it is fetched under', async () => {
  const [, oui, parfait, name, nothing] = await talk(
    '12 croissants mardi 8h',
    'oui',
    'ok parfait',
    'Martin',
    'le portail est vert, passez par la cour',
  );
  assert.equal(oui!.text, texts.conversation.asked.here);
  assert.doesNotMatch(parfait!.text, /commander/);
  assert.match(name!.text, /au nom de Martin/);
  assert.equal(nothing!.text, texts.conversation.asked.passedOn);
});

test('an answer too short to tell its language stays in the one spoken; an English hour is one', async () => {
  const [, day, hour, street] = await talk(
    'Hello can I get a dozen croissants tomorrow morning',
    'Tuesday then',
    '9am',
    '12 rue des Lilas, 75011 Paris',
  );
  assert.match(street!.text, /^Noted, your request .* is changed/);
  assert.match(day!.text, /^Noted! Your request/);
  assert.match(hour!.text, /Tuesday 24 November at 09:00/);
});

test('another day after a question about hours is asked about hours', async () => {
  const [, tomorrow, tuesday] = await talk('Vous êtes ouverts aujourd’hui ?', 'et demain ?', 'et mardi');
  assert.match(tomorrow!.text, /^Nous sommes fermés le lundi 23 novembre/);
  assert.match(tuesday!.text, /^Oui, nous sommes ouverts le mardi 24 novembre/);
});

test('"le 24" after Christmas was spoken of is Christmas Eve; days offered leave the notice that goods need', async () => {
  const answers = await talk('Avez-vous des bûches pour Noël ?', 'chocolat praliné', '8 parts', 'le 24');
  assert.deepEqual(answers[2]!.choices, ['mercredi 25 novembre', 'jeudi 26 novembre', 'vendredi 27 novembre']);
  placed(answers[3]!.text);
  assert.match(answers[3]!.text, /jeudi 24 décembre/);
});

test('of goods that were just shown, "le gâteau" is the one among them, and a size is that of the one that has it', async () => {
  const [, cake] = await talk('Vous avez quoi au chocolat ?', 'va pour le gâteau 8 parts');
  assert.match(cake!.text, /^Pour quel jour/);
  const [, , day] = await talk('Vous avez quoi au citron ?', 'la meringuée 6 parts', 'samedi');
  assert.match(day!.text, /1 × Tarte citron meringuée \(6 parts\)/);
});

test('a wish worded as a question is not answered twice', async () => {
  const [first] = await talk('c’est possible d’avoir 1 gâteau aux fraises 6 parts demain 17h ?');
  assert.equal(first!.text.match(/fermés/g)?.length, 1);
});

test('a quote without goods is for the shop; what nobody understands is asked again, then a person is offered', async () => {
  const [quote] = await talk('Pourriez-vous me faire un devis pour un mariage le 12 décembre, 80 personnes');
  assert.match(quote!.text, new RegExp(`^${texts.conversation.asked.passedOn}`));
  const [, lost, again] = await talk('Vous êtes ouverts mardi ?', 'le petit chat dort au soleil', 'la la la chanson');
  assert.equal(lost!.text, texts.conversation.unclear);
  assert.deepEqual([again!.text, again!.choices], [texts.conversation.stuck, ['humain']]);
});

test('what is said once more in answer to a question is not ordered twice; what is added is one line of so many', async () => {
  const [, placedOnce] = await talk('2 croissants', '2 croissants pour mardi matin');
  assert.match(placedOnce!.text, /\n2 × Croissant — 2,60\s€\nTotal\s: 2,60/);
  const [, more] = await talk('2 croissants', 'encore 2 croissants, pour mardi');
  assert.match(more!.text, /\n4 × Croissant — [\d,]+\s€\nTotal/);
});

test('"finalement une seule tarte" counts the one tart there is anew, and nothing else', async () => {
  const answers = await talk(
    '2 tartes aux pommes et 6 pains au chocolat mercredi',
    'finalement une seule tarte',
    '6 parts',
  );
  assert.match(answers.at(-1)!.text, /1 × Tarte aux pommes \(6 parts\).*\n6 × Pain au chocolat/);
});

test('what goes on after something was passed on is passed on too', async () => {
  const [, goesOn] = await talk('Bonjour je souhaite annuler ma commande', 'celle de samedi');
  assert.equal(goesOn!.text, texts.conversation.asked.passedOn);
});
