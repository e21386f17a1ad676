/** A burst in which a later message takes back or completes the order of the ones before: it is read in two steps. */
import type { Burst } from './burst.ts';
import { plain } from './fold.ts';
import type { MergedTurn } from './turns.ts';

/** How a message begins that changes what was just written. */
const CHANGES =
  /^\s*(?:(?:ah|oh|euh|oups|bon|mais|et|zut|desolee?|pardon|non|nan)[ ,!.]+)*(?:finalement|en fait|tant pis|laisse[rz]? tomber|(?:non )?(?:enleve|retire|supprime|oublie|annule|remplace|rajoute|ajoute)[rsz]?|(?:vous pouvez|tu peux|pouvez[- ]vous) (?:aussi )?(?:r?ajouter|enlever|retirer|supprimer|remplacer)|mett?(?:ez|s)[- ](?:en|plutot) |(?:non,? )?pas (?:les?|la|l'|de|d') ?|sans (?:les?|la|l') ?|avec .* en plus|et .* en plus|.* (?:a la place|au lieu) d)/;

/** "Non, 4 tartes": taken back as well, where goods or a day follow; "non le moyen" is put right within the message. */
const TAKES_BACK = /^\s*(?:(?:ah|oh|euh|oups|bon|mais|zut)[ ,!.]+)*(?:non|nan|pardon|plutot|enfin non)[ ,!.]/;

const changes = (text: string, read: (text: string) => Burst): boolean => {
  const said = plain(text);
  if (CHANGES.test(said)) return true;
  if (!TAKES_BACK.test(said)) return false;
  const { lines, when } = read(text);
  return when !== null || lines.some((l) => !l.unsaid && l.product !== null);
};

/**
 * The messages of a burst up to one that changes what they said, and those from it on; null when none does. Only where the
 * first ones name goods: else there is nothing to change.
 */
export function toldAnew(m: MergedTurn, read: (text: string) => Burst): [MergedTurn, MergedTurn] | null {
  for (let k = 1; k < m.offsets.length; k++) {
    const at = m.offsets[k]!.at;
    const end = m.offsets[k + 1]?.at ?? m.text.length;
    if (!changes(m.text.slice(at, end), read)) continue;
    const before = m.text.slice(0, at).trimEnd();
    if (!read(before).lines.some((l) => !l.unsaid && l.product !== null)) continue;
    return [
      { ...m, text: before, offsets: m.offsets.slice(0, k) },
      {
        ...m,
        text: m.text.slice(at),
        turn: m.offsets[k]!.turn,
        offsets: m.offsets.slice(k).map((o) => ({ ...o, at: o.at - at })),
      },
    ];
  }
  return null;
}
