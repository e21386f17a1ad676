/** What the shop's last message asks or settles. */

import { tokenise } from './text.ts';

export type ShopSaid = {
  text: string;
  words: string;
  question: boolean;
  placed: boolean;
  asksName: boolean;
  asksAddress: boolean;
  asksDate: boolean;
  asksCount: boolean;
};

/** Reads what a message of the shop asks for or settles. */
export function shopSaid(text: string): ShopSaid {
  const words = tokenise(text)
    .map((t) => t.t)
    .join(' ');
  const question = /\?|؟/.test(text);
  return {
    text,
    words,
    question,
    placed:
      !question &&
      /(?:ce est (?:bien )?(?:note|confirme|bon|enregistre|valide)|(?:bien )?(?:note|notee|confirmee?|enregistree?|validee?|recu)(?: |$)|commande (?:n|no|numero)|confirmed|all set|booked|noted|mrigel|sajjalna|c bon|tsajlet|el commande n|تسجلت|مسجل|تم)/.test(
        words,
      ),
    asksName:
      /(?:quel nom|nom \?|au nom|le nom|votre nom|which name|your name|what name|chnowa el isem|esmek|ism|ismek|esmkom)/.test(
        words,
      ) && question,
    asksAddress:
      /(?:adresse|livrer ou|ou (?:doit on |faut il |dois je )?livrer|where to|address|win|livraison|3onwen|nwasslou|عنوان)/.test(
        words,
      ) && question,
    asksCount:
      question && /(?:^| )(?:combien|quelle quantite|quel nombre|how many|9addech men|kaddech men)(?: |$)/.test(words),
    asksDate:
      /(?:quand|quel jour|quelle date|quelle heure|pour quand|when|what day|date|jour|anou nhar|nhar|wa9tech|وقتاش|اي يوم|تحديد اليوم|heure)/.test(
        words,
      ) && question,
  };
}
