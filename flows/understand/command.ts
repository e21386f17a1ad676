/** A member's free words ("9adech b3na lyoum", "stock bas ?") to the command they ask for. */
import { LETTERS, type Pattern, wholeWords } from './pattern.ts';
import { tokenise } from './text.ts';

type Rule = { command: string; re: Pattern };

const rule = (command: string, ...patterns: string[]): Rule => ({
  command,
  re: wholeWords(...patterns),
});

const TODAY =
  "aujourd'hui|hier|yesterday|elbareh|lbera7|البارح|البارحه|du jour|journee|lyoum|lyouma|elyoum|el youm|today|ce jour|اليوم|ce matin";
const NEW =
  'genere[rz]?|etabli[st]?|emets|sors|sortir|lance[rz]?|prepare[rz]?|redige[rz]?|edite[rz]?|nouve(?:au|lle|aux)|nouvo|nouvel|creer|cree|crees|ajouter|ajoute|ajoutili|ajoutez|(?:re)?faire|(?:re)?fais|(?:re)?faites|etablir|generer|emettre|new|create|add|make|jdid(?:a)?|jdid|5ali|5alli|(?:n|t)?[ae]?3a?mel(?:li|lou|lna)?|n?7adhe?r(?:li|lna)?|zid|zidni|zidli|nzid|sajjel|sajel|nsajjel|7el|جديد|جديده|زيد|اعمل|نعمل|انشاء|اضافه|سجل|اضف';
const HOW_MUCH = 'combien|(?:9|q|k|g)add?ech|ch7al|chhal|how much|قداش';
/** "What" in Tunisian, as it is spelled. */
const WHAT = '[cs]hn(?:owa|oua|ou|wa|eya|ia|iya|uwa)|شنوه|شنوا|شنيه';
/** What is short. */
const SHORT = 'na9e?s(?:a|in)?|wfe|wfa|wfat|wfet|ywfa|youfa|kmal|ناقص(?:ه|ين)?|الناقص(?:ه|ين)?';
const STOCK = 'stocks?|inventaire|inventory|baki|ba9i|mazel|mawjoud|مخزون|المخزون|الستوك|ستوك|الباقي';
const INVOICE = 'factures?|fatoura|fatourat|fawatir|invoices?|فاتوره|الفاتوره|فواتير|الفواتير|فاتورات';
const QUOTE =
  'devis|offres?(?: de prix)?|proforma|pro forma|quotes?|quotations?|proposition|عرض(?: سعر)?|العرض|عروض(?: ال?اسعار)?|دوفي|cotations?';
const CUSTOMER =
  'client(?:e?s?)|clientele|klient|klienet|zaboun|zaboune|zbouna|zbayen|7orafa|7arif|customers?|حريف|حرفاء|الحرفاء|زبون|زبائن|الزبائن|حرفا|عميل|عملاء|العملاء';
const GOODS =
  'articles?|produits?|produit|prodwi|sel3a|sla3|catalogue|carte|menu des produits|items?|products?|سلعه|السلعه|منتجات|المنتجات|منتوجات|المنتوجات|منتج';
const SALES =
  'ventes?|vendus?|vendu|b3na|be3na|bi3na|ba3na|bou3na|mbi3at|mabi3at|sales|chiffre(?: de)? affaires?|(?:le|mon|notre) ca|^ca(?= (?:du|de|d|mois|jour|semaine|lyouma?|mta3))|recettes?|revenus?|turnover|sold|jbedna|dakhalna|d5al|dkhal|darna|مبيعات|المبيعات|بعنا|رقم المعاملات|المداخيل|مداخيل';
const BEST =
  'top|best|meilleure?s?|plus vendus?|populaires?|star|stars|akther|aktar|a7sen|ahsen|li yemchi|li temchi|elli yemchi|yemchi|temchi|yetba3|yetbe3|mar9a|اكثر|الاكثر|احسن|افضل|best sellers?|bestsellers?';
/** What one does with a paper that exists. */
const SHOW =
  'renvoie|renvoyer|renvoyez|transmets|transmettre|partage[rz]?|imprimer|voir|ouvrir|ouvre|affiche[rz]?|fta7|7elli|7el|warini|envoyer|envoie|envoyez|envoi|imprime[rz]?|telecharge[rz]?|a?b3[ae]?th(?:li|lou|lna|elha)?|a3tini|a3tina|jibli|montre[rz]?|open|view|show|send|افتح|وريني|عرض|شوف|ابعث';
const STAFF =
  'vendeurs?|vendeuses?|vendeur|serveurs?|employes?|equipe|khaddama|5addama|5dem|yekhdem|ye5dem|staff|sellers?(?! )|cashiers?|البائعين|البائع|العمال|العامل|caissiers?|caissieres?|chkoun ba3|chkoun bi3';

/** First the narrow rules, then the wide ones. A command of null: understood, but nothing to run. */
const RULES: readonly (Rule | { command: null; re: Pattern })[] = [
  rule('/mois', '(?:best|top) ?sellers?|bestsellers?'),
  rule('/facture', `(?:${NEW}) (?:une? |la )?(?:facture|fatoura)`),
  rule(
    '/aide',
    'comment (?:ca|ce la) marche|(?:chnowa|chneya|chnia|quelles sont) (?:el |les )commandes(?! (?:mta3|de|du|pour|en|a|ghodwa|8odwa|lyoum|demain))',
  ),
  { command: null, re: wholeWords(STAFF) },
  rule(
    '/rupture',
    `(?:alertes?|tanbih|alerte|تنبيه|تنبيهات).{0,12}(?:${STOCK})`,
    `(?:${STOCK}).{0,20}(?:bas|faibles?|critiques?|low|minimum|na9es|na9sa|ywfa|youfa|wfe|ناقص|منخفض)`,
    'ruptures?',
    `(?:${GOODS}) (?:a commander|manquants?|en rupture|${SHORT})`,
    `(?:${WHAT})(?: (?:elli|li|el|il))? (?:${SHORT})`,
    'a commander',
    'que est ce qui manque|il (?:nous |me )?manque quoi|quoi qui manque|que manque t il|(?:re)?commander quoi|epuises?|epuisees?|a racheter|que (?:faut il|est ce que (?:il faut|on doit|je dois|nous devons)|dois je|doit on) (?:re?)?(?:commander|acheter)|il faut (?:re)?(?:commander|acheter) quoi|plus en stock|(?:presque|bientot) (?:finie?s?|epuisee?s?|vides?|termine)|(?:il )?(?:n y a|ya|y a) plus (?:de|d|rien)|9riba? (?:yekmel|ywfa|youfa|tekmel|twfa|ykamel|tkamel)|kamlet|kmelet',
    'reapprovisionn\\w*|reassort|low stock|out of stock|wfat|wfet|النواقص|a recommander',
  ),
  rule(
    '/jour',
    `(?:${SALES}|${HOW_MUCH})(?: [${LETTERS}0-9']+){0,4} (?:${TODAY})`,
    `(?:${TODAY})(?: [${LETTERS}0-9']+){0,3} (?:${SALES}|${HOW_MUCH})`,
    `(?:fait|encaisse|gagne|rentre|facture|realise|3malna|3mal)(?: [${LETTERS}0-9']+){0,3} (?:${TODAY})`,
    '(?:fait|encaisse|vendu|rentre) combien$|combien (?:on a|a t on|nous avons|j ai|jai) (?:fait|encaisse)$',
    'le z|ticket z|recap(?:itulatif)?',
    `(?:flous|dra[hb]em|argent|sous)(?: [${LETTERS}0-9']+){0,3} (?:${TODAY})|(?:${TODAY})(?: [${LETTERS}0-9']+){0,2} (?:flous|drahem)`,
    `(?:resume|bilan|point|situation|rapport|chiffres?|resultats?|synthese|compte rendu|debrief|encaissements?|vue|total|montant|ملخص|حصيله) (?:sur la |sur |de la |du |de )?(?:${TODAY})`,
    'caisse|kaissa|el caisse|lcaisse|caissa|cash register|الكاسه|كاسه|الصندوق|point de vente|pos|نقطه البيع|نقاط البيع|cloture|z de caisse|tableau de bord|dashboard|vue de ensemble|indicateurs?|kpis?|overview|لوحه القياده|لوحه التحكم|apercu',
  ),
  rule(
    '/mois',
    `(?:${BEST})(?: [${LETTERS}0-9']+){0,3} (?:${GOODS}|${SALES}|gateaux?|sellers?)`,
    `(?:${GOODS}|el mar9a|marka|gateaux?)(?: [${LETTERS}0-9']+){0,3} (?:${BEST})`,
    'plus (?:demande|commande|achete|rentable|populaire|aime)e?s?|(?:yetba3|tetba3|yemchi|temchi) barcha',
    '(?:vend(?:ent)?|part(?:ent)?|marche(?:nt)?|sort(?:ent)?) le (?:mieux|plus)|(?:7ajet|7ajat|7aja|chnowa|chneya) (?:elli |li )?(?:temchi|yemchi|yetba3|tetba3)',
    '(?:best|top) ?sellers?|plus vendus?|top (?:ventes?|\\d+|produits?|articles?)|chnowa (?:yetba3|yemchi|ytba3)|اكثر (?:مبيعا|مبيع)|الاكثر مبيعا',
  ),
  rule(
    '/client',
    `(?:${NEW})(?: [${LETTERS}0-9']+){0,3} (?:${CUSTOMER})`,
    `(?:${CUSTOMER}) (?:${NEW})`,
    'fiche (?:mta3|de|du|d|pour)(?! (?:le |la )?(?:produit|article|stock))',
    `(?:fiche|infos?|coordonnees|voir le|ouvrir le) (?:du |de |la |le )?(?:client)`,
    '(?:infos?|informations?|details?|fiche|coordonnees) (?:sur |de |d )?(?:mme|mr|m|monsieur|madame|mlle)',
  ),
  rule('/devis', `(?:${QUOTE})`),
  rule(
    '/facture',
    `(?:${NEW}|${SHOW})(?: (?:el|al|une|la|cette|ma|sa|leur|derniere|a|the|une?|il|moi|lui))* (?:facture|fatoura|invoice|فاتوره|الفاتوره)(?! ?s)`,
    `(?:${INVOICE}) (?:n|no|numero|n°|fac|#|ref)? ?[-° ]*\\d+`,
    'facturer|facture (?:a|pour) (?:envoyer|faire|imprimer|refaire|client)|facture a (?!payer|regler|encaisser)',
    `(?:facture|fatoura|فاتوره) (?:jdida|jdid|nouvelle|جديده|client|pour|de \\w+)`,
  ),
  rule(
    '/impayes',
    `(?:${INVOICE})`,
    'impayes?|impayees?|chkoun 3lih(?:om)?|kridi|ardoise|reste a (?:payer|encaisser)|creances? clients?|chkoun (?:y|i)?sal(?:ni|na|ouna|ouni)|(?:qui|chkoun) (?:me|nous|ne? me a pas|ma)? ?(?:doit|doivent|pas paye|5allasech|khallasech|5allas|khallas)|me doi(?:t|vent)|nous doi(?:t|vent)|(?:pas|non|jamais) (?:encore )?(?:payee?s?|reglee?s?)|retards? de paiement|chkoun (?:mazel )?(?:ma|me)? ?(?:5|kh)all?as+(?:ni|na)?(?:e?[cs]h)?|mech khalsin|mech 5alsin|غير مدفوعه|creances',
  ),
  rule('/client', `(?:${CUSTOMER})`),
  rule(
    '/stock',
    `(?:${STOCK})`,
    `(?:on a|j ai|jai|avons nous|nous avons|ai je) combien (?:de|d)|(?:${HOW_MUCH}) (?:fama|famma|3andna|3andi|mazel|baki|ba9i)|(?:كم|قداش|شحال) (?:بقي|باقي|مازال|عندنا|فما)`,
    'combien (?:il )?(?:m en |me |nous )?(?:reste|en reste)|(?:il )?y a (?:t il )?encore (?:de|du|des|d)|reste combien|combien de [a-z ]{2,25} (?:il )?(?:me |nous )?(?:reste|en reste|ai je|a t on|on a|avons nous)|(?:il|en) (?:me |nous )?reste (?:des|du|de la|encore|combien)|on a encore (?:des|du|de la)|9adech 3andna|kadech (?:3andi|andi)|قداش عندنا|قداش مازال|il reste combien',
  ),
  rule(
    '/produits',
    '(?:re)?cherche[rz]?|trouve[rz]?|ou est|ou sont|find|search|look for|9aleb|9alleb|lawej|lawwej|lawejli|fattech|fetech|ابحث|لوج|فتش|وين|win',
  ),
  rule(
    '/mois',
    `(?:${SALES})`,
    '(?:chiffres?|resultats?|point|bilan|resume) (?:du |de ce |de la |de )?(?:mois|semaine|annee)|ce mois|rapports?|reports?|reporting|financ(?:e|es|ier|iere|iers|ieres)|analyses?|statistiques?|stats?|tresorerie|benefices?|marges?|depenses?|bilan|ma9boudhat|charges|couts?|comparatif|comparer|comparaison|evolution|courbes?|graphiques?|srafna|sarrafna|masrouf(?:na)?|(?:ech|el|had el|hedha) ?-? ?(?:har|chhar)|chhar hedha|arba7|arbe7|rba7na|الارباح|ارباح|me9boudhat|masarif|masrouf|تقرير|تقارير|التقرير|التقارير|المالي|ماليه|المقبوضات|المصاريف|احصائيات|مقبوضات',
  ),
  rule(
    '/commandes',
    `(?:${SHOW}|liste|tout(?:es)?|donne(?: moi)?) (?:les |mes |nos |des |de |el |moi les )*commandes`,
    'commandes? (?:pour|a (?:livrer|faire|produire|sortir|retirer))|3and(?:na|i|ek) (?:[a-z0-9]+ )?commandes|commandes? (?:ghodwa|8odwa|lyoum|elyoum|mta3)',
    'commandes? (?:du jour|de demain|en cours|en attente|a preparer|de la semaine|de samedi|d aujourd hui)|(?:les|mes|nos|toutes les|voir les|liste des|warini el|lista mta3 el) commandes|orders|carnet|talbiyet|طلبيات|الطلبيات|planning',
  ),
  rule(
    '/aide',
    'secours|coup de main|mou?3awna|mousa3da',
    `(?:${WHAT}) (?:tnajem )?[nt]a3mel`,
    '(?:ta3ref|tnajem|najem|tejem) [nt]a3mel|(?:tu|vous) (?:peux|pouvez|sais|savez) faire quoi|comment je fais|comment on fait|aide|aidez(?: moi)?|help|menu(?! (?:des|de) (?:produits|articles))|besoin d aide|besoin de aide|que (?:puis je|peux tu|pouvez vous|sais tu) (?:faire)?|comment (?:ca marche|faire|ca fonctionne|utiliser)|quelles commandes|les commandes|aawenni|3awenni|3awni|aawni|3aweni|chna3mel|chnowa (?:najem )?na3mel|chneya na3mel|chnia na3mel|chnoua na3mel|chnowa (?:les )?commandes|chnowa tnajem|kifech|kifeh|مساعده|المساعده|عاوني|عاونني|شنوه نعمل|شنعمل|الرجوع|رجوع|القائمه|القايمه|commands|retour|options',
  ),
  rule('/produits', `(?:${GOODS})`),
];

const WORDS_OF_TODAY = new RegExp(`^(?:${TODAY})$`, 'u');

/** The command a member's free words ask for ("/jour", "/stock", ...), or null when they ask for none. */
export function readCommandWords(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed.startsWith('/')) return trimmed.split(/\s+/)[0]!.toLowerCase();
  const words = tokenise(text)
    .filter((t) => t.kind !== 'punct' || t.t === "'")
    .map((t) => t.t)
    .join(' ');
  if (!words || WORDS_OF_TODAY.test(words)) return null;
  for (const r of RULES) if (r.re.test(words)) return r.command;
  return null;
}
