import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusFromWord } from './board.ts';

test('a status is known by its word, in one or several, with or without accents', () => {
  const cases: [string, string | null][] = [
    ['prêtes', 'ready'],
    ['prete', 'ready'],
    ['Confirmées', 'confirmed'],
    ['confirmée', 'confirmed'],
    ['livrees', 'delivered'],
    ['annulée', 'cancelled'],
    ['en préparation', 'preparing'],
    ['à valider', 'pending'],
    ['pending', 'pending'],
    ['en attente', 'pending'],
    ['livrés', 'delivered'],
    ['waiting', 'pending'],
    ['demain', null],
    ['Marie', null],
    ['', null],
  ];
  for (const [word, status] of cases) assert.equal(statusFromWord(word), status, word);
  assert.equal(statusFromWord('ready'), 'ready');
  assert.equal(statusFromWord('جاهز'), 'ready');
});
