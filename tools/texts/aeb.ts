import { fr, type Texts } from './fr.ts';

/** What customers read; the rest is for members, who are never spoken to in Arabizi. */
type CustomerSentences = Pick<
  Texts,
  'customer' | 'fulfilment' | 'at' | 'parts' | 'noDate' | 'line' | 'lineNoPrice' | 'total' | 'shipping'
> & {
  conversation: Omit<Texts['conversation'], 'member' | 'proof' | 'alias'>;
  orders: Texts['orders']['customer'];
  money: Texts['money']['customer'];
  schedule: Pick<
    Texts['paying']['schedule'],
    'depositAsked' | 'depositLink' | 'reminder' | 'overdue' | 'mailSubject' | 'kept' | 'owedBack'
  >;
  wish: Texts['paying']['codes']['wish'];
  photos: Omit<Texts['photos'], 'wanted' | 'wantedOf'>;
  acceptQuote: string;
  refusals: Pick<
    Texts['refusals'],
    'notAllowed' | 'noOrder' | 'emptyDraft' | 'unchanged' | 'paidAlready' | 'notPaidYet'
  >;
};

/**
 * Tunisian in Latin letters and digits (3 = ع, 7 = ح, 9 = ق), as shops there write to their customers: short, in the
 * polite plural, with the French words everybody uses.
 */
const sentences: CustomerSentences = {
  fulfilment: { pickup: 'Te5dhouha mel 7anout', delivery: 'Livraison' },
  at: (day, time) => `${day} m3a ${time}`,
  parts: { morning: 'essbe7', midday: 'nos enhar', afternoon: 'la3chiya', evening: 'fellil', night: 'fellil mo5er' },
  noDate: 'bla date',
  line: (qty, name, total) => `${qty} × ${name} — ${total}`,
  lineNoPrice: (qty, name) => `${qty} × ${name}`,
  total: (total) => `Total: ${total}`,
  shipping: (amount) => `Livraison: ${amount}`,

  customer: {
    intro: (shop) => `(Assistant automatique mta3 ${shop}. Ektbou « humain » bech ta7kiw m3a wa7ed mel équipe.)`,
    greeting: (shop) => `3aslema w mar7ba bikom fi ${shop}! Chnowa n7adhroulkom, w l anou nhar?`,
    thanks: '3aychkom, w nchoufoukom 3an 9rib!',
    fallback: 'Ektbouli chnowa t7ebbou w l anou nhar, w ana nkammel elbe9i.',
    askProduct: (words) => `« ${words} »: anehou t7ebbou?`,
    askUnknown: (words) => `Ma l9itech « ${words} » fel carte mte3na. Chnowa t7ebbou fi blasetha?`,
    askVariant: (product) => `« ${product} »: anehou t7ebbou?`,
    askSize: (product) => `Anehi taille t7ebbou fi « ${product} »?`,
    askVariantButton: 'Na5tar',
    askQuantity: (product) => `9addech t7ebbou men « ${product} »?`,
    askDate: 'L anou nhar t7ebbou el commande?',
    askDateAgain: 'Tnajmou t9oululi anou nhar bedhabt, men fadhlkom?',
    pastDate: (day) => `${day} t3adda. L anou nhar t7ebbou el commande?`,
    closedDay: (day) => `${day} m8al9in. Anou nhar e5er ysa3edkom?`,
    askAddress: 'L anehi adresse nwasslou (nahj, code postal, mdina)?',
    askOrder: 'Chnowa t7ebbou tcommandiw?',
    placed: (shop, short) => `Mrigel! El commande n° ${short} wsolet l ${shop}, mazelet testanna confirmation.`,
    autoConfirmed: (short) => `El commande n° ${short} mte3kom confirmée.`,
    confirmed: (short, shop) => `5bar behi: ${shop} confirmaw el commande n° ${short} mte3kom.`,
    payHere: (total) => `Tnajmou t5alsou ${total} en ligne:`,
    payLater: (total) => `El mablegh: ${total}.`,
    payButton: 'N5alles',
    paymentLink: (short, amount) => `Bech t5alsou el commande n° ${short} (${amount}):`,
    refused: (short, reason) =>
      `Sam7ouna, ma najjmouch na3mlou el commande n° ${short}${reason ? `: ${reason}` : ''}. Ektboulna ken t7ebbou nhar e5er wala 7aja o5ra.`,
    cancelled: (short, reason) => `El commande n° ${short} mte3kom t3annlet${reason ? `: ${reason}` : ''}.`,
    changed: (short) => `El commande n° ${short} mte3kom tbaddlet:`,
    ready: (short, place) => `El commande n° ${short} mte3kom 7adhra! ${place}`,
    readyPickup: 'Tnajmou t3addiw te5dhouha.',
    readyDelivery: 'Jeyinkom 3an 9rib.',
    paid: (amount, short) => `Wsolna el paiement ${amount} mta3 el commande n° ${short}. 3aychkom!`,
    invoiceHere: (number) => `Hedhi el facture ${number} mte3kom.`,
    invoiceComing: (number) => `El facture ${number} mte3kom tousslekom houni tawa.`,
    invoiceNotYet: (short) => `El facture mta3 el commande n° ${short} te5rej wa9t el paiement, w tousslekom houni.`,
    invoiceComes: 'El facture tousslekom houni wa9t te5alsou el commande.',
    noOrders: 'Mazelt ma nchouf 7atta commande b esmkom.',
    statuses: {
      pending: 'testanna confirmation',
      confirmed: 'confirmée',
      preparing: '9a3da tet7adher',
      ready: '7adhra',
      delivered: 'wsolet',
      cancelled: 'm3anla',
    },
    status: (short, status, when) => `El commande n° ${short} mte3kom ${status} (${when}).`,
    statusPay: (amount) => `Mazel ${amount} t5alsouhom.`,
    statusPaid: 'Hiya m5alsa.',
    handedOver: 'N9oul l wa7ed mel équipe: yjewbkom houni fi a9reb wa9t.',
    products: 'Hedha elli 3anna:',
    noProduct: (words) => `Ma l9itech « ${words} » fel carte mte3na.`,
    available: '9oululi 9addech t7ebbou w l anou nhar.',
    hours: (hours) => `Awe9at el 5edma:\n${hours}`,
    hoursUnknown: 'Awe9at el 5edma mahomch 9oddemi: n3addi so2elkom lel équipe.',
    closed: 'm8al9in',
    changeRequest: (short) => `N3addi talabkom 3al commande n° ${short} lel 7anout: yjewbkom houni.`,
    cancelRequest: (short) => `N3addi lel 7anout elli t7ebbou tannuliw el commande n° ${short}: yjewbkom houni.`,
    draftDropped: 'T3annlet, ma commandina chay.',
    cannotRead: 'Ma nnajemch na9ra el message hedha. Tnajmou tektbouli fi kelmtin chnowa t7ebbou?',
    cannotListen: 'Mazelt ma nnajemch nesma3 les vocaux. Tnajmou tektbouli fi kelmtin chnowa t7ebbou?',
    received: 'Wsol, n3addih lel 7anout.',
  },

  conversation: {
    inStock: 'mawjoud',
    left: (count) => `b9aw ken ${count}`,
    soldOut: 'wfe',
    toOrder: (delay) => `3al commande, yelzem ${delay}`,
    delayHours: (hours) => `${hours} sé3a`,
    delayDays: (days) => `${days} iyem`,
    possible: (day) => `${day} ma7loulin w el wa9t yekfi.`,
    tooSoon: (product, delay, earliest) => `${product}: yelzem ${delay} 9bal, ya3ni a9reb wa9t ${earliest}.`,
    closedThen: (day, days) => `${day} m8al9in. A9reb iyem ma7loulin: ${days}.`,
    openDays: (days) => `A9reb iyem ma7loulin: ${days}.`,

    openOn: (day, hours) => `Ey, ${day} ma7loulin: ${hours}.`,
    closedOn: (day) => `${day} m8al9in.`,
    closedAt: (day, hours) => `Mouch fel wa9t hedheka. ${day} ma7loulin hakka: ${hours}.`,
    specialClosure: (day) => `${day} m8al9in exceptionnellement.`,
    nextOpen: (day, hours) => `N7ellou ${day}, ${hours}.`,
    closures: (days) => `Iyem elli nsakrou fihom: ${days}.`,

    accepted: (ways) => `Na9blou: ${ways}.`,
    ways: {
      stripe: 'carte bancaire en ligne',
      paypal: 'PayPal',
      flouci: 'Flouci',
      konnect: 'Konnect',
      transfer: 'virement',
      demo: 'paiement de démonstration',
    },
    payAtShop: 'El 5las ykoun m3a el 7anout.',
    linkComes: 'El lien mta3 el paiement yousslekom houni ki yconfirmiw el 7anout.',

    heard: (words) => `🎤 Sma3t: « ${words} »`,
    notHeard: 'Ma fhemtech el vocal mte3kom. Tnajmou tektbouli fi kelmtin chnowa t7ebbou?',

    noted: 'Mrigel.',
    welcome: 'Mar7ba bikom!',
    stuck: 'Manich met2akked elli fhemtkom. T7ebbou wa7ed mel équipe yjewbkom?',
    human: 'Na7ki m3a wa7ed',
    unclear: 'Ma fhemtkomch mli7. 9oululi chnowa t7ebbou w l anou nhar, wella ektbou « humain » bech ta7kiw m3a wa7ed.',
    outOfScope: (shop) =>
      `Ma nnajemch njeweb 3la hedhi: ana ne5ou les commandes mta3 ${shop}. Ektbou « humain » bech ta7kiw m3a wa7ed.`,
    abuse: '5alliwna bel e7tirem, men fadhlkom. Ektbou « humain » bech ta7kiw m3a wa7ed mel équipe.',
    complaint: 'Sam7ouna barcha. N9oul tawa l wa7ed mel équipe: yjewbkom houni.',

    askChange: (short) => `Chnowa t7ebbou tbaddlou fel commande n° ${short}?`,
    changed: (short) => `Mrigel, el commande n° ${short} tbaddlet. Mazel el 7anout yconfirmiha.`,
    changeAsked: (short) => `N3addi el tabdil hedha fel commande n° ${short} lel 7anout:`,
    changeWaits: 'Ma yetbaddel chay 9bal ma yjewbou, w el jaweb yousslekom houni.',
    cancelled: (short) => `Mrigel, el commande n° ${short} t3annlet.`,
    changeDropped: (short) => `Behi, el commande n° ${short} to93od kima hiya.`,
    changeDeclined: (short, reason) =>
      `El 7anout ma ynajjamch ya3mel el tabdil hedha${reason ? `: ${reason}` : ''}. El commande n° ${short} to93od kima kenet.`,
    cancelDeclined: (short, reason) =>
      `El 7anout ma 3adech ynajjem yannuli el commande n° ${short}${reason ? `: ${reason}` : ''}. To93od kima kenet.`,

    asked: {
      describe: (product, text) => `${product}: ${text}.`,
      declared: (product, list) => `${product}: les allergènes elli 9oulnehom: ${list}.`,
      notDeclared: (allergen, products) => `« ${allergen} » mouch mawjoud fel allergènes mta3: ${products}.`,
      everywhere: (allergen) => `Les produits mte3na lkol fihom « ${allergen} ».`,
      traces: 'Tnajem tebqa des traces: ken 3andkom allergie, es2lou el 7anout 9bal ma tcommandiw.',
      forPeople: (count) => `L ${count} mel 3bed:`,
      notice: (products, delay) => `Yetcommanda ${delay} men 9bal: ${products}.`,
      noNotice: (products) => `Bla délai, 3la 7sab elli mawjoud: ${products}.`,
      delivers: 'Ey, nwasslou.',
      deliversTo: (areas) => `Nwasslou l: ${areas}.`,
      deliversThere: (place) => `Ey, nwasslou (${place}).`,
      notThere: (place, areas) =>
        `Ma nwasslouch l ${place}, ama l: ${areas}. Tnajmou zeda te5dhou el commande mel 7anout.`,
      deliveryFee: (fee) => `El livraison b ${fee}.`,
      deliveryFreeFrom: (fee, from) => `El livraison b ${fee}, w blech men ${from} w enti tale3.`,
      deliveryFree: 'El livraison blech.',
      place: (address) => `Tal9awna houni: ${address}.`,
      call: (phone) => `Tnajmou tkalmouna 3al ${phone}.`,
      again: (lines) => `El marra elli fetet:\n${lines}\nHakka?`,
      yes: 'Ey',
      no: 'Lé',
      soFar: (total) => `Total l taw: ${total}`,
      named: (short, name) => `Mrigel, el commande n° ${short} b esm ${name}.`,
      here: 'Behi. Ana houni ken t7ebbou 7aja.',
      passedOn: 'N3addi el message mte3kom lel 7anout: yjewboukom houni.',
      allergen: fr.conversation.asked.allergen,
    },
  },

  orders: {
    restoredReady: (short) => `Tas7i7 s8ir: el commande n° ${short} mazelet mouch 7adhra. N9oululkom ki te7dher.`,
    restoredKept: (short) => `Tas7i7 s8ir: el commande n° ${short} mte3kom mawjouda dima.`,
    restoredOpen: (short) => `Tas7i7 s8ir: el commande n° ${short} mazelet testanna jaweb. Nraj3oulkom fisa3.`,
    delayed: (short, when) =>
      `Sam7ouna, el commande n° ${short} bech tetwa55er chwaya: tkoun 7adhra ${when}. 3aychkom 3la sabrkom!`,
    dueAgain: (short, when) => `Tas7i7 s8ir: el commande n° ${short} dima ${when}.`,
    offer: (short, shop, when) => `${shop} y9tar7ou 3likom ${when} lel commande n° ${short}. Ysa3edkom?`,
    offerYes: 'Ey, ysa3edni',
    offerNo: 'Le',
    offerAccepted: (short, when) => `3aychkom! El commande n° ${short} tkoun ${when}.`,
    offerDeclined: (short) => `Mrigel, ma yetbaddel chay fel commande n° ${short}. El 7anout yraja3lkom.`,
    offerWithdrawn: (short) => `El proposition hedhi ma 3adech tesla7: el commande n° ${short} to93od kima kenet.`,
  },

  money: {
    partLink: (short, part, due) => `Bech t5alsou jez2 mel commande n° ${short} (${part} men ${due}):`,
    partPaid: (amount, short, rest) =>
      `Wsolna el paiement ${amount} mta3 el commande n° ${short}. 3aychkom! Mazel ${rest} t5alsouhom.`,
    refunded: (amount, short) => `Rajja3nelkom ${amount} mta3 el commande n° ${short}.`,
    willRefund: (amount) => `Nraj3oulkom ${amount}.`,
    creditNoteHere: (number) => `Hedha el avoir ${number} mte3kom.`,
    quoteHere: (number, total, until) =>
      `Hedha el devis ${number} mte3kom (${total}), yesla7 7atta l ${until}. Bech ta9blouh, enzlou 3al bouton wala jewbou « oui ».`,
    quoteExpired: (number) => `El devis ${number} ma 3adech yesla7. N9oulou lel équipe bech ta3tikom wa7ed jdid.`,
    quoteTaken: (number, short) => `El devis ${number} ma9boul: commande n° ${short}.`,
  },
  schedule: {
    depositAsked: {
      acompte: (amount) =>
        `Bech na7jzouhelkom, tsb9ouna ${amount} (acompte): men wa9tha el commande tolzemkom w tolzemna. El be9i yet5alles ba3d.`,
      arrhes: (amount) =>
        `Bech na7jzouhelkom, t5alsou ${amount} 3arboun: yo93od 3anna ken battaltou, w nraj3oulkom edhe3f ken battalna e7na. El be9i yet5alles ba3d.`,
    },
    depositLink: {
      acompte: (short, amount, due) =>
        `3al commande n° ${short} (${due}), tsb9ouna ${amount} (acompte). Men wa9tha el commande tolzemkom w tolzemna. Bech t5alsou:`,
      arrhes: (short, amount, due) =>
        `3al commande n° ${short} (${due}), t5alsou ${amount} 3arboun: yo93od 3anna ken battaltou, w nraj3oulkom edhe3f ken battalna e7na. Bech t5alsou:`,
    },
    reminder: (short, amount, when) => `Tedhkir s8ir: ${amount} yet5alsou 3al commande n° ${short}, ${when}.`,
    overdue: (short, amount, when) =>
      `Ken ma 8letnech, ${amount} mel commande n° ${short} kenou yet5alsou ${when}. Ken 5alastou deja, ma ta3tiwch bel lel message hedha.`,
    mailSubject: (shop, short) => `${shop}: el commande n° ${short} mte3kom`,
    kept: {
      acompte: (amount) => `El acompte ${amount} yo93od 3and el 7anout.`,
      arrhes: (amount) => `El 3arboun ${amount} yo93od 3and el 7anout.`,
    },
    owedBack: (amount) => `El 7anout battel, w el 3arboun yetraja3 medhe3ef: nzidoulkom ${amount}.`,
  },
  wish: (name) => `3aslema, n7eb 1 ${name} men fadhlkom.`,
  acceptQuote: 'Na9bel',
  photos: {
    wish: (name) => `Taswira mta3 ${name}`,
    which: 'Chnowa t7ebbou tchoufou taswirtou?',
    choose: 'N5tar',
    noneOf: (names) => `Mazelt ma 3andich taswira mta3 ${names}. Bech nwassel talabkom lel 7anout.`,
    none: 'Mazelt ma 3andich taswira nwarrihalkom. Bech nwassel talabkom lel 7anout.',
    see: 'Nchouf el taswira',
  },

  refusals: {
    notAllowed: () => 'El 7aja hedhi ma tnajjamch tet3mel houni.',
    noOrder: (short) => `El commande ${short} mouch mawjouda.`,
    emptyDraft: 'Mazel ma famma 7atta commande.',
    unchanged: (short) => `Ma tbaddel chay fel commande ${short}: hiya hakka deja.`,
    paidAlready: (short) => `El commande ${short} m5alsa deja.`,
    notPaidYet: (short) => `El commande ${short} mazelet mouch confirmée: ma famma chay tawa bech yet5alles.`,
  },
};

const { acceptQuote, conversation, money, orders, photos, refusals, schedule, wish, ...rest } = sentences;

export const aeb: Texts = {
  ...fr,
  ...rest,
  refusals: { ...fr.refusals, ...refusals },
  conversation: { ...fr.conversation, ...conversation },
  photos: { ...fr.photos, ...photos },
  orders: { ...fr.orders, customer: orders },
  paying: {
    ...fr.paying,
    schedule: { ...fr.paying.schedule, ...schedule },
    codes: { ...fr.paying.codes, wish },
  },
  money: { ...fr.money, customer: money, buttons: { ...fr.money.buttons, acceptQuote } },
};
