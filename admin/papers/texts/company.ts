/** The words of the page of a company that buys. */
import { typeset } from '../../../tools/texts/typography.ts';
import type { Lang } from '../../format.ts';

const fr = {
  title: (name: string) => `Facturer ${name}`,
  lead: 'Ce que la loi veut sur les factures d’une entreprise. Chaque numéro est vérifié ; une facture qui attendait part d’elle-même.',
  fields: {
    company: 'Raison sociale',
    siren: 'SIREN ou SIRET',
    vat_number: 'Numéro de TVA',
    matricule_fiscal: 'Matricule fiscal (Tunisie)',
    address: 'Adresse de facturation',
    country: 'Pays',
    reference: 'Son numéro de commande',
    engagement: 'Numéro d’engagement (acheteur public)',
    service: 'Code service (acheteur public)',
  },
  consumer: 'C’est un particulier : oublier l’entreprise',
  save: 'Enregistrer',
};
type CompanyTexts = typeof fr;

const en: CompanyTexts = {
  title: (name) => `Invoicing ${name}`,
  lead: 'What the law wants on a company’s invoices. Each number is checked; an invoice that waited leaves by itself.',
  fields: {
    company: 'Company name',
    siren: 'SIREN or SIRET',
    vat_number: 'VAT number',
    matricule_fiscal: 'Tax number (Tunisia)',
    address: 'Billing address',
    country: 'Country',
    reference: 'Their order number',
    engagement: 'Engagement number (public buyer)',
    service: 'Service code (public buyer)',
  },
  consumer: 'This is a consumer: forget the company',
  save: 'Save',
};

const ar: CompanyTexts = {
  title: (name) => `فوترة ${name}`,
  lead: 'ما يريده القانون على فواتير الشركات. يُتحقق من كل رقم، والفاتورة المنتظرة تُرسل من تلقاء نفسها.',
  fields: {
    company: 'اسم الشركة',
    siren: 'رقم \u2066SIREN\u2069 أو \u2066SIRET\u2069',
    vat_number: 'رقم الأداء على القيمة المضافة',
    matricule_fiscal: 'المعرّف الجبائي (تونس)',
    address: 'عنوان الفوترة',
    country: 'البلد',
    reference: 'رقم طلبيتها',
    engagement: 'رقم التعهد (مشتر عمومي)',
    service: 'رمز المصلحة (مشتر عمومي)',
  },
  consumer: 'هو حريف عادي: نسيان الشركة',
  save: 'تسجيل',
};

const ALL: Record<Lang, CompanyTexts> = { fr: typeset(fr), en, ar };

export const companyTexts = (lang: Lang): CompanyTexts => ALL[lang];
