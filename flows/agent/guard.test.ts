import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maySay } from './guard.ts';

const REFUSED = [
  'Votre commande est confirmée, 45 €',
  'Votre commande est confirmée.',
  'C’est noté, à bientôt !',
  'C’est fait !',
  'Quarante-cinq euros, merci.',
  'Nous livrons demain.',
  'À samedi !',
  'La première est offerte.',
  'Votre gâteau est prêt.',
  'Your order has been placed.',
  'See you on Saturday.',
  'Your cake is free.',
  'تم تأكيد طلبك',
  'الطلب بخمسة دينار',
  'موعدنا غدا',
  'Le numéro est ١٢٣',
  'Payez ici : https://example.org',
  'Écrivez /confirmer',
  'Votre numéro [TEL]',
  '',
  'a'.repeat(400),
];

const ALLOWED = [
  'Je peux vous aider pour nos gâteaux.',
  'Pouvez-vous préciser le parfum, s’il vous plaît ?',
  'I can help you with our cakes.',
  'يمكنني مساعدتك',
];

for (const text of REFUSED) test(`never said: ${text.slice(0, 50)}`, () => assert.equal(maySay(text), false));
for (const text of ALLOWED) test(`may be said: ${text}`, () => assert.equal(maySay(text), true));
