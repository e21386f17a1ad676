/** What is taken of a letter's words: the new ones, whatever program wrote it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newWords, textOf } from './words.ts';

const cases: [what: string, text: string, words: string, forwarded?: true][] = [
  [
    'Gmail, French',
    'Parfait, 8 parts.\n\nLe lun. 3 nov. 2026 à 10:12, Maison Test <bonjour@maison.example> a écrit :\n\n> Combien de parts ?\n> 1. 6 parts\n',
    'Parfait, 8 parts.',
  ],
  [
    'Gmail, broken over two lines',
    'Oui\n\nLe lun. 3 nov. 2026 à 10:12, Maison Test\n<bonjour@maison.example> a écrit :\n\n> Combien ?\n',
    'Oui',
  ],
  [
    'Apple Mail, French',
    'Oui merci\n\n> Le 3 nov. 2026 à 10:12, Maison <a@b.example> a écrit :\n> \n> Combien ?',
    'Oui merci',
  ],
  [
    'Gmail, English',
    'Two please\n\nOn Mon, Nov 3, 2026 at 10:12 AM Maison <a@b.example> wrote:\n> How many?',
    'Two please',
  ],
  [
    'Gmail, Arabic',
    'نعم، كعكتان\n\nفي الاثنين، 3 نوفمبر 2026 في 10:12 ص تمت كتابة ما يلي بواسطة Maison <a@b.example>:\n\n> كم؟',
    'نعم، كعكتان',
  ],
  ['Apple Mail, Arabic', 'نعم\n\n> في ٣ نوفمبر ٢٠٢٦، الساعة ١٠:١٢ ص، كتب Maison <a@b.example>:\n> \n> كم؟', 'نعم'],
  [
    'Outlook, French',
    'Bonjour,\n\n3 éclairs pour samedi.\n\nDe : Maison Test <a@b.example>\nEnvoyé : lundi 3 novembre 2026 10:12\nÀ : Marie\nObjet : Votre commande\n\nCombien d’éclairs ?',
    'Bonjour,\n\n3 éclairs pour samedi.',
  ],
  [
    'Outlook, with its rule',
    'Trois.\n\n________________________________\nDe : Maison <a@b.example>\nEnvoyé : lundi 3 novembre 2026\nObjet : x\n\nCombien ?',
    'Trois.',
  ],
  [
    'Outlook, English',
    'Three.\n\nFrom: Maison <a@b.example>\nSent: Monday, November 3, 2026 10:12\nTo: Marie\nSubject: x\n\nHow many?',
    'Three.',
  ],
  [
    'Outlook, Arabic',
    'ثلاثة\n\nمن: Maison <a@b.example>\nتاريخ الإرسال: الاثنين 3 نوفمبر\nإلى: Marie\nالموضوع: x\n\nكم؟',
    'ثلاثة',
  ],
  ['an original message', 'D’accord.\n\n-----Message d’origine-----\nDe : x\nbla', 'D’accord.'],
  [
    'answers below the history',
    'Le 3/11/2026 à 10:12, Maison a écrit :\n> Combien ?\n3 éclairs\n> Quel jour ?\nsamedi',
    '3 éclairs\nsamedi',
  ],
  ['iPhone', '3 éclairs pour samedi\n\nEnvoyé de mon iPhone', '3 éclairs pour samedi'],
  [
    'iPhone above history',
    'Oui\n\nEnvoyé de mon iPhone\n\n> Le 3 nov. 2026 à 10:12, M <a@b.example> a écrit :\n> x',
    'Oui',
  ],
  ['Outlook for Android', 'Oui\n\nObtenir Outlook pour Android', 'Oui'],
  ['Arabic phone', 'نعم\n\nأُرسلت من الـ iPhone', 'نعم'],
  ['the signature line', '1\n-- \nMarie Dupont\n06 12 34 56 78', '1'],
  [
    'a closing with an address that is nobody’s delivery',
    'Bonjour,\n50 petits fours pour vendredi 10h.\n\nCordialement,\nMarie Dupont\nSAS Dupont\n12 rue des Lilas\n75011 Paris\n01 23 45 67 89',
    'Bonjour,\n50 petits fours pour vendredi 10h.',
  ],
  [
    'an order that goes on below a thanks',
    'Bonjour,\n3 éclairs pour samedi\nMerci\n2 religieuses aussi',
    'Bonjour,\n3 éclairs pour samedi\nMerci\n2 religieuses aussi',
  ],
  ['only thanks', 'Merci beaucoup !', 'Merci beaucoup !'],
  ['a sentence with "de :"', 'Je prends de : 3 éclairs\n2 religieuses', 'Je prends de : 3 éclairs\n2 religieuses'],
  ['a disclaimer', 'Oui\n\nCe message et ses pièces jointes sont confidentiels.\nbla', 'Oui'],
  ['nothing but history', '\n\nLe 3 nov. 2026 à 10:12, M <a@b.example> a écrit :\n> x', ''],
  [
    'a forwarded order',
    'Pour vous\n\n---------- Forwarded message ---------\nDe : Paul <p@c.example>\nDate: lun. 3 nov.\nSubject: x\nTo: M\n\n3 éclairs pour samedi',
    'Pour vous\n\n3 éclairs pour samedi',
    true,
  ],
];

for (const [what, text, words, forwarded] of cases) {
  test(`new words: ${what}`, () => assert.equal(newWords(text, forwarded).words, words));
  test(`new words, with the line ends of mail: ${what}`, () =>
    assert.equal(newWords(text.replaceAll('\n', '\r\n'), forwarded).words, words));
}

test('the signature is kept apart', () => {
  const { signature } = newWords('Bonjour\n\nCordialement,\nMarie\nSAS Dupont');
  assert.equal(signature, 'Marie\nSAS Dupont');
});

test('HTML as words: rows are lines, what is quoted is marked, nothing of the page shows', () => {
  const html = `<html><head><style>p{color:red}</style></head><body><p>Bonjour,</p>
    <table><tr><td>Éclair</td><td>12</td></tr><tr><td>Tarte</td><td>2</td></tr></table>
    <p>Merci <a href="https://x.example">ici</a><img src="cid:logo" alt="logo"></p>
    <div class="gmail_quote"><div>Le lun. 3 nov. 2026 à 10:12, M &lt;<a href="mailto:a@b.example">a@b.example</a>&gt; a écrit :<br></div>
    <blockquote>Combien ?</blockquote></div></body></html>`;
  const text = textOf(html);
  assert.doesNotMatch(text, /color|logo|x\.example/);
  assert.equal(newWords(text).words.replace(/ +$/gm, ''), 'Bonjour,\n\nÉclair 12\nTarte 2\n\nMerci ici');
});

test('hostile letters take no time', () => {
  const started = Date.now();
  const long = 'a '.repeat(80_000);
  for (const text of [
    `Le ${long}`,
    `On ${long}\n`.repeat(3),
    '> '.repeat(100_000),
    '<div>'.repeat(20_000),
    `${'Le 3 nov\n'.repeat(20_000)}a écrit :`,
    'Merci\n'.repeat(20_000),
    `De : ${long}\n`.repeat(2),
  ]) {
    newWords(text);
    newWords(textOf(text));
  }
  assert.ok(Date.now() - started < 8_000, `${Date.now() - started} ms`);
});
