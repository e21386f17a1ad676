/**
 * Legal sentences as dated data: the law moves (VAT left the CGI for the CIBS on 2026-09-01), a paper keeps the
 * sentence that was right on its day. French wording is the legal one; where a translation is printed it quotes it.
 */
import type { PaperKind } from './snapshot.ts';

type Words = { fr: string; en: string; ar: string };

export type Mention = {
  /** The rule it comes from. */
  source: string;
  text: Words;
  /** First and last day of issue it is printed on (YYYY-MM-DD); null means until further notice. */
  valid_from: string;
  valid_to: string | null;
  country: 'FR' | 'TN';
  regime: 'standard' | 'franchise' | 'any';
  /** `business`: printed only for a buyer who is one. */
  buyers: 'business' | 'any';
  kinds: readonly PaperKind[];
};

const TAXED: readonly PaperKind[] = ['quote', 'invoice', 'deposit', 'credit_note'];

export const MENTIONS: readonly Mention[] = [
  {
    source: 'CGI art. 293 B and 293 E; wording citing the CGI accepted until 2027-12-31',
    text: {
      fr: 'TVA non applicable, article 293 B du CGI',
      en: 'VAT not applicable (TVA non applicable, article 293 B du CGI)',
      ar: 'لا تطبَّق الأداءات على القيمة المضافة (TVA non applicable, article 293 B du CGI)',
    },
    valid_from: '2000-01-01',
    valid_to: '2027-12-31',
    country: 'FR',
    regime: 'franchise',
    buyers: 'any',
    kinds: TAXED,
  },
  {
    // The regime is now CIBS L. 223-1 to L. 223-24; an official wording was not published when this was written.
    source: 'CIBS art. L. 223-1 et seq. (ordonnance 2025-1247)',
    text: {
      fr: 'TVA non applicable, franchise en base, articles L. 223-1 et suivants du CIBS',
      en: 'VAT not applicable (TVA non applicable, franchise en base, articles L. 223-1 et suivants du CIBS)',
      ar: 'لا تطبَّق الأداءات على القيمة المضافة (TVA non applicable, franchise en base, articles L. 223-1 et suivants du CIBS)',
    },
    valid_from: '2028-01-01',
    valid_to: null,
    country: 'FR',
    regime: 'franchise',
    buyers: 'any',
    kinds: TAXED,
  },
  {
    source: 'C. com. art. L441-9, L441-10 and D441-5',
    text: {
      fr: 'En cas de retard de paiement : pénalités au taux de refinancement de la BCE majoré de 10 points et indemnité forfaitaire pour frais de recouvrement de 40\u202f€. Pas d’escompte pour paiement anticipé.',
      en: 'Late payment: penalties at the ECB refinancing rate plus 10 points and a fixed recovery charge of €40. No discount for early payment.',
      ar: 'عند التأخر في الدفع: غرامات بنسبة إعادة التمويل للبنك المركزي الأوروبي زائد 10 نقاط وتعويض جزافي عن مصاريف الاستخلاص قدره 40\u202f€. لا خصم عند الدفع المسبق.',
    },
    valid_from: '2013-01-01',
    valid_to: null,
    country: 'FR',
    regime: 'any',
    buyers: 'business',
    kinds: ['invoice', 'deposit'],
  },
  {
    source: 'Arrêté du 2 mars 1990 and C. conso. art. L112-1: a quote says whether it is charged for',
    text: { fr: 'Devis gratuit.', en: 'This quote is free of charge.', ar: 'عرض الأسعار مجاني.' },
    valid_from: '1990-03-02',
    valid_to: null,
    country: 'FR',
    regime: 'any',
    buyers: 'any',
    kinds: ['quote'],
  },
];

/**
 * The sentences this paper must carry, in its language: valid on its day (`issued_on`, YYYY-MM-DD) for the seller's
 * country and VAT regime, those for businesses only when the buyer is one.
 */
export function mentionsFor(paper: {
  issued_on: string;
  country: 'FR' | 'TN';
  regime: 'standard' | 'franchise';
  business: boolean;
  kind: PaperKind;
  language: 'fr' | 'en' | 'ar';
}): string[] {
  return MENTIONS.filter(
    (mention) =>
      mention.country === paper.country &&
      (mention.regime === 'any' || mention.regime === paper.regime) &&
      (mention.buyers === 'any' || paper.business) &&
      mention.kinds.includes(paper.kind) &&
      mention.valid_from <= paper.issued_on &&
      (mention.valid_to === null || paper.issued_on <= mention.valid_to),
  ).map((mention) => mention.text[paper.language]);
}
