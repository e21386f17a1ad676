import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TOOLS } from '../../tools/index.ts';
import { FAMILIES, familyOf, onlyReads } from './families.ts';
import { parseCommand } from './grammar.ts';
import { commandsFor, help, usage } from './help.ts';
import { mayUse, nearest, slashed } from './vocabulary.ts';

const commands = TOOLS.filter((tool) => tool.command);

test('every command has its help in three languages, an example that parses to itself, and a section', () => {
  for (const tool of commands) {
    const { help: said, words, takes } = tool.command!;
    for (const language of ['fr', 'en', 'ar'] as const) assert.ok(said[language].trim(), `${tool.name} ${language}`);
    assert.ok(FAMILIES.includes(familyOf(tool)));
    if (!tool.for.includes('member')) continue;
    for (const word of words) {
      const parsed = parseCommand(`/${word}${takes === 'order' || takes === 'order_and_text' ? ' 156' : ''}`);
      assert.equal(parsed.kind === 'command' && parsed.command.tool.name, tool.name, word);
    }
    const example = usage(tool).split(/[|\n]/)[0]!;
    const parsed = parseCommand(example);
    assert.equal(parsed.kind === 'command' && parsed.command.tool.name, tool.name, example);
  }
});

test('/aide names every command a role may use and no other, in one WhatsApp message', () => {
  for (const role of ['owner', 'manager', 'staff'] as const)
    for (const language of ['fr', 'en', 'ar'] as const) {
      const { text } = help(language, role, '');
      assert.ok(text.length <= 4_096, `${text.length} characters`);
      for (const tool of commands) {
        const listed = new RegExp(`^/${tool.command!.words[0]}(?![\\p{L}-])`, 'mu').test(text);
        assert.equal(listed, mayUse(tool, role), `${role} ${slashed(tool)}`);
      }
    }
});

test('/aide narrows to a section or a word, with explanations; an unknown word shows the sections', () => {
  const stock = help('fr', 'owner', 'stock').text;
  assert.match(stock, /^\/stock .* — /m);
  assert.doesNotMatch(stock, /^\/confirmer/m);
  assert.match(help('fr', 'owner', 'commandes').text, /^\/confirmer 156 — /m);
  assert.match(help('fr', 'owner', 'xyzzy').text, /«.xyzzy.»[\s\S]*^\/confirmer/m);
  for (const tool of commandsFor('owner')) {
    const word = tool.command!.words[0]!;
    assert.match(help('fr', 'owner', word).text, new RegExp(`^/${word}`, 'mu'), word);
  }
});

test('what is suggested is never above the role', () => {
  for (const tool of commands)
    for (const role of ['owner', 'manager', 'staff'] as const) {
      const near = nearest(slashed(tool), role);
      assert.equal(near.length, 3);
      for (const word of near) {
        const found = commands.find((one) => slashed(one) === word)!;
        assert.ok(mayUse(found, role), `${role} ${word}`);
      }
    }
});

test('what only shows is known by what is typed behind the word', () => {
  const reads = (word: string, text: string) => {
    const tool = commands.find((one) => one.command!.words[0] === word);
    assert.ok(tool, word);
    return onlyReads(tool, text);
  };
  assert.equal(reads('client', 'Marie Lefebvre'), true);
  assert.equal(reads('client', 'Marie société SAS Dupont siren 404833048'), false);
  assert.equal(reads('client', 'Anke pays Belgique'), false);
  assert.equal(reads('client', 'Marie particulier'), false);
  assert.equal(reads('stock', 'fraisier'), true);
  assert.equal(reads('stock', 'fraisier +5'), false);
  assert.equal(reads('bot', ''), true);
  assert.equal(reads('bot', 'off 156'), false);
  assert.equal(reads('annuler', ''), false);
});
