import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentences } from './fr.ts';
import { textsFor } from './index.ts';

type Leaf = string | ((...gaps: unknown[]) => string);

/** Every sentence by its path, such as customer.askDate. */
function leaves(node: object, path = ''): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  for (const [name, value] of Object.entries(node)) {
    const at = path ? `${path}.${name}` : name;
    if (typeof value === 'object' && value !== null) for (const leaf of leaves(value, at)) found.set(...leaf);
    else found.set(at, value as Leaf);
  }
  return found;
}

const french = leaves(sentences);
const arabizi = leaves(textsFor('aeb'));
const LANGUAGES = { fr: french, en: leaves(textsFor('en')), ar: leaves(textsFor('ar')) };

/** Gaps that may stay empty: a reason, a field, who did it, what they wrote. */
const OPTIONAL = new Set([
  'refusals.invalid.0',
  'refusals.alreadyDone.2',
  'customer.refused.1',
  'customer.cancelled.1',
  'member.handOver.1',
]);
const LISTS = new Set(['refusals.unknownCommand.0', 'refusals.ambiguousChange.1']);
const COUNTS = new Set(['member.more.0', 'member.shortNotice.0']);

/** What stands in a gap: each round says it another way, so that empty, singular and plural are all said. */
function gap(path: string, index: number, round: number): unknown {
  const at = `${path}.${index}`;
  if (path === 'refusals.notAllowed') return round === 0 ? [] : ['owner', 'manager'];
  if (LISTS.has(at)) return round === 0 ? ['/aide'] : ['/prete', '/livree', '/lien'];
  if (COUNTS.has(at)) return [1, 2, 5, 24, 156][round];
  if (path === 'member.confirmed' && index === 1) return round === 0;
  return round === 0 && OPTIONAL.has(at) ? '' : 'ZZ';
}

const ROUNDS = [0, 1, 2, 3, 4];

function said(path: string, leaf: Leaf, round = 1): string {
  if (typeof leaf === 'string') return leaf;
  const arity = (french.get(path) as (...gaps: unknown[]) => string).length;
  return leaf(...Array.from({ length: arity }, (_, index) => gap(path, index, round)));
}

test('the three languages say the same sentences with the same gaps', () => {
  for (const [language, all] of Object.entries(LANGUAGES)) {
    assert.deepEqual(
      [...all.keys()],
      [...french.keys()],
      `${language} has other sentences than fr, or in another order`,
    );
    for (const [path, leaf] of all) {
      assert.equal(typeof leaf, typeof french.get(path), `${language} ${path} is not of the same kind`);
      if (typeof leaf === 'function') assert.equal(leaf.length, french.get(path)!.length, `${language} ${path}`);
    }
  }
});

test('no sentence is empty, and none shows a gap that was not filled', () => {
  for (const [language, all] of Object.entries(LANGUAGES))
    for (const [path, leaf] of all)
      for (const round of ROUNDS) {
        const text = said(path, leaf, round);
        assert.ok(text.trim(), `${language} ${path} is empty`);
        assert.doesNotMatch(text, /undefined|null|NaN|\[object/, `${language} ${path}`);
        assert.doesNotMatch(text, / {2}|\s$/, `${language} ${path} has a space too many: "${text}"`);
      }
});

test('every gap of a translation is used where French uses it', () => {
  for (const [path, leaf] of french) {
    if (typeof leaf !== 'function') continue;
    for (let index = 0; index < leaf.length; index++) {
      const marks: unknown[] = Array.from({ length: leaf.length }, (_, one) =>
        one === index ? 777 : gap(path, one, 4),
      );
      if (Array.isArray(gap(path, index, 1)) || typeof gap(path, index, 0) === 'boolean') continue;
      const shows = (language: keyof typeof LANGUAGES): boolean => {
        const sentence = LANGUAGES[language].get(path) as (...gaps: unknown[]) => string;
        return sentence(...marks).includes('777');
      };
      for (const language of ['en', 'ar'] as const)
        assert.equal(shows(language), shows('fr'), `${language} ${path}, gap ${index}`);
    }
  }
});

const COMMAND = /\/[a-z]+(?: (?:\d+|ZZ))?/g;

test('commands are the same in every language', () => {
  const commands = (text: string) => (text.match(COMMAND) ?? []).sort();
  for (const [path, leaf] of french)
    for (const language of ['en', 'ar'] as const)
      assert.deepEqual(
        commands(said(path, LANGUAGES[language].get(path)!)),
        commands(said(path, leaf)),
        `${language} ${path}`,
      );
});

/** Commands and their words stay French; so do names. */
const FRENCH_WORDS =
  /(?<!\p{L})(?:le|la|les|une?|des|du|vous|votre|nous|commande|pour|est|prête|livrée|client)(?!\p{L})/iu;

test('no French is left in English, no Latin sentence in Arabic', () => {
  for (const [path, leaf] of LANGUAGES.en) {
    const text = said(path, leaf).replace(/\/\S+/g, '');
    assert.doesNotMatch(text, FRENCH_WORDS, `en ${path}: "${text}"`);
    assert.doesNotMatch(text, /[«»\u0600-\u06ff]/, `en ${path}: "${text}"`);
  }
  for (const [path, leaf] of LANGUAGES.ar) {
    const text = said(path, leaf).replace(/\u2066[^\u2069]*\u2069|ZZ|PDF|\/[a-z]+/g, '');
    assert.doesNotMatch(text, /\p{Script=Latin}{2}/u, `ar ${path}: "${text}"`);
    assert.doesNotMatch(text, /[٠-٩۰-۹]/, `ar ${path} has digits that cannot be typed back`);
    assert.doesNotMatch(text, /[?,;](?!\d)/, `ar ${path} has Latin punctuation: "${text}"`);
  }
});

test('what a customer reads fits one WhatsApp message with buttons', () => {
  for (const [language, all] of Object.entries(LANGUAGES))
    for (const [path, leaf] of all)
      if (path.startsWith('customer.')) assert.ok(said(path, leaf).length <= 1024, `${language} ${path}`);
});

test('titles of buttons fit: 20 characters', () => {
  for (const [language, all] of Object.entries(LANGUAGES))
    for (const [path, leaf] of all)
      if (/^member\.(?:create$|modify$|ignore$|buttons)|\.askVariantButton$|\.payButton$/.test(path))
        assert.ok(said(path, leaf).length <= 20, `${language} ${path}`);
});

test('French customers are addressed as vous, in print typography', () => {
  const printed = leaves(textsFor('fr'));
  for (const [path, leaf] of printed) {
    const text = said(path, leaf);
    assert.doesNotMatch(text, /'/, `${path}: a typewriter apostrophe`);
    assert.doesNotMatch(text, / [:;?!»]|« |\p{L}[?!;]/u, `${path}: a space that may break: "${text}"`);
    if (path.startsWith('customer.')) assert.doesNotMatch(text, /(?<!\p{L})(?:tu|toi|ton|tes)(?!\p{L})/iu, path);
  }
  assert.equal(textsFor('fr').customer.askQuantity('Flan'), 'Combien de «\u202fFlan\u202f» souhaitez-vous\u202f?');
});

test('counts agree', () => {
  assert.equal(textsFor('fr').member.more(1), '… et une autre');
  assert.equal(textsFor('fr').member.more(3), '… et 3 autres');
  const { more } = textsFor('ar').member;
  assert.deepEqual([1, 2, 3, 11, 100, 103].map(more), [
    '… وطلب آخر',
    '… وطلبان آخران',
    '… و 3 طلبات أخرى',
    '… و 11 طلبا آخر',
    '… و 100 طلب آخر',
    '… و 103 طلبات أخرى',
  ]);
});

/** What a customer reads; members are spoken to in the written languages. */
const FOR_CUSTOMERS = /^(?:customer|orders\.customer|money\.customer)\.|^conversation\.(?!member|proof|alias)/;
/** Words that are one in both: names, and French that everybody says. */
const SHARED = /^(?:conversation\.(?:asked\.allergen\.|ways\.|delay)|customer\.statuses\.confirmed|\w+\.line)/;

test('Arabizi says what customers read, in Latin letters, with the gaps French uses, and no French sentence', () => {
  for (const [path, leaf] of french) {
    if (!FOR_CUSTOMERS.test(path)) continue;
    const own = arabizi.get(path)!;
    const text = said(path, own);
    if (!SHARED.test(path)) assert.notEqual(text, said(path, leaf), path);
    assert.doesNotMatch(text, /[\u0600-\u06ff]|undefined|null| {2}|\s$/, `${path}: "${text}"`);
    assert.doesNotMatch(
      text,
      /(?<!\p{L})(?:vous|votre|nous|pour|est|souhaitez|quel|quelle)(?!\p{L})/iu,
      `${path}: "${text}"`,
    );
    if (typeof leaf !== 'function') continue;
    for (let index = 0; index < leaf.length; index++) {
      const marks: unknown[] = Array.from({ length: leaf.length }, (_, one) => (one === index ? 777 : 'ZZ'));
      const shown = (sentence: Leaf): boolean => (sentence as (...gaps: unknown[]) => string)(...marks).includes('777');
      assert.equal(shown(own), shown(leaf), `${path}, gap ${index}`);
    }
  }
});
