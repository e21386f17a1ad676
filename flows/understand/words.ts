/** Small shared word lists: SMS and voice rewrites, Arabizi words written with digits, function words. */

/** Folded spelling -> what it stands for (blank = several tokens). */
export const REWRITES: Record<string, string> = {
  pr: 'pour', ds: 'dans', avc: 'avec', qd: 'quand', vs: 'vous', tt: 'tout', tte: 'toute', bcp: 'beaucoup', ns: 'nous',
  auj: "aujourd'hui", ajd: "aujourd'hui", aujourdhui: "aujourd'hui", aujourd: "aujourd'hui", ojd: "aujourd'hui",
  ojourdui: "aujourd'hui", aujourdui: "aujourd'hui", aujordhui: "aujourd'hui", ajrd: "aujourd'hui", ojdui: "aujourd'hui",
  '2main': 'demain', dem1: 'demain', dmain: 'demain', demin: 'demain', dmin: 'demain', demian: 'demain', deamin: 'demain',
  bjr: 'bonjour', bsr: 'bonsoir', slt: 'salut', bj: 'bonjour', bonj: 'bonjour', bonjours: 'bonjour', slm: 'salam', cc: 'coucou',
  svp: 'svp', stp: 'svp', sivouplai: 'svp', svpl: 'svp', sil: 'sil', c: 'ce est', cest: 'ce est', ct: 'ce etait', g: 'je ai', jai: 'je ai',
  jvoudrais: 'je voudrais', jvoudrai: 'je voudrais', jveux: 'je veux', jprends: 'je prends', jpasse: 'je passe', jveu: 'je veux',
  voudrai: 'voudrais', voudré: 'voudrais', voudre: 'voudrais', vx: 'veux', veu: 'veux', jaimerais: 'je aimerais', jpeux: 'je peux',
  jsuis: 'je suis', chui: 'je suis', chuis: 'je suis', ya: 'il y a', yaura: 'il y aura', keske: 'que est ce que',
  koi: 'quoi', kwa: 'quoi', ki: 'qui', ke: 'que', kel: 'quel', kan: 'quand', pk: 'pourquoi', pq: 'pourquoi', pkoi: 'pourquoi',
  mtn: 'maintenant', maintnt: 'maintenant', ajt: 'ajouter', rdv: 'rendez vous', msg: 'message', tel: 'tel', tél: 'tel', qq: 'quelques',
  qqs: 'quelques', qlq: 'quelques', nbr: 'nombre', anniv: 'anniversaire', aniv: 'anniversaire', aprem: 'aprem', apm: 'aprem', aprèm: 'aprem',
  pers: 'personnes', prs: 'personnes', personne: 'personnes', pce: 'pieces', pcs: 'pieces', pc: 'pieces', dz: 'douzaine', dzn: 'douzaine',
  douz: 'douzaine', douzene: 'douzaine', dixaine: 'dizaine', dizaines: 'dizaine', douzaines: 'douzaine', quinzene: 'quinzaine',
  lun: 'lundi', mer: 'mer', jeu: 'jeu', ven: 'vendredi', vendr: 'vendredi', vend: 'vendredi', sam: 'samedi', dim: 'dimanche', samd: 'samedi',
  samdi: 'samedi', smedi: 'samedi', sameid: 'samedi', samedie: 'samedi', vendredis: 'vendredi', vendrdi: 'vendredi', venderdi: 'vendredi', dimache: 'dimanche', dimanch: 'dimanche',
  dimenche: 'dimanche', mercredis: 'mercredi', mercerdi: 'mercredi', mecredi: 'mercredi', jeudis: 'jeudi', mardis: 'mardi', lundis: 'lundi',
  merc: 'mercredi', choco: 'chocolat', chocolats: 'chocolat', pb: 'probleme', qté: 'quantite', qte: 'quantite', cmd: 'commande', cde: 'commande', comande: 'commande', commende: 'commande', comand: 'commande',
  thx: 'thanks', thks: 'thanks', pls: 'please', plz: 'please', tmrw: 'tomorrow', tmw: 'tomorrow', tomorow: 'tomorrow', tommorow: 'tomorrow', tommorrow: 'tomorrow', tmr: 'tomorrow',
  tonite: 'tonight', u: 'you', ur: 'your', gonna: 'going to', wanna: 'want to', lemme: 'let me', gimme: 'give me', im: 'i am', ill: 'i will',
  cannot: 'can not', dont: 'do not', doesnt: 'does not', cant: 'can not', wont: 'will not',
  st: 'saint', ste: 'sainte', sts: 'saints', gateaus: 'gateaux', gato: 'gateau', gatau: 'gateau', gatto: 'gateau', bouket: 'bouquet', bouqet: 'bouquet',
  brin: 'brin', pain: 'pain', pdt: 'pdt', lv: 'livraison', hs: 'heures', mn: 'minutes', mins: 'minutes',
  noël: 'noel', noell: 'noel', dispo: 'disponible', dispos: 'disponible', dispoible: 'disponible', resa: 'reservation', tjs: 'toujours', tjrs: 'toujours',
  messieurs: 'messieurs', dsl: 'desole', desolee: 'desole', désolé: 'desole', desoler: 'desole', nn: 'non', wi: 'oui', ouais: 'oui', ouii: 'oui', oki: 'ok', okay: 'ok', okk: 'ok', dac: 'ok',
  'rdc': 'rdc', bi: 'bi', kilos: 'kg', kilo: 'kilo', grammes: 'g', gramme: 'g', gr: 'g', grs: 'g', grm: 'g', kgs: 'kg', kgr: 'kg', killo: 'kilo', qlo: 'kilo',
};

/** Arabizi words that start with a digit letter (2 = ء, 3 = ع, 5 = خ, 6 = ط, 7 = ح, 8 = غ, 9 = ق). */
export const ARABIZI_DIGIT_WORDS =
  /^(?:3[a-z]*[357892][a-z0-9]*|[5789][a-z]*[357892][a-z0-9]*|9ad|9ol|9a[a-z]{2,}|9[bdlr][a-z]+|9o[a-z]+|3as[a-z]+|3a[dhmnrty][a-z]+|3and[a-z]*|3la[a-z]*|3lik[a-z]*|3lih[a-z]*|3lech|3le[a-z]*|3l[iy][a-z]*|3o[a-z]+|3id[a-z]*|3ayed|3al+ou[a-z]*|3ej+a|3ar[a-z]*|3end[a-z]*|3ti[a-z]*|3inab|3ib[a-z]*|3che[a-z]*|3ech[a-z]*|3chr[a-z]*|3tin[a-z]*|7[aeiou][a-z]+|7[bjlkmnrts][aeiouy][a-z]*|7out|7lib|7lou|7ot|7otli|7ata|7atta|7aja|7al[a-z]*|5[aeiou][bdhklmnrstz][a-z]*|5ob[a-z]*|5ater|5al+i[a-z]*|5[dlr][a-z]+|5ms[ae]|5amsa|5amst[a-z]*|8[aeou][dlnrbt][a-z]*|8od[a-z]*|8l[ae][a-z]*|8a[a-z]+|2[aei][kl]l?[a-z]*|6[abnouy][a-z]+)$/;

/** French, English and Arabizi words that carry no meaning of their own in a product name. */
export const CONNECTORS: ReadonlySet<string> = new Set(
  "de du des le la les l d a au aux en et a' avec sans par sur mta3 mta el il bel bil w wel b bi bl of the with and in al".split(' '),
);

export const ARTICLES_ONE: ReadonlySet<string> = new Set(['un', 'une', 'a', 'an', 'wa7ed', 'wa7da', 'wahed', 'wahda', '1']);
