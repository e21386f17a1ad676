import type { Choice } from '../conversations/message.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { parseMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { changeSettings } from './change-settings.ts';
import { plainWords } from './day-words.ts';
import { readHours } from './hour-words.ts';
import { mergeHours, readDigest } from './hours.ts';
import type { LegalIdentity } from './settings.ts';
import { countryOf, taxPlace } from './setup-country.ts';
import { percent, ratesText, takeProducts } from './setup-products.ts';
import { readAddress, readMatricule, readRate, readSiret, type TypedProduct } from './setup-words.ts';

/** What is asked, in this order. `identity` shows what was said of the company and waits for a tap. */
export const STEPS = [
  'name',
  'address',
  'siret',
  'vat',
  'identity',
  'hours',
  'rate',
  'products',
  'approval',
  'digest',
] as const;
export type Step = (typeof STEPS)[number];

/**
 * How far a setup is: what is asked, the identity said but not tapped yet, and the products read on a picture that wait
 * for their tap.
 */
export type Setup = { step: Step; waiting: LegalIdentity; list?: TypedProduct[] | undefined; backToEnd: boolean };

/** What became of an answer. `stay`: the same question goes on (more products). `list` null: no list waits any more. */
export type Taken = {
  noted: string;
  waiting?: LegalIdentity;
  stay?: boolean;
  list?: TypedProduct[] | null;
  choices?: Choice[];
};

/** The rates a shop is offered as its usual one, in percent. */
const USUAL_RATES = { FR: [5.5, 10, 20], TN: [7, 13, 19] } as const;

const isTunisian = (run: Pick<Run, 'shop'>): boolean => countryOf(run) === 'TN';

/** The steps of this shop: where no VAT is charged, its rate is not asked. */
export function stepsOf(run: Pick<Run, 'shop'>, waiting: LegalIdentity): readonly Step[] {
  const regime = waiting.vat_regime ?? run.shop.settings.legal.vat_regime;
  return regime === 'franchise' ? STEPS.filter((step) => step !== 'rate') : STEPS;
}

/** The question of a step with what can be tapped. */
export function questionOf(run: Run, setup: Setup): { text: string; choices?: Choice[] } {
  const texts = textsFor(run.language).setup;
  switch (setup.step) {
    case 'siret':
      return { text: isTunisian(run) ? texts.askMatricule : texts.askSiret };
    case 'vat':
      return {
        text: texts.askVat,
        choices: [
          { id: 'assujetti', title: texts.vatStandard },
          { id: 'franchise', title: texts.vatFranchise },
        ],
      };
    case 'identity':
      return {
        text: texts.askIdentity(identityText(run, { ...run.shop.settings.legal, ...setup.waiting })),
        choices: [
          { id: '/demarrer oui', title: texts.yes },
          { id: '/demarrer adresse', title: texts.correct },
        ],
      };
    case 'approval':
      return { text: texts.askApproval, choices: [{ id: 'toujours', title: texts.always }] };
    case 'name':
      return { text: texts.askName(run.shop.name) };
    case 'address':
      return { text: isTunisian(run) ? texts.askAddressTn : texts.askAddress };
    case 'hours':
      return { text: texts.askHours };
    case 'rate':
      return {
        text: isTunisian(run) ? texts.askRateTn : texts.askRate,
        choices: USUAL_RATES[countryOf(run)].map((rate) => ({
          id: `${rate} %`,
          title: texts.rate(percent(run, rate)),
        })),
      };
    case 'products':
      return { text: texts.askProducts };
    case 'digest':
      return { text: texts.askDigest };
  }
}

/** Company, address and number as one text. */
export function identityText(run: Run, legal: LegalIdentity): string {
  const texts = textsFor(run.language).setup;
  const { address } = legal;
  const rows = [
    run.shop.name,
    address ? `${address.line1}, ${address.postcode} ${address.city}` : texts.missing,
    legal.siret ? `SIRET ${legal.siret}` : (legal.matricule_fiscal ?? texts.missing),
    legal.vat_regime === 'franchise' ? texts.vatFranchise : legal.vat_regime ? texts.vatStandard : texts.missing,
  ];
  return rows.join('\n');
}

/** Takes the answer to a step. Throws Refusal saying what is wrong with it and what to type. */
export async function take(run: Run, setup: Setup, text: string): Promise<Taken> {
  const texts = textsFor(run.language).setup;
  const wrong = (why: string) => new Refusal('invalid', why);
  switch (setup.step) {
    case 'name': {
      const name = text.replace(/\s+/g, ' ').trim();
      if (name.length < 2 || name.length > 80 || !/\p{L}/u.test(name)) throw wrong(texts.badName);
      await run.trx.updateTable('shop').set({ name }).execute();
      await record(run, 'shop.changed', null, { name });
      return { noted: texts.notedName(name) };
    }
    case 'address': {
      const address = readAddress(text, isTunisian(run) ? 'TN' : 'FR');
      if (!address) throw wrong(texts.badAddress);
      return { noted: texts.noted, waiting: { ...setup.waiting, address } };
    }
    case 'siret': {
      const read = isTunisian(run) ? readMatricule(text) : readSiret(text);
      if (!read) throw wrong(isTunisian(run) ? texts.badMatricule : texts.badSiret);
      const number = isTunisian(run) ? { matricule_fiscal: read } : { siret: read };
      return { noted: texts.noted, waiting: { ...setup.waiting, ...number } };
    }
    case 'vat': {
      const plain = plainWords(text);
      const franchise = /franchise|non assujetti|293|exoner|exempt|micro/.test(plain);
      if (!franchise && !/assujetti|normal|standard|reel|oui|regime/.test(plain)) throw wrong(texts.badVat);
      return { noted: texts.noted, waiting: { ...setup.waiting, vat_regime: franchise ? 'franchise' : 'standard' } };
    }
    case 'identity':
      // Who the company is changes by a tap only.
      throw wrong(texts.tapOnly);
    case 'hours': {
      const said = readHours(text);
      if (!said) throw wrong(textsFor(run.language).day.hoursUnread(text.slice(0, 100)));
      await changeSettings(run, (now) => ({ opening_hours: mergeHours(now.opening_hours, said) }));
      return { noted: texts.noted };
    }
    case 'rate': {
      const rate = readRate(text, taxPlace(run));
      if (rate === null) throw wrong(texts.badRate(ratesText(run)));
      await changeSettings(run, () => ({ usual_vat_rate: rate }));
      return { noted: texts.notedRate(percent(run, rate)) };
    }
    case 'products':
      return takeProducts(run, text, setup.list);
    case 'approval': {
      const always = /^(?:toujours|tout|toutes|oui|always|all|دائما)/.test(plainWords(text));
      const amount = always ? null : parseMoney(text.replace(/^(?:moins de|under|sous|<)\s*/i, ''), run.shop.currency);
      if (!always && (amount === null || amount < 0)) throw wrong(texts.badApproval);
      // How sure the reader has to be was set elsewhere, and stays.
      await changeSettings(run, ({ approval }) => ({
        approval: amount === null ? 'always' : { ...(approval === 'always' ? {} : approval), auto_below: amount },
      }));
      return { noted: texts.noted };
    }
    case 'digest': {
      const said = readDigest(text);
      if (!said) throw wrong(textsFor(run.language).day.digestUnread(text.slice(0, 60)));
      await changeSettings(run, (now) => ({ digest: { ...now.digest, ...said } }));
      return { noted: texts.noted };
    }
  }
}
