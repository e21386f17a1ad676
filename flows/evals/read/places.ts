/** Addresses (the fields that stand literally in the text), phones, and a member's phrases. */
import { readFileSync } from 'node:fs';
import { compileShop, read } from '../../understand/index.ts';
import { bare, corpus, type RowScore, rowScore } from './score.ts';

type AddressCase = { id: string; text: string; expected: Record<string, string>; literal: string[] };
type PhoneCase = { id: string; text: string; lang: string; expected: { e164: string } };
type PhraseCase = { id: string; text: string; expected: { intent: string } };

const NOW = '2026-01-05T10:00:00';

/** Every literal field must stand in the address that was read. Texts without one are not counted. */
export function scoreAddresses(): RowScore {
  const shop = compileShop(null);
  const cases = corpus<AddressCase>('addresses_fr').filter((c) => c.literal.length > 0);
  return rowScore(
    'addresses',
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
export function scorePhones(): RowScore {
  const shop = compileShop(null);
  return rowScore(
    'phones',
    corpus<PhoneCase>('phones_fr_tn').map((c) => {
      const r = read(shop, { turns: [{ from: 'customer', text: c.text }], refTime: NOW, lang: c.lang });
      return { id: c.id, ok: r.phone === c.expected.e164, detail: `${c.text} | ${r.phone}` };
    }),
  );
}

/** The table from the corpus's labels to our commands belongs to the evals: commands.json. */
export function scoreCommands(): RowScore {
  const table = JSON.parse(readFileSync(new URL('./commands.json', import.meta.url), 'utf8')) as Record<
    string,
    string | null
  >;
  const shop = compileShop(null);
  return rowScore(
    'merchant_phrases',
    corpus<PhraseCase>('intents_merchant_fr_tn').map((c) => {
      const r = read(shop, { turns: [{ from: 'customer', text: c.text }], refTime: NOW, speaker: 'member' });
      return {
        id: c.id,
        ok: r.command === table[c.expected.intent],
        detail: `${c.text} | ${c.expected.intent} ${table[c.expected.intent]} | ${r.command}`,
      };
    }),
  );
}
