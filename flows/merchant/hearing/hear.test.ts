import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HearingWorld, hear } from './hear.ts';

const WORDS = new Set(
  'rembourser annuler refuser lien facture livree prete preparer commande commandes message proposer retard payee bot confirmer rupture retour stock prix fermer ouvrir nouvelle note historique client production modifier remise produits'.split(
    ' ',
  ),
);
const WORLD: HearingWorld = {
  statusOf: (order) => ({ 156: 'pending' as const, 157: 'confirmed' as const, 158: 'ready' as const })[order],
  isProduct: (words) => /[eé]clair|fraisier|tarte|religieuse/i.test(words),
  isWhen: (words) => /dimanche|samedi|demain|aujourd|\d+\s?h|25\/12|lundi/.test(words),
  exists: (word) => WORDS.has(word),
};

const CASES: [said: string, commands: string[]][] = [
  [
    "la 156 c'est bon, la 157 dis-lui dimanche, et plus d'éclairs aujourd'hui",
    ['/confirmer 156', '/proposer 157 dimanche', '/rupture éclairs'],
  ],
  ['annule la 156, elle a appelé', ['/annuler 156 elle a appelé']],
  ['annule la 156, elle passe plus dimanche', ['/annuler 156 elle passe plus dimanche']],
  ['Les 156, 157 et 158 sont prêtes !', ['/prete 156 157 158']],
  ['la 156 et la 157 sont prêtes', ['/prete 156 157']],
  ['156 prête et 157 livrée merci', ['/prete 156', '/livree 157']],
  [
    'annule la commande 156 et préviens-la que le four est en panne',
    ['/annuler 156', '/message 156 le four est en panne'],
  ],
  ['la 156 est prête, préviens-la', ['/prete 156']],
  ['La 156 est payée 45 € en espèces', ['/payee 156 45 € especes']],
  ['la 157 a 30 min de retard', ['/retard 157 30']],
  ['le fraisier passe à 24 €', ['/prix fraisier 24']],
  ['on ferme le 25/12', ['/fermer le 25/12']],
  ["qu'est-ce que j'ai demain ?", ['/commandes demain']],
  ["qu'est-ce qu'on a à faire samedi ?", ['/production samedi']],
  ['Marie veut 2 fraisiers samedi 14h', ['/nouvelle Marie 2 fraisiers samedi 14h']],
  ['note la commande de Paul, 2 fraisiers pour demain', ['/nouvelle Paul, 2 fraisiers pour demain']],
  ['rembourse la 156', ['/rembourser 156']],
  ['rappelle à la 157 de payer', ['/lien 157']],
  ['la 157 a payé la moitié', ['/commande 157']],
  ['ne réponds plus à la 156', ['/bot off 156']],
  ['ne dis rien à la 156', []],
  ['fais-lui une remise de 5 euros sur la 157', ['/remise 157 5 euros']],
  ['offre 10 % à la 157', ['/remise 157 10 %']],
  ['demande à la 157 si dimanche lui va', ['/proposer 157 dimanche']],
  ['la tarte passe à 23 euros en 6 parts', ['/prix tarte 6 parts 23']],
  ['la tarte est à combien ?', ['/produits tarte']],
  ['combien de tartes à faire dimanche ?', ['/production dimanche']],
  ['remets les tartes', ['/retour tartes']],
  ['la 157 veut être livrée à 12h au lieu de 11h', ['/modifier 157 12h']],
  ['la 157 viendra dimanche', ['/modifier 157 dimanche']],
  ["il n'y a plus de tartes", ['/rupture tartes']],
  ['la 156 dimanche 10h finalement', ['/modifier 156 dimanche 10h finalement']],
  ['refuse la 156, on est complet samedi', ['/refuser 156 on est complet samedi']],
  ["j'ai fait 12 éclairs", ['/stock éclairs +12']],
  ["je m'en occupe de la 156", ['/bot off 156']],
  ['il fait beau', []],
  ['plus de questions', []],
  ['45 € pour la livraison', []],
  ['', []],
];

for (const [said, commands] of CASES)
  test(`"${said}" is ${commands.join(' + ') || 'nothing'}`, () => {
    const heard = hear(said, WORLD);
    assert.deepEqual(
      heard.commands.map((one) => one.replace('/fermer le ', '/fermer ')),
      commands.map((one) => one.replace('/fermer le ', '/fermer ')),
    );
  });

test('a quoted card gives the number that was not said, and what was not understood is named', () => {
  assert.deepEqual(hear('annule, elle a appelé', { ...WORLD, order: 157 }).commands, ['/annuler 157 elle a appelé']);
  const heard = hear('la 156 est prête, tu sais où est la clé du garage', WORLD);
  assert.deepEqual([heard.commands, heard.leftover], [['/prete 156'], ['tu sais où est la clé du garage']]);
});
