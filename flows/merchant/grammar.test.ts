import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Parsed, parseCommand } from './grammar.ts';

/** What matters of a parsed command, on one line. */
function brief(parsed: Parsed): string {
  if (parsed.kind === 'command') {
    const { tool, orders, version, text } = parsed.command;
    return [tool.name, orders.join('+'), version ? `v${version}` : '', text].filter(Boolean).join(' ');
  }
  if (parsed.kind === 'unknown') return `unknown ${parsed.nearest.length}`;
  return parsed.kind;
}

const CASES: [string, string][] = [
  ['/confirmer 156', 'confirm_order 156'],
  ['/confirmer 156 v3', 'confirm_order 156 v3'],
  ['confirmer 156', 'confirm_order 156'],
  ['CONFIRMER n°156', 'confirm_order 156'],
  ['confirm 2026-0156', 'confirm_order 156'],
  ['/confimer 156', 'confirm_order 156'],
  ['/prête 156 157 160', 'ready_order 156+157+160'],
  ['prete 156, 157 et 160', 'ready_order 156+157+160'],
  ['/modifier 156 3 fraisiers, dimanche 10h', 'modify_order 156 3 fraisiers, dimanche 10h'],
  ['/modifier 156 v2', 'modify_order 156 v2'],
  ['/annuler 156 elle a appelé', 'cancel_order 156 elle a appelé'],
  ['/refuser 12 plus de fraises', 'refuse_order 12 plus de fraises'],
  ['/commandes', 'list_orders'],
  ['commandes demain', 'list_orders demain'],
  ['commandes pour le mariage de ma sœur samedi', 'speech'],
  ['/commande 7', 'show_order 7'],
  ['/livrée 7', 'deliver_order 7'],
  ['/aide', 'help'],
  ['aide', 'help'],
  ['aide facture', 'help'],
  ['/confirmer', 'needs_number'],
  ['confirmer', 'needs_number'],
  ['/lier 482913', 'link_account 482913'],
  ['lier 482913', 'speech'],
  ['/bonjour', 'unknown 3'],
  ['la 156 elle passe quand ?', 'speech'],
  ['Annuler tout et partir en vacances', 'speech'],
];

for (const [typed, meant] of CASES) {
  test(`"${typed}" is ${meant}`, () => assert.equal(brief(parseCommand(typed)), meant));
}
