/** What members read about photos of their notebook, price lists and pasted links. */
export const pages = {
  gone: (page: string) => `La photo n° ${page} n’est plus là.`,
  read: (page: string, lines: string) =>
    `📷 Photo n° ${page} lue : ${lines === '1' ? 'une ligne' : `${lines} lignes`}. Voici une carte par ligne ; rien n’est créé sans votre accord.`,
  nothingRead: (page: string, form: string) =>
    `📷 Photo n° ${page} gardée, mais je n’y ai pas lu de commande. Essayez de plus près et bien à plat, ou recopiez-la : /nouvelle, ou ici : ${form}`,
  kept: (page: string, form: string) =>
    `📷 Photo n° ${page} gardée. Je ne lis pas les photos ici : recopiez les commandes avec /nouvelle, ou avec la photo sous les yeux : ${form}\nPour la photo d’un produit, renvoyez-la avec la légende : /photo fraisier`,
  keptOff: (page: string, form: string) =>
    `📷 Photo n° ${page} gardée, pas encore lue : la lecture est désactivée. Pour l’activer : /assistant on. Pour recopier avec la photo sous les yeux : ${form}`,
  keptSpent: (page: string, form: string) =>
    `📷 Photo n° ${page} gardée, pas lue : le budget du mois est atteint. Pour recopier avec la photo sous les yeux : ${form}`,
  keptFailed: (page: string, form: string) =>
    `📷 Photo n° ${page} gardée, mais le lecteur de photos ne répond pas. Renvoyez-la plus tard, ou recopiez-la ici : ${form}`,
  listKept:
    '📷 Je ne peux pas lire la photo de votre liste de prix ici. Tapez vos produits, un par ligne : « Fraisier 8 parts 32€ », ou envoyez un fichier CSV.',
  listFailed:
    '📷 Le lecteur de photos ne répond pas. Renvoyez la photo plus tard, ou tapez vos produits, un par ligne : « Fraisier 8 parts 32€ ».',
  notFetched: 'Je n’ai pas pu recevoir cette image. Renvoyez-la, s’il vous plaît.',
  badKind: 'Je ne sais pas ouvrir cette image. Envoyez-la en JPEG, PNG ou WebP.',
  tooLarge: 'Cette image est trop lourde (plus de 8 Mo). Envoyez-la comme photo, pas comme fichier.',
  line: (page: string, at: string, all: string) => `📷 Photo ${page}, ligne ${at}/${all} :`,
  quoted: (text: string) => `« ${text} »`,
  modify: 'Modifier',
  ignore: 'Ignorer',
  create: 'Créer commande',
  unclear: (why: string) => `⚠️ ${why}`,
  rewrite: (line: string) => `Copiez cette ligne, corrigez-la et renvoyez-la :\n${line}`,
  rewriteHow: 'Pour corriger, répondez à cette carte avec la ligne complète.',
  lineGone: 'Cette ligne a déjà sa réponse : rien n’est changé.',
  linkKept: (form: string) =>
    `🔗 Lien gardé. Aucune passerelle ne donne les commentaires TikTok : envoyez-en une capture d’écran, ou saisissez la commande avec /nouvelle ou ici : ${form}`,
  closed: (page: string) => `Photo n° ${page} classée.`,
};

export type PagesTexts = typeof pages;
