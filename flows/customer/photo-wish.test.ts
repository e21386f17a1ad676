/** What asks to be shown a product, and what speaks of pictures otherwise; nothing else of the words moves. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asQuestion, photoWish, withoutPhotoWish } from './photo-wish.ts';

const ASKS: [string, RegExp][] = [
  ['vous avez une photo du fraisier ?', /fraisier/i],
  ["Bonjour, pouvez-vous m'envoyer une photo du fraisier svp", /fraisier/i],
  ['je peux voir une photo du paris-brest ?', /paris-brest/i],
  ["c'est possible d'avoir une photo ?", /^$/i],
  ['je voudrais 2 fraisiers pour samedi et vous avez une photo ?', /^$/i],
  ['Une photo de Framboisier', /Framboisier/i],
  ['photo fraisier ?', /fraisier/i],
  ['à quoi ressemble la tarte au citron ?', /tarte au citron/i],
  ['La bûche elle ressemble à quoi ?', /bûche/i],
  ['do you have a picture of the fraisier?', /fraisier/i],
  ['could you send me a pic of the lemon tart please', /lemon tart/i],
  ['what does the lemon tart look like?', /lemon tart/i],
  ['عندكم صورة للفريزييه؟', /فريزييه/i],
  ['ابعثلي تصويرة الفريزييه', /الفريزييه/i],
  ['3andkom taswira mta3 el fraisier ?', /fraisier/i],
  ['tnajem tab3athli taswira mta3 fraisier?', /fraisier/i],
];
const OTHERS = [
  'je voudrais un gâteau avec une photo de mon fils dessus',
  'je vous envoie une photo',
  'voici la photo',
  'comme sur la photo',
  'vous avez reçu ma photo ?',
  'vous avez la photo que je vous ai envoyée ?',
  'vous avez des gâteaux photo ?',
  'une photo de ma fille à mettre sur le gâteau',
  'la photo est ci-jointe',
  'I want the one on the picture',
  'can you print a photo on the cake',
  'je voudrais un gâteau 8 parts avec photo comestible',
  'vous avez du fraisier ?',
  'envoyez-moi la facture svp',
  "pouvez-vous m'envoyer le lien de paiement",
  'n7eb 2 fraisier nhar sebt',
  'Je peux avoir un fraisier pour samedi ?',
];

test('a photo is asked for, and the words behind it name the product', () => {
  for (const [text, about] of ASKS) assert.match(photoWish(text) ?? 'no wish', about, text);
});

test('pictures that are sent, printed on a cake or pointed at are no wish', () => {
  for (const text of OTHERS) {
    assert.equal(photoWish(text), null, text);
    assert.equal(withoutPhotoWish(text), text);
  }
});

test('what is left stands where it was said; what was asked before stays a question about the product', () => {
  for (const [text] of ASKS)
    for (const read of [withoutPhotoWish(text), asQuestion(text)]) assert.equal(read.length, text.length, text);
  assert.match(
    withoutPhotoWish('je voudrais 2 fraisiers pour samedi et vous avez une photo ?'),
    /^je voudrais 2 fraisiers pour samedi et\s+\?$/,
  );
  assert.match(asQuestion('vous avez une photo du fraisier ?'), /^vous avez\s+du fraisier \?$/);
});
