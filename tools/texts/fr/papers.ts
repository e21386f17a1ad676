import { sending } from './sending.ts';

/** Invoices, deposits, receipts, closures and exports, as members and customers read of them. */
export const papers = {
  depositLine: (order: string) => `Acompte sur commande ${order}`,
  depositLineAt: (order: string, rate: string) => `Acompte sur commande ${order} (TVA ${rate})`,
  lacks: {
    address: 'l’adresse de la boutique (/demarrer adresse)',
    siret: 'le SIRET (/demarrer siret)',
    vat_number: 'le numéro de TVA (/legal tva FR…)',
    capital: 'le capital social (/legal capital 8 000 €)',
    rcs: 'l’immatriculation au RCS (/legal rcs Paris 123 456 782)',
    matricule_fiscal: 'le matricule fiscal, par exemple 0736202X/A/M/000 (/demarrer matricule)',
    buyer_address: 'l’adresse de l’entreprise cliente (/client … adresse …)',
    buyer_siren: 'le SIREN de l’entreprise cliente (/client … siren 404833048)',
    buyer_vat: 'le numéro de TVA de l’entreprise cliente (/client … tva …)',
    supplied_on: 'le jour de livraison (/modifier … samedi)',
    vat_case: 'ce que vous décidez de la TVA de cette vente à l’étranger (/tva-etranger …)',
  },
  businessNoted: (name: string, facts: string) =>
    `${name}, entreprise : ${facts}. Ses factures le diront. Pour revenir : /client ${name} particulier`,
  consumerNoted: (name: string) => `${name} est de nouveau un particulier pour les factures.`,
  badLegal: (text: string) =>
    `Je n’ai pas compris « ${text} ». Écrivez par exemple : /legal tva FR83404833048, /legal capital 8 000 €, /legal rcs Paris 404 833 048, /legal biens`,
  stillLacks: (lacks: string) => `⚠️ Il manque : ${lacks}.`,
  nothingLacks: '✅ Rien ne manque pour facturer.',
  toIssue: (short: string, lacks: string) =>
    `🧾 La facture de la commande ${short} reste à établir : il manque ${lacks}. Elle partira d’elle-même une fois complétée.`,
  cannotIssue: (short: string, lacks: string) =>
    `La facture de la commande ${short} ne peut pas encore être établie : il manque ${lacks}. Complétez, puis : /facture ${short}`,
  depositHere: (number: string) => `Voici votre facture d’acompte ${number}.`,
  depositFor: (number: string, short: string) => `Facture d’acompte ${number} de la commande ${short} :`,
  receiptHere: (number: string) => `Voici votre reçu ${number}. La facture suivra.`,
  receiptFor: (number: string, short: string) => `Reçu ${number} de la commande ${short} :`,
  chain: (papers: string) => `🧾 ${papers}`,
  cancelledBy: (number: string, by: string) => `${number} (annulé par ${by})`,
  creditedBy: (number: string, by: string) => `${number} (avoir ${by})`,
  cancels: (number: string, what: string) => `${number} (sur ${what})`,
  kinds: { quote: 'devis', invoice: 'facture', deposit: 'acompte', credit_note: 'avoir', receipt: 'reçu' },
  takesOff: (number: string, deposits: string) => `${number} (acomptes déduits : ${deposits})`,
  nothingToClose: 'Rien à clôturer : aucun encaissement et aucune facture depuis la dernière clôture.',
  badClosure: (text: string) => `Je n’ai pas compris « ${text} ». Écrivez /cloture, /cloture mois ou /cloture annee`,
  notOver: (period: string) => `${period} n’est pas terminé : sa clôture se fera d’elle-même.`,
  closureTitle: {
    day: (number: string, period: string) => `🔒 Clôture journalière n° ${number} (${period})`,
    month: (number: string, period: string) => `🔒 Clôture mensuelle n° ${number} (${period})`,
    year: (number: string, period: string) => `🔒 Clôture annuelle n° ${number} (${period})`,
  },
  closureRow: (method: string, amount: string) => `${method} : ${amount}`,
  closureReturned: (amount: string) => `dont rendus ou corrigés : ${amount}`,
  closureTotal: (amount: string) => `Total de la période : ${amount}`,
  closurePapers: (first: string, last: string) => `Factures et avoirs : ${first} à ${last}`,
  closurePerpetual: (amount: string) => `Total perpétuel : ${amount}`,
  badExport: (text: string) =>
    `Je n’ai pas compris « ${text} ». Écrivez par exemple : /export fec 2026-11, /export journal 2026-11, /export tva 2026-11, /export factures 2026-11 ou /export ereporting 2026-11`,
  exportHere: (name: string, rows: string) => `${name} (${rows} lignes). À remettre à votre comptable.`,
  exportFec: 'C’est le journal des ventes et de la banque au format FEC, non le FEC complet de votre entreprise.',
  exportEmpty: (period: string) => `Rien à exporter pour ${period} : aucune facture, aucun encaissement.`,
  waiting: 'facture à établir',
  titles: { quote: 'Devis', invoice: 'Facture', deposit: 'Facture d’acompte', credit_note: 'Avoir', receipt: 'Reçu' },
  sending,
};
