import type { TaxTexts } from '../fr/tax.ts';

export const tax: TaxTexts = {
  allowedRates: (rates) => `VAT rates there are here: ${rates}`,
  rate: {
    how: 'Type the product and its rate, for instance: /taux fraisier 5,5',
    unknown: (rate, rates) => `There is no rate of ${rate}% here. Possible are: ${rates}`,
    set: (name, rate) => `VAT of ${name}: ${rate}%. Orders taken already keep theirs, prices do not change.`,
    held: (rows, rates) =>
      `⚠️ A VAT rate that does not exist here: ${rows}. Possible are: ${rates}. Correct it with /taux`,
  },
  nature: {
    how: 'Type the product and what it is, for instance: /nature atelier macarons service, or "bien" (goods), or "boutique" to follow the shop’s setting.',
    goods: (name) => `${name} is goods: invoices will say "supply of goods".`,
    services: (name) => `${name} is a service: invoices will say "supply of services".`,
    none: (name) => `${name} follows the shop’s setting (/legal biens, /legal services, /legal mixte).`,
  },
  buyer: {
    sirenLength: (text, count) =>
      `"${text}" has ${count} digits: a SIREN has 9, a SIRET 14. Copy it from a document of the company, for instance: siren 404833048`,
    sirenKey: (text) =>
      `"${text}" is neither a SIREN nor a SIRET: its key is wrong, so a digit is. Copy it from a document of the company, for instance: siren 404833048`,
    vatLetters: (text) =>
      `"${text}" is not a VAT number: it begins with the two letters of its country, such as FR83404833048.`,
    vatForm: (text, country, example) => `"${text}" is not written like a VAT number (${country}). Example: ${example}`,
    vatFormOnly: (text, country) =>
      `"${text}" is not written like a VAT number (${country}). Copy it from a document of the company.`,
    vatKey: (text, right) => `"${text}" is not a VAT number: its key does not fit its SIREN. It would be ${right}.`,
    vatKeyOnly: (text) =>
      `"${text}" is not a VAT number: its last 9 digits are no SIREN. Copy it from a document of the company.`,
    vatOther: (number, siren) =>
      `The VAT number ${number} and the SIREN ${siren} belong to two companies. Check which is right, then give both together.`,
    address: (text, missing) =>
      `The address "${text}" is incomplete: missing are ${missing}. For instance: adresse 4 avenue Hugo, 69002 Lyon`,
    parts: { street: 'the street', postcode: 'the postcode (5 digits)', city: 'the town' },
    country: (text) => `I do not know the country "${text}". For instance: pays Germany, or pays DE`,
    overseas: (country) =>
      `${country}: sales to French overseas territories follow rules of their own (CGI art. 294 and 295), which I do not apply. Nothing is noted: ask your accountant about this invoice.`,
    matricule: (text) =>
      `"${text}" is not a Tunisian tax number: seven digits, a key letter, VAT code, category and establishment, such as 0736202X/A/M/000.`,
    consumerCountry: (name, country) =>
      `${name}: ${country}. Sales at French VAT. Beyond €10,000 a year, VAT excluded, of distance sales to consumers of the Union it is the VAT of their country (OSS): I do not keep that count, ask your accountant.`,
    consumerWorld: (name, country) =>
      `${name}: ${country}. Sales at French VAT: I do not issue tax-free invoices to consumers.`,
    consumerHome: (name, country) => `${name}: ${country}. That is French VAT.`,
    businessAbroad:
      'A company abroad: before each invoice, decide on its VAT with /tva-etranger and the number of the order.',
  },
  purchase: {
    how: (short) =>
      `Type the customer’s reference, for instance: /bon ${short} BC-2026-118, or for a public buyer: /bon ${short} engagement 1300012345 service SRV-01`,
    set: (short, row) => `The customer’s references for order ${short}: ${row}. The invoice will carry them.`,
    none: (short) => `Order ${short} has no reference of the customer any more.`,
    issued: (short, number) =>
      `Order ${short} has invoice ${number}: its references no longer change. First: /avoir ${short}`,
    order: (number) => `order ${number}`,
    engagement: (number) => `engagement ${number}`,
    service: (code) => `service ${code}`,
  },
  abroad: {
    ask: (company, country, short) =>
      `🌍 ${company} (${country}): the VAT of this sale is to be decided. /tva-etranger ${short}`,
    home: (short) => `Order ${short} is at French VAT: the customer is no company abroad (/client … pays Germany).`,
    franchise: 'Your shop charges no VAT (franchise): its invoices carry none, abroad neither.',
    pickup: (short) =>
      `Order ${short} is collected in France: that is French VAT. A sale is exempt only when it leaves for abroad. If you deliver it there: /tva-etranger ${short} exoneree, then the address of delivery.`,
    mixed: (short) => `Order ${short} mixes goods and services: their VAT is decided apart. Make two orders of it.`,
    servicesWorld: (short) =>
      `Order ${short} is a service for a company outside the Union: I cannot issue that invoice without VAT. Ask your accountant, or keep French VAT: /tva-etranger ${short} francaise`,
    noVat: (short, who) =>
      `A sale without VAT needs the company’s VAT number: /client ${who} tva … Without it, order ${short} stays at French VAT.`,
    noSellerVat: 'A sale without VAT needs your shop’s VAT number first: /legal tva FR…',
    noDay: (short) =>
      `A delivery within the Union without VAT carries its day: say the day of order ${short} (/modifier ${short} samedi).`,
    choices: {
      intra_eu: (short, country) =>
        `Order ${short}, delivered: ${country}. It can be an intra-Community supply, without VAT (CGI art. 262 ter I), if the customer’s VAT number is valid (check it on VIES) and you keep proof of the transport.`,
      reverse_charge: (short, country) =>
        `Order ${short}, services for: ${country}. It can be reverse charge, without VAT (CGI art. 283-2), if the customer’s VAT number is valid (check it on VIES). Not for a meal served in France nor an event in France: there it is French VAT.`,
      export: (short, country) =>
        `Order ${short}, delivered: ${country}. It can be an export, without VAT (CGI art. 262 I), if you keep the customs’ proof of exit.`,
    },
    how: (short) => `Without VAT: /tva-etranger ${short} exoneree\nWith VAT: /tva-etranger ${short} francaise`,
    exempt: {
      intra_eu: (short, total) =>
        `✅ Order ${short} without VAT (intra-Community supply): ${total}. To be reported on the recapitulative statement, which I do not file.`,
      reverse_charge: (short, total) =>
        `✅ Order ${short} without VAT (reverse charge): ${total}. To be reported on the European services declaration, which I do not file.`,
      export: (short, total) => `✅ Order ${short} without VAT (export): ${total}. Keep the customs’ proof of exit.`,
    },
    french: (short, total) => `✅ Order ${short} at French VAT: ${total}.`,
    linesBack: 'Prices are those of today’s catalogue.',
    paid: (short) =>
      `Order ${short} is paid, VAT included. To invoice it so: /tva-etranger ${short} francaise. To make it again without VAT: /annuler-rembourser ${short}, then a new order.`,
    issued: (short, number) =>
      `Order ${short} has ${number} already: its VAT no longer changes. First: /avoir ${short}`,
    locked: (short) =>
      `Order ${short} is without VAT because it leaves for abroad. To change its delivery, first: /tva-etranger ${short} francaise`,
  },
};
