/** The customer's name: said ("au nom de"), introduced ("c'est Sonia") or signed. Never the recipient of a gift. */
import { LETTERS } from './pattern.ts';

export type NameSpan = { name: string; start: number; end: number };

const PROPER = `(?:[A-ZÀ-Ý][${LETTERS}'’-]+|de|du|la|le|et|El|Ben|&)`;
const NAME = `(${PROPER.replace('|de|du|la|le|et', '')}(?:\\s+${PROPER}){0,3})`;
const TITLE = '(?:M\\.|Mr\\.?|Mme\\.?|Mlle|Madame|Monsieur|madame|monsieur|mme|Famille|famille|Fam\\.|fam\\.)';

const SAID = [
  new RegExp(`(?:[Aa]u|[Aa]) nom (?:de |d['’]|du )?(?:la )?(?:${TITLE}\\s+)?${NAME}`, 'u'),
  new RegExp(`(?:[Nn]om|[Nn]ame|under)\\s*(?:is|:|est)?\\s*:?\\s*(?:${TITLE}\\s+)?${NAME}`, 'u'),
  new RegExp(
    `(?:[Cc]['’]est|[Mm]oi c['’]est|[Jj]e m['’]appelle|[Ii]ci|[Ii]t['’]s|[Mm]y name is|[Tt]his is|[Aa]llo c['’]est) (?:${TITLE}\\s+)?${NAME}(?=\\s|,|$|!|\\.)`,
    'u',
  ),
  new RegExp(`(?:${TITLE})\\s+${NAME}\\s*(?:,|$|\\.|\\d)`, 'u'),
];
const SIGNED = new RegExp(
  `(?:[Mm]erci(?: d['’]avance| beaucoup| bcp)?|[Cc]ordialement|[Bb]ien à vous|[Cc]dt|[Ss]alutations[^\\n,]*|[Bb]onne réception|[Bb]onne journée|[Tt]hanks|[Rr]egards|[Cc]heers|[Bb]isous|[Bb]ises)\\s*[,!.]?\\s*(?:${TITLE}\\s+)?${NAME}\\s*(?:$|\\n|,|\\.)`,
  'u',
);
const LAST_LINE = new RegExp(`(?:^|\\n|[.!?]\\s+|, )(?:${TITLE}\\s+)?${NAME}\\s*$`, 'u');
const NOT_NAMES =
  /^(?:Bonjour|Bonsoir|Salut|Merci|Objet|Message|Retrait|Livraison|Commande|Noël|Paris|Lyon|Cordialement|Oui|Non|Ok|Bonne|Hello|Hi|Thanks|Salam|Joyeux|Joyeuses|Un|Une|Je|Le|La|Les|Pour|Vous|Et|C|Facture|Bisous|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Possible|Quel|Rue|Avenue)$/;

function clean(name: string): string | null {
  const words = name.trim().split(/\s+/);
  while (words.length > 0 && /^(?:de|du|la|le|et|&)$/.test(words.at(-1)!)) words.pop();
  const first = words[0];
  const particle = words.length > 1 && /^(?:Le|La|Les|Du|De)$/.test(first ?? '');
  return !first || (NOT_NAMES.test(first) && !particle) ? null : words.join(' ');
}

function spanOf(m: RegExpExecArray): NameSpan | null {
  const name = clean(m[1] ?? '');
  if (!name) return null;
  const start = m.index + m[0].lastIndexOf(m[1]!);
  return { name, start, end: start + name.length };
}

/** The customer's name in a message, or null. `asked`: the shop has just asked for it. */
export function readName(text: string, asked = false): NameSpan | null {
  for (const re of SAID) {
    const m = re.exec(text);
    const s = m ? spanOf(m) : null;
    if (s) return s;
  }
  if (asked) {
    const m = new RegExp(`^(?:${TITLE}\\s+)?${NAME}`, 'u').exec(text.trim());
    const s = m ? spanOf(m) : null;
    if (s) return s;
    const low = /^(?:mme|mr|m|mlle|madame|monsieur)?\.?\s*([a-zà-ÿ-]{3,}(?: [a-zà-ÿ-]{3,})?)\s*$/i.exec(text.trim());
    if (low && !/^(?:oui|non|merci|ok|voila|pas|rien)/i.test(low[1]!))
      return { name: low[1]!, start: text.indexOf(low[1]!), end: text.indexOf(low[1]!) + low[1]!.length };
  }
  const signed = SIGNED.exec(text);
  const s = signed ? spanOf(signed) : null;
  if (s) return s;
  const last = LAST_LINE.exec(text.trimEnd());
  return last && (last.index > 0 || /^[\n.!?,]/.test(last[0])) ? spanOf(last) : null;
}
