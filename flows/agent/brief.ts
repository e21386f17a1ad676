import { readFileSync } from 'node:fs';
import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { nameOf } from '../../tools/catalog/catalogue.ts';
import type { DraftLine } from '../../tools/drafts/draft.ts';
import type { Prompt } from './agent.ts';
import type { TurnFacts } from './facts.ts';
import { productsIn } from './model-input.ts';
import { openVault, type Vault } from './tokens.ts';

const POLICY = readFileSync(new URL('./policy/customer.md', import.meta.url), 'utf8');

/** The most of a conversation that leaves, newest kept. */
const MOST_TURNS = 20;
const MOST_TURN_CHARACTERS = 2_000;
const LANGUAGES = { fr: 'français', en: 'anglais', ar: 'arabe', arabizi: 'tunisien en lettres latines (arabizi)' };

/**
 * All that a language model is sent: the policy, what the reader read, the catalogue lines in question (no prices), and
 * this conversation. Phones, e-mail and postal addresses leave as tokens.
 */
export function promptFor(facts: TurnFacts): Prompt {
  const { address, phone } = facts.reading;
  const vault = openVault({ address: facts.read.address ?? address, phone: phone ?? null });
  // First, so that what the messages hold is known before anything else is written.
  const messages = conversation(facts, vault);
  const system = [
    POLICY.replaceAll('{{boutique}}', facts.shop.name)
      .replaceAll('{{langue}}', LANGUAGES[facts.reading.language])
      .trim(),
    `## Ce que le lecteur a compris\n${JSON.stringify(understood(facts, vault))}`,
    `## Les articles dont il est question\n${catalogueLines(facts) || '(aucun ; utilise search_catalogue)'}`,
  ].join('\n\n');
  return { system, messages, vault };
}

function understood(facts: TurnFacts, vault: Vault) {
  const { read } = facts;
  return {
    intention: facts.intent,
    aussi: facts.reading.also,
    lignes: read.lines.map((line) => lineFacts(line, vault)),
    jour: read.date,
    jour_incertain: read.dateDoubtful,
    heure: read.time,
    retrait_ou_livraison: read.fulfilment,
    adresse_donnee: read.address !== null,
    brouillon_ouvert: facts.open !== null,
  };
}

function lineFacts(line: DraftLine, vault: Vault) {
  return {
    article: line.sku,
    mots: vault.hide(line.words),
    quantite: line.qty,
    ...(line.candidates.length > 0 ? { possibles: line.candidates } : {}),
  };
}

function catalogueLines(facts: TurnFacts): string {
  const theirs = facts.story.filter((turn) => turn.from === 'customer').map((turn) => turn.text);
  const skus = [
    ...facts.read.lines.flatMap((line) => (line.sku ? [line.sku] : line.candidates)),
    ...productsIn(facts, theirs.join('\n')),
  ];
  const products = new Set(skus.flatMap((sku) => facts.catalogue.find(sku)?.product ?? []));
  return [...products]
    .map((product) => {
      const sizes = product.variants.map((variant) => `${variant.sku} = ${variant.name}`);
      const options = product.options.map((option) => `${option.name} (${option.choices?.join(', ') ?? option.kind})`);
      const rest = [
        sizes.length > 0 ? `tailles : ${sizes.join(' ; ')}` : '',
        options.length > 0 ? `options : ${options.join(' ; ')}` : '',
      ];
      return [
        `- ${product.sku} = ${nameOf({ product, variant: null })} (à l’unité « ${product.unit} »)`,
        ...rest.filter(Boolean),
      ].join(' ; ');
    })
    .join('\n');
}

/** Both sides in turn, beginning with the customer, as every compatible server accepts it. */
function conversation(facts: TurnFacts, vault: Vault): BaseMessage[] {
  const said: { from: 'customer' | 'shop'; text: string }[] = [];
  const first = Math.max(0, facts.story.length - MOST_TURNS);
  for (const [index, turn] of facts.story.entries()) {
    if (index < first) continue;
    const spans = facts.reading.evidence.filter((piece) => piece.turn === index);
    const text = vault.hide(turn.text, spans).slice(0, MOST_TURN_CHARACTERS);
    const last = said.at(-1);
    if (last?.from === turn.from) last.text += `\n${text}`;
    else if (said.length > 0 || turn.from === 'customer') said.push({ from: turn.from, text });
  }
  if (said.at(-1)?.from !== 'customer') said.push({ from: 'customer', text: '(message sans texte)' });
  return said.map((turn) => (turn.from === 'customer' ? new HumanMessage(turn.text) : new AIMessage(turn.text)));
}
