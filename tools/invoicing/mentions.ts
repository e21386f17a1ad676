/**
 * Legal sentences as dated data: the law moves (VAT left the CGI for the CIBS on 2026-09-01), a paper keeps the
 * sentence that was right on its day. French wording is the legal one; where a translation is printed it quotes it.
 */
import type { Exemption, PaperKind, PaperSnapshot } from './snapshot.ts';

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
  /** The code an electronic invoice carries it under (UNTDID 4451). */
  subject?: 'AAB' | 'PMD' | 'PMT';
  /** Printed only where the shop says so: what it sells, or that it pays VAT on what it invoices. */
  when?: 'goods' | 'services' | 'mixed' | 'debits' | Exemption;
};

const TAXED: readonly PaperKind[] = ['quote', 'invoice', 'deposit', 'credit_note'];
const INVOICES: readonly PaperKind[] = ['invoice', 'deposit', 'credit_note'];

/** Printed for every seller of France from its first day on, until further notice. */
const FRENCH = { country: 'FR', regime: 'any', valid_to: null } as const;
/** The four mentions that the reform of e-invoicing adds; binding small sellers from 2027-09-01, printed when known. */
const REFORM = {
  source: 'CGI ann. II art. 242 nonies A, as amended by décret 2022-1299',
  valid_from: '2024-07-01',
  buyers: 'any',
  kinds: INVOICES,
  ...FRENCH,
} as const;

/**
 * Why a sale abroad bears no VAT: CGI ann. II art. 242 nonies A, I-12 and 13. It may cite the CGI, until 2027-12-31, or the
 * directive, which stays.
 */
const EXEMPTIONS: readonly Mention[] = (
  [
    [
      'intra_eu',
      'Exonération de TVA, article 262 ter, I du CGI',
      'Exonération de TVA, article 138 de la directive 2006/112/CE',
    ],
    [
      'reverse_charge',
      'Autoliquidation : TVA due par le preneur, articles 259-1 et 283-2 du CGI',
      'Autoliquidation : TVA due par le preneur, articles 44 et 196 de la directive 2006/112/CE',
    ],
    [
      'export',
      'Exonération de TVA, article 262, I du CGI',
      'Exonération de TVA, article 146 de la directive 2006/112/CE',
    ],
  ] as const
).flatMap(([when, cgi, directive]) => {
  const en = {
    intra_eu: 'VAT exempt intra-Community supply',
    reverse_charge: 'Reverse charge',
    export: 'VAT exempt export',
  };
  const ar = { intra_eu: 'تسليم داخل الاتحاد دون أداء', reverse_charge: 'الأداء على الحريف', export: 'تصدير دون أداء' };
  const said = (text: string) => ({ fr: `${text}.`, en: `${en[when]} (${text}).`, ar: `${ar[when]} (${text}).` });
  const all = { country: 'FR', regime: 'standard', buyers: 'any', kinds: TAXED, when } as const;
  return [
    {
      source: 'CGI ann. II art. 242 nonies A, I-12 and 13',
      text: said(cgi),
      valid_from: '2000-01-01',
      valid_to: '2027-12-31',
      ...all,
    },
    {
      source: 'Directive 2006/112/CE art. 226',
      text: said(directive),
      valid_from: '2028-01-01',
      valid_to: null,
      ...all,
    },
  ];
});

export const MENTIONS: readonly Mention[] = [
  ...EXEMPTIONS,
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
    source: 'C. com. art. L441-9: conditions of discount, or that there is none',
    text: {
      fr: 'Pas d’escompte pour paiement anticipé.',
      en: 'No discount for early payment.',
      ar: 'لا خصم عند الدفع المسبق.',
    },
    valid_from: '2013-01-01',
    buyers: 'business',
    kinds: ['invoice', 'deposit'],
    subject: 'AAB',
    ...FRENCH,
  },
  {
    source: 'C. com. art. L441-9 and L441-10 II: rate of the penalties',
    text: {
      fr: 'En cas de retard de paiement : pénalités au taux de refinancement de la BCE majoré de 10 points.',
      en: 'Late payment: penalties at the ECB refinancing rate plus 10 points.',
      ar: 'عند التأخر في الدفع: غرامات بنسبة إعادة التمويل للبنك المركزي الأوروبي زائد 10 نقاط.',
    },
    valid_from: '2013-01-01',
    buyers: 'business',
    kinds: ['invoice', 'deposit'],
    subject: 'PMD',
    ...FRENCH,
  },
  {
    source: 'C. com. art. L441-10 II and D441-5: fixed recovery charge',
    text: {
      fr: 'Indemnité forfaitaire pour frais de recouvrement en cas de retard : 40\u202f€.',
      en: 'Fixed recovery charge for late payment: €40.',
      ar: 'تعويض جزافي عن مصاريف الاستخلاص عند التأخر: 40\u202f€.',
    },
    valid_from: '2013-01-01',
    buyers: 'business',
    kinds: ['invoice', 'deposit'],
    subject: 'PMT',
    ...FRENCH,
  },
  {
    text: { fr: 'Opération : livraison de biens.', en: 'Operation: supply of goods.', ar: 'العملية: تسليم سلع.' },
    when: 'goods',
    ...REFORM,
  },
  {
    text: {
      fr: 'Opération : prestation de services.',
      en: 'Operation: supply of services.',
      ar: 'العملية: إسداء خدمات.',
    },
    when: 'services',
    ...REFORM,
  },
  {
    text: {
      fr: 'Opération : livraison de biens et prestation de services.',
      en: 'Operation: supply of goods and services.',
      ar: 'العملية: تسليم سلع وإسداء خدمات.',
    },
    when: 'mixed',
    ...REFORM,
  },
  {
    text: {
      fr: 'Option pour le paiement de la taxe d’après les débits.',
      en: 'VAT is paid on debits (option pour le paiement de la taxe d’après les débits).',
      ar: 'يُدفع الأداء حسب الفوترة (option pour le paiement de la taxe d’après les débits).',
    },
    when: 'debits',
    ...REFORM,
    regime: 'standard',
  },
  ...(['FR', 'TN'] as const).map(
    (country): Mention => ({
      source: 'A receipt says that money came; it is no invoice (CGI art. 289; code de la TVA tunisien art. 18)',
      text: {
        fr: 'Reçu de paiement, ne vaut pas facture : la facture suivra.',
        en: 'Payment receipt, not an invoice: the invoice will follow.',
        ar: 'وصل خلاص لا يقوم مقام الفاتورة: ستتبعه الفاتورة.',
      },
      valid_from: '2000-01-01',
      valid_to: null,
      country,
      regime: 'any',
      buyers: 'any',
      kinds: ['receipt'],
    }),
  ),
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

/** What decides which sentences a paper carries. */
type Asked = {
  /** YYYY-MM-DD */
  issued_on: string;
  country: 'FR' | 'TN';
  regime: 'standard' | 'franchise';
  business: boolean;
  kind: PaperKind;
  language: 'fr' | 'en' | 'ar';
  operations?: 'goods' | 'services' | 'mixed' | undefined;
  debits?: boolean | undefined;
  exemption?: Exemption | undefined;
};

function carried(paper: Asked): Mention[] {
  const said = [paper.operations, paper.debits ? 'debits' : undefined, paper.exemption];
  return MENTIONS.filter(
    (mention) =>
      mention.country === paper.country &&
      (mention.regime === 'any' || mention.regime === paper.regime) &&
      (mention.buyers === 'any' || paper.business) &&
      (mention.when === undefined || said.includes(mention.when)) &&
      mention.kinds.includes(paper.kind) &&
      mention.valid_from <= paper.issued_on &&
      (mention.valid_to === null || paper.issued_on <= mention.valid_to),
  );
}

/**
 * The sentences this paper must carry, in its language: valid on its day for the seller's country and VAT regime, those
 * for businesses only when the buyer is one.
 */
export function mentionsFor(paper: Asked): string[] {
  return carried(paper).map((mention) => mention.text[paper.language]);
}

/** The same as a paper keeps them: the sentences, and those an electronic invoice carries under a code. */
export function saidOn(paper: Asked): Pick<PaperSnapshot, 'mentions' | 'notes'> {
  const notes = carried(paper).flatMap(({ subject, text }) =>
    subject ? [{ subject, text: text[paper.language] }] : [],
  );
  return { mentions: mentionsFor(paper), ...(notes.length > 0 ? { notes } : {}) };
}
