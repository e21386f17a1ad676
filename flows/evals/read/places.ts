/** Addresses (the fields that stand literally in the text), phones, and a member's phrases. */
import { readFileSync } from 'node:fs';
import { compileShop, read } from '../../understand/index.ts';
import { bare, type RowScore, rowScore } from './score.ts';

export type AddressCase = { id: string; text: string; expected: Record<string, string>; literal: string[] };
export type PhoneCase = { id: string; text: string; lang: string; expected: { e164: string | null } };
export type PhraseCase = { id: string; text: string; command: string | null };
export type LabelledPhrase = { id: string; text: string; expected: { intent: string } };

const NOW = '2026-01-05T10:00:00';

/** Every literal field must stand in the address that was read. Texts without one are not counted. */
export function scoreAddresses(row: string, all: readonly AddressCase[]): RowScore {
  const shop = compileShop(null);
  const cases = all.filter((c) => c.literal.length > 0);
  return rowScore(
    row,
    cases.map((c) => {
      const r = read(shop, { turns: [{ from: 'customer', text: c.text }], refTime: NOW, lang: 'fr' });
      const got = ` ${bare(r.address)} `;
      return {
        id: c.id,
        ok: c.literal.every((f) => got.includes(` ${bare(c.expected[f])} `)),
        detail: `${c.text} | ${r.address}`,
      };
    }),
  );
}

/** Phones to E.164; the country comes from the case's language, as a shop's would from its file. */
export function scorePhones(row: string, cases: readonly PhoneCase[]): RowScore {
  const shop = compileShop(null);
  return rowScore(
    row,
    cases.map((c) => {
      const r = read(shop, { turns: [{ from: 'customer', text: c.text }], refTime: NOW, lang: c.lang });
      return { id: c.id, ok: (r.phone ?? null) === c.expected.e164, detail: `${c.text} | ${r.phone}` };
    }),
  );
}

/** The corpus's labels as commands: the table between the two belongs to the evals. */
export function labelled(cases: readonly LabelledPhrase[]): PhraseCase[] {
  const table = JSON.parse(readFileSync(new URL('./commands.json', import.meta.url), 'utf8')) as Record<
    string,
    string | null
  >;
  return cases.map((c) => ({ id: c.id, text: c.text, command: table[c.expected.intent] ?? null }));
}

/** Phrases of a member: the command that would be run, or none. */
export function scoreCommands(row: string, cases: readonly PhraseCase[]): RowScore {
  const shop = compileShop(null);
  return rowScore(
    row,
    cases.map((c) => {
      const r = read(shop, { turns: [{ from: 'customer', text: c.text }], refTime: NOW, speaker: 'member' });
      return { id: c.id, ok: (r.command ?? null) === c.command, detail: `${c.text} | ${c.command} | ${r.command}` };
    }),
  );
}
