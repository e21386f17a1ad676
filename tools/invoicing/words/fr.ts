/** What a paper says in French. The other languages have the same keys. */
import { unitName } from '../../units.ts';

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

const METHODS: Record<string, string> = {
  card: 'par carte',
  cash: 'en espèces',
  cheque: 'par chèque',
  transfer: 'par virement',
  paypal: 'par PayPal',
  flouci: 'par Flouci',
  konnect: 'par Konnect',
  marketplace: 'par la place de marché',
  demo: 'par paiement de démonstration',
};

const method = (name: string): string => METHODS[name] ?? `par ${name}`;

/** 2026-12-01 -> 1er décembre 2026. */
function date(day: string): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  return `${dayOfMonth === 1 ? '1er' : dayOfMonth}\u00a0${MONTHS[(month ?? 1) - 1]}\u00a0${year}`;
}

export const fr = {
  titles: { quote: 'Devis', invoice: 'Facture', deposit: 'Facture d’acompte', credit_note: 'Avoir', receipt: 'Reçu' },
  buyer: {
    quote: 'Devis pour',
    invoice: 'Facturé à',
    deposit: 'Facturé à',
    credit_note: 'Avoir pour',
    receipt: 'Reçu de',
  },
  customer: 'Client',
  shipTo: 'Livré à',
  issuedOn: 'Date d’émission',
  suppliedOn: 'Date de livraison',
  validUntil: 'Valable jusqu’au',
  order: 'Commande',
  reference: 'Votre commande n°',
  engagement: 'N° d’engagement',
  service: 'Code service',
  orderOf: (number: string, day: string) => `${number} du ${date(day)}`,
  cancels: 'Sur la facture',
  cancelsOf: (number: string, day: string) => `${number} du ${date(day)}`,
  date,
  columns: {
    item: 'Désignation',
    qty: 'Qté',
    unitNet: 'P.U. HT',
    unitGross: 'P.U. TTC',
    unit: 'Prix unitaire',
    vat: 'TVA',
    totalNet: 'Total HT',
    totalGross: 'Total TTC',
    total: 'Total',
  },
  discount: 'Remise',
  vatTable: { rate: 'Taux', base: 'Base HT', vat: 'TVA', gross: 'TTC' },
  net: 'Total HT',
  vat: 'TVA',
  gross: 'Total TTC',
  total: 'Total',
  stampDuty: 'Droit de timbre',
  stampBorne: 'Droit de timbre à la charge de la boutique',
  deposits: 'Acomptes déduits',
  depositOf: (number: string, day: string) => `${number} du ${date(day)}`,
  dueOn: 'À régler avant le',
  paid: 'Déjà réglé',
  due: 'Reste à payer',
  overpaid: 'En votre faveur',
  refunded: 'Déjà remboursé',
  toRefund: 'Reste à rembourser',
  settled: (day: string, methods: string[]) => `Acquittée le ${date(day)} ${methods.map(method).join(' et ')}`,
  refundedOn: (day: string, methods: string[]) => `Remboursé le ${date(day)} ${methods.map(method).join(' et ')}`,
  payments: 'Règlements reçus',
  refunds: 'Remboursements',
  payment: (day: string, name: string) => `${date(day)}, ${method(name)}`,
  transfer: 'Pour régler par virement',
  agreed: 'Bon pour accord',
  agreedHow: 'Date, nom et signature',
  demo: 'Document de démonstration — sans valeur',
  capital: (amount: string) => `au capital de ${amount}`,
  siren: 'SIREN',
  siret: 'SIRET',
  rcs: 'RCS',
  vatNumber: 'N° TVA',
  taxNumber: 'Matricule fiscal',
  countries: { FR: 'France', TN: 'Tunisie' },
  percent: (rate: number) => `${String(rate).replace('.', ',')}\u202f%`,
  /** A decimal quantity (`1.5`) with its unit. */
  quantity: (qty: string, unit: string) => {
    return `${qty.replace('.', ',')}\u00a0${unitName(unit, Number(qty), 'fr')}`.trim();
  },
};

export type Words = typeof fr;
