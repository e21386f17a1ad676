/** VAT rates, goods and services, facts of buyers, order references and sales abroad, as members read of them. */
export const tax = {
  allowedRates: (rates: string) => `Taux de TVA possibles ici : ${rates}`,
  rate: {
    how: 'Écrivez le produit et son taux, par exemple : /taux fraisier 5,5',
    unknown: (rate: string, rates: string) => `Le taux de ${rate} % n’existe pas ici. Taux possibles : ${rates}`,
    set: (name: string, rate: string) =>
      `TVA de ${name} : ${rate} %. Les commandes déjà prises gardent leur taux, les prix ne changent pas.`,
    held: (rows: string, rates: string) =>
      `⚠️ Taux de TVA qui n’existe pas ici : ${rows}. Possibles : ${rates}. Corrigez avec /taux`,
  },
  nature: {
    how: 'Écrivez le produit et ce qu’il est, par exemple : /nature atelier macarons service, ou « bien », ou « boutique » pour suivre le réglage de la boutique.',
    goods: (name: string) => `${name} est un bien : les factures diront « livraison de biens ».`,
    services: (name: string) => `${name} est un service : les factures diront « prestation de services ».`,
    none: (name: string) => `${name} suit le réglage de la boutique (/legal biens, /legal services, /legal mixte).`,
  },
  buyer: {
    sirenLength: (text: string, count: string) =>
      `« ${text} » a ${count} chiffres : un SIREN en a 9, un SIRET 14. Recopiez-le d’un document de l’entreprise, par exemple : siren 404833048`,
    sirenKey: (text: string) =>
      `« ${text} » n’est pas un SIREN ni un SIRET : sa clé ne correspond pas, un chiffre est faux. Recopiez-le d’un document de l’entreprise, par exemple : siren 404833048`,
    vatLetters: (text: string) =>
      `« ${text} » n’est pas un numéro de TVA : il commence par les deux lettres du pays, par exemple FR83404833048.`,
    vatForm: (text: string, country: string, example: string) =>
      `« ${text} » n’a pas la forme d’un numéro de TVA (${country}). Exemple : ${example}`,
    vatFormOnly: (text: string, country: string) =>
      `« ${text} » n’a pas la forme d’un numéro de TVA (${country}). Recopiez-le d’un document de l’entreprise.`,
    vatKey: (text: string, right: string) =>
      `« ${text} » n’est pas un numéro de TVA : sa clé ne correspond pas à son SIREN. Ce serait ${right}.`,
    vatKeyOnly: (text: string) =>
      `« ${text} » n’est pas un numéro de TVA : les 9 derniers chiffres ne sont pas un SIREN. Recopiez-le d’un document de l’entreprise.`,
    vatOther: (number: string, siren: string) =>
      `Le numéro de TVA ${number} et le SIREN ${siren} sont de deux entreprises. Vérifiez lequel est le bon, puis donnez les deux ensemble.`,
    address: (text: string, missing: string) =>
      `L’adresse « ${text} » est incomplète : il manque ${missing}. Par exemple : adresse 4 avenue Hugo, 69002 Lyon`,
    parts: { street: 'la rue', postcode: 'le code postal (5 chiffres)', city: 'la ville' },
    country: (text: string) => `Je ne connais pas le pays « ${text} ». Par exemple : pays Allemagne, ou pays DE`,
    overseas: (country: string) =>
      `${country} : les ventes vers l’outre-mer suivent des règles propres (art. 294 et 295 du CGI), que je n’applique pas. Rien n’est noté : voyez votre comptable pour cette facture.`,
    matricule: (text: string) =>
      `« ${text} » n’est pas un matricule fiscal : sept chiffres, une lettre clé, code TVA, catégorie et établissement, par exemple 0736202X/A/M/000.`,
    consumerCountry: (name: string, country: string) =>
      `${name} : ${country}. Ventes à la TVA française. Au-delà de 10 000 € HT par année de ventes à distance vers des particuliers de l’Union, c’est la TVA de leur pays (guichet OSS) : je ne tiens pas ce compte, voyez votre comptable.`,
    consumerWorld: (name: string, country: string) =>
      `${name} : ${country}. Ventes à la TVA française : je n’établis pas de facture détaxée à un particulier.`,
    consumerHome: (name: string, country: string) => `${name} : ${country}. C’est la TVA française.`,
    businessAbroad:
      'Entreprise à l’étranger : avant chaque facture, décidez de la TVA avec /tva-etranger et le numéro de la commande.',
  },
  purchase: {
    how: (short: string) =>
      `Écrivez la référence du client, par exemple : /bon ${short} BC-2026-118, ou pour un acheteur public : /bon ${short} engagement 1300012345 service SRV-01`,
    set: (short: string, row: string) =>
      `Références du client pour la commande ${short} : ${row}. La facture les portera.`,
    none: (short: string) => `La commande ${short} n’a plus de référence du client.`,
    issued: (short: string, number: string) =>
      `La commande ${short} a la facture ${number} : ses références ne changent plus. D’abord : /avoir ${short}`,
    order: (number: string) => `commande ${number}`,
    engagement: (number: string) => `engagement ${number}`,
    service: (code: string) => `service ${code}`,
  },
  abroad: {
    ask: (company: string, country: string, short: string) =>
      `🌍 ${company} (${country}) : la TVA de cette vente est à décider. /tva-etranger ${short}`,
    home: (short: string) =>
      `La commande ${short} est à la TVA française : le client n’est pas une entreprise à l’étranger (/client … pays Allemagne).`,
    franchise: 'Votre boutique est en franchise de TVA : ses factures n’en portent pas, à l’étranger non plus.',
    pickup: (short: string) =>
      `La commande ${short} est retirée en France : c’est la TVA française. Une vente n’est exonérée que si elle part à l’étranger. Si vous la livrez là-bas : /tva-etranger ${short} exoneree, suivi de l’adresse de livraison.`,
    mixed: (short: string) =>
      `La commande ${short} mêle des biens et des services : leur TVA se décide séparément. Faites-en deux commandes.`,
    servicesWorld: (short: string) =>
      `La commande ${short} est un service pour une entreprise hors de l’Union : je ne sais pas établir cette facture sans TVA. Voyez votre comptable, ou gardez la TVA française : /tva-etranger ${short} francaise`,
    noVat: (short: string, who: string) =>
      `Pour une vente sans TVA il faut le numéro de TVA de l’entreprise : /client ${who} tva … Sans lui, la commande ${short} reste à la TVA française.`,
    noSellerVat: 'Pour une vente sans TVA il faut d’abord le numéro de TVA de votre boutique : /legal tva FR…',
    noDay: (short: string) =>
      `Une livraison dans l’Union sans TVA porte sa date : dites le jour de la commande ${short} (/modifier ${short} samedi).`,
    choices: {
      intra_eu: (short: string, country: string) =>
        `Commande ${short}, livrée : ${country}. Livraison intracommunautaire possible, sans TVA (art. 262 ter I du CGI), si le numéro de TVA du client est valable (vérifiez-le sur VIES) et si vous gardez la preuve du transport.`,
      reverse_charge: (short: string, country: string) =>
        `Commande ${short}, services pour : ${country}. Autoliquidation possible, sans TVA (art. 283-2 du CGI), si le numéro de TVA du client est valable (vérifiez-le sur VIES). Pas pour un repas servi en France ni un événement en France : là c’est la TVA française.`,
      export: (short: string, country: string) =>
        `Commande ${short}, livrée : ${country}. Exportation possible, sans TVA (art. 262 I du CGI), si vous gardez la preuve de sortie de la douane.`,
    },
    how: (short: string) => `Sans TVA : /tva-etranger ${short} exoneree\nAvec TVA : /tva-etranger ${short} francaise`,
    exempt: {
      intra_eu: (short: string, total: string) =>
        `✅ Commande ${short} sans TVA (livraison intracommunautaire) : ${total}. À reporter sur l’état récapitulatif des clients, que je ne dépose pas.`,
      reverse_charge: (short: string, total: string) =>
        `✅ Commande ${short} sans TVA (autoliquidation) : ${total}. À reporter sur la déclaration européenne de services, que je ne dépose pas.`,
      export: (short: string, total: string) =>
        `✅ Commande ${short} sans TVA (exportation) : ${total}. Gardez la preuve de sortie de la douane.`,
    },
    french: (short: string, total: string) => `✅ Commande ${short} à la TVA française : ${total}.`,
    linesBack: 'Les prix sont ceux du catalogue d’aujourd’hui.',
    paid: (short: string) =>
      `La commande ${short} est payée, TVA comprise. Pour la facturer ainsi : /tva-etranger ${short} francaise. Pour la refaire sans TVA : /annuler-rembourser ${short}, puis une nouvelle commande.`,
    issued: (short: string, number: string) =>
      `La commande ${short} a déjà ${number} : sa TVA ne change plus. D’abord : /avoir ${short}`,
    locked: (short: string) =>
      `La commande ${short} est sans TVA parce qu’elle part à l’étranger. Pour changer sa livraison, d’abord : /tva-etranger ${short} francaise`,
  },
};

export type TaxTexts = typeof tax;
