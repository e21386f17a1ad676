import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textsIn } from '../texts/index.ts';
import { everyCommand } from './commands.ts';
import type { Bubble, Phone } from './parts.ts';

type Story = { done: Record<'order' | 'approve' | 'pay' | 'invoice', boolean>; hint: string };
type StoryScript = {
  story(customer: Bubble[], merchant: Bubble[]): Story;
  lastNumber(bubbles: Bubble[]): string | null;
  suggestions(phone: Phone, bubbles: Bubble[], texts: unknown, draft?: string): string[];
};
type TextScript = {
  pieces(text: string): { kind: string; text: string }[];
  safeAddress(url: string, base: string): string | null;
};
const load = (name: string): Promise<unknown> => import(new URL(`../assets/${name}`, import.meta.url).href);
const { story, lastNumber, suggestions } = (await load('essai-story.js')) as StoryScript;
const { pieces, safeAddress } = (await load('essai-text.js')) as TextScript;

const fr = textsIn('fr').essai;
let at = 0;
const me = (text: string): Bubble => {
  at += 1;
  return { id: `b${at}`, side: 'me', at, text };
};
const them = (text: string, more: Partial<Bubble> = {}): Bubble => ({ ...me(text), side: 'them', ...more });
const choices = (...ids: string[]) => ({ choices: ids.map((id) => ({ id, title: id })) });

test('the steps light up one after the other, the hint says whose turn it is', () => {
  const customer: Bubble[] = [];
  const merchant: Bubble[] = [them('Carte d’hier', choices('/confirmer 155 v1'))];
  const told = () => {
    const { done, hint } = story(customer, merchant);
    return `${Object.values(done).filter(Boolean).length} ${hint}`;
  };
  assert.equal(told(), '0 start');
  customer.push(me(fr.say.first));
  assert.equal(told(), '0 wait');
  const photo = { url: '/doc/p', filename: 'photo.png', mime: 'image/png' };
  customer.push(them('Voici le fraisier.', { document: photo }));
  assert.equal(told(), '0 start');
  assert.ok(suggestions('customer', customer, fr).includes(fr.say.open));
  customer.push(them('Combien de parts ?', choices('6', '8', '10')));
  assert.equal(told(), '0 answer');
  customer.push(me('8 parts'), them('Demande 156 envoyée.'));
  merchant.push(them('Commande 156', choices('/confirmer 156 v1', '/modifier 156 v1', '/ignorer 156 v1')));
  assert.equal(told(), '1 approve');
  customer.push(them('Confirmée', { link: { label: 'Payer', url: 'http://localhost/pay/t' } }));
  assert.equal(told(), '2 pay');
  customer.push(me('Merci !'), them('Avec plaisir.'));
  assert.equal(told(), '2 pay');
  customer.push(them('Votre paiement est bien reçu.'));
  assert.equal(told(), '3 invoice');
  customer.push(them('', { document: { url: '/doc/t', filename: 'F.pdf', mime: 'application/pdf' } }));
  assert.equal(told(), '4 done');
});

test('the number of the last order comes from a button or from the words', () => {
  assert.equal(lastNumber([them('x', choices('/confirmer 156 v3'))]), '156');
  assert.equal(lastNumber([them('Commande n° 2026-0157 confirmée')]), '157');
  assert.equal(lastNumber([them('x', choices('/confirmer 156 v3')), them('Commande 158 payée : 45,00 €')]), '158');
  assert.equal(lastNumber([me('/commande 9'), them('2 gâteaux, 8 parts')]), null);
});

test('the merchant’s keyboard knows the order and what comes next', () => {
  assert.deepEqual(suggestions('merchant', [], fr), ['/commandes', '/aide']);
  const card = them('Nouvelle', choices('/confirmer 156 v1'));
  assert.equal(suggestions('merchant', [card], fr)[0], '/commande 156');
  const confirmed = [card, me('Créer commande'), them('Commande 156 confirmée')];
  assert.equal(suggestions('merchant', confirmed, fr)[0], '/prete 156');
  assert.equal(suggestions('merchant', [...confirmed, me('/prete 156'), them('Prête')], fr)[0], '/livree 156');
  assert.deepEqual(suggestions('merchant', confirmed, fr, '/comm'), ['/commande 156', '/commandes']);
  const every = { ...fr, every: everyCommand() };
  assert.ok(suggestions('merchant', confirmed, every, '/').includes('/retard 156 30'));
  assert.ok(suggestions('merchant', confirmed, every, '/ann').includes('/annule-ca'));
  assert.deepEqual(suggestions('customer', [], every, '/ann'), []);
});

test('the customer’s keyboard begins with the order and does not offer twice what was said', () => {
  assert.equal(suggestions('customer', [], fr)[0], 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp');
  assert.ok(!suggestions('customer', [me(fr.say.first)], fr).includes(fr.say.first));
  const open = [me(fr.say.open), them('Oui, jusqu’à midi.')];
  assert.equal(suggestions('customer', open, fr)[0], fr.say.first);
});

test('a text is cut into words, styles and addresses, and loses nothing but its marks', () => {
  assert.deepEqual(pieces('*Total : 45,00 €* _ok_ 2*3*4 https://a.example/x?y=1.'), [
    { kind: 'strong', text: 'Total : 45,00 €' },
    { kind: 'text', text: ' ' },
    { kind: 'em', text: 'ok' },
    { kind: 'text', text: ' 2*3*4 ' },
    { kind: 'address', text: 'https://a.example/x?y=1' },
    { kind: 'text', text: '.' },
  ]);
  assert.deepEqual(pieces('<img src=x onerror=alert(1)>'), [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }]);
});

test('only web addresses can be opened', () => {
  const base = 'http://localhost:3000/essai';
  assert.equal(safeAddress('/pay/abc', base), 'http://localhost:3000/pay/abc');
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,x',
    ' javascript:alert(1)',
    'file:///etc/passwd',
    'http://',
  ]) {
    assert.equal(safeAddress(url, base), null, url);
  }
});
