/** The words of the catalogue's page. */
import { typeset } from '../../tools/texts/typography.ts';
import type { Lang } from '../format.ts';

const fr = {
  title: 'Catalogue',
  count: (n: number) => (n === 1 ? '1 produit' : `${n} produits`),
  search: 'Chercher un produit ou un mot',
  submit: 'Chercher',
  all: 'Tout le catalogue',
  empty:
    'Pas encore de produit. Ajoutez les vôtres dans votre conversation : /demarrer produits, ou /produit pour un seul.',
  none: 'Aucun produit ne correspond. Cherchez un autre mot, ou revenez à tout le catalogue.',
  more: 'Produits suivants',
  deposit: 'Acompte',
  noDeposit: 'aucun',
  depositHint: '50 %, 10 € arrhes, ou non',
  depositSave: 'Enregistrer',
  vat: 'TVA',
  nature: 'Bien ou service',
  rate: (rate: number) => `TVA ${String(rate).replace('.', ',')} %`,
  unknownRate: (rate: string) => `${rate} : ce taux n’existe pas ici`,
  natures: { '': 'selon la boutique', goods: 'bien', services: 'service' },
  price: 'Prix',
  /** By the unit of the shop file; another one is shown as it is written there. */
  left: (stock: string) => `${stock} en stock`,
  low: 'Bientôt épuisé',
  soldOut: 'Épuisé',
  words: 'Vos clients disent aussi',
  noWords: 'Aucun autre nom pour ce produit.',
  learned: (by: string | undefined, day: string | undefined) =>
    ['appris', by ? `confirmé par ${by}` : 'confirmé', day ? `le ${day}` : ''].filter(Boolean).join(', '),
  forget: (said: string) => `Oublier « ${said} »`,
};

type CatalogueTexts = typeof fr;

const en: CatalogueTexts = {
  title: 'Catalogue',
  count: (n) => (n === 1 ? '1 product' : `${n} products`),
  search: 'Find a product or a word',
  submit: 'Find',
  all: 'Whole catalogue',
  empty: 'No products yet. Add yours in your conversation: /setup products, or /product for a single one.',
  none: 'No product matches. Try another word, or go back to the whole catalogue.',
  more: 'Next products',
  deposit: 'Deposit',
  noDeposit: 'none',
  depositHint: '50 %, 10 € arrhes, or no',
  depositSave: 'Save',
  vat: 'VAT',
  nature: 'Goods or service',
  rate: (rate) => `VAT ${rate}%`,
  unknownRate: (rate) => `${rate}: there is no such rate here`,
  natures: { '': 'as the shop says', goods: 'goods', services: 'service' },
  price: 'Price',
  left: (stock) => `${stock} in stock`,
  low: 'Running low',
  soldOut: 'Sold out',
  words: 'Your customers also say',
  noWords: 'No other name for this product.',
  learned: (by, day) =>
    ['learned', by ? `confirmed by ${by}` : 'confirmed', day ? `on ${day}` : ''].filter(Boolean).join(', '),
  forget: (said) => `Forget “${said}”`,
};

const ar: CatalogueTexts = {
  title: 'المنتجات',
  count: (n) => (n === 1 ? 'منتج واحد' : `عدد المنتجات: ${n}`),
  search: 'ابحث عن منتج أو كلمة',
  submit: 'بحث',
  all: 'كل المنتجات',
  empty: 'لا منتجات بعد. أضيفوا منتجاتكم في محادثتكم: /demarrer produits أو /produit لمنتج واحد.',
  none: 'لا يوجد منتج مطابق. جرّب كلمة أخرى أو ارجع إلى كل المنتجات.',
  more: 'المنتجات التالية',
  deposit: 'التسبقة',
  noDeposit: 'لا شيء',
  depositHint: '50 % أو 10 € arrhes أو non',
  depositSave: 'تسجيل',
  vat: 'الأداء',
  nature: 'سلعة أم خدمة',
  rate: (rate) => `الأداء \u2066${rate} %\u2069`,
  unknownRate: (rate) => `${rate}: هذه النسبة غير موجودة هنا`,
  natures: { '': 'حسب المحل', goods: 'سلعة', services: 'خدمة' },
  price: 'السعر',
  left: (stock) => `المتوفر: ${stock}`,
  low: 'يكاد ينفد',
  soldOut: 'نفد',
  words: 'يقول حرفاؤكم أيضا',
  noWords: 'لا يوجد اسم آخر لهذا المنتج.',
  learned: (by, day) => ['كلمة محفوظة', by ? `أكدها ${by}` : 'مؤكدة', day ?? ''].filter(Boolean).join('، '),
  forget: (said) => `نسيان « ${said} »`,
};

const ALL: Record<Lang, CatalogueTexts> = { fr: typeset(fr), en, ar };

/** The page's words in the member's language. */
export const catalogueTexts = (lang: Lang): CatalogueTexts => ALL[lang];
