/** Reading a life cycle message: UN/CEFACT CDAR D22B, as far as the French rules use it (XP Z12-012, annex A). */
import type { LifeMessage } from './platform.ts';

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const LONGEST = 2_000_000;
const LONGEST_WHY = 300;

/** The message of a CDAR file. Throws RangeError when it is none, or names no invoice and status. */
export function readCdar(xml: string): LifeMessage {
  if (xml.length > LONGEST) throw new RangeError('a life cycle message of more than 2 MB');
  // No entities of its own, no comments that hide tags.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new RangeError('a life cycle message with a document type');
  const text = xml.replace(/<!--[\s\S]*?-->/g, '');
  if (!/<(?:\w+:)?CrossDomainAcknowledgementAndResponse[\s>]/.test(text)) throw new RangeError('no life cycle message');
  const about = inside(text, 'ReferenceReferencedDocument') ?? '';
  const invoice = fieldOf(about, 'IssuerAssignedID');
  const code = Number(fieldOf(about, 'ProcessConditionCode'));
  if (!invoice || !Number.isInteger(code) || code <= 0) throw new RangeError('a life cycle message about no invoice');
  const statuses = inside(about, 'SpecifiedDocumentStatus') ?? '';
  const why = [fieldOf(statuses, 'ReasonCode'), fieldOf(statuses, 'Reason')].filter(Boolean).join(' : ');
  const issuer = inside(about, 'IssuerTradeParty') ?? '';
  const siren = /schemeID="0002"[^>]*>\s*(\d{9})\s*</.exec(issuer)?.[1] ?? null;
  return { invoice, seller: siren, code, why: why.slice(0, LONGEST_WHY) };
}

/** What stands inside the first element of this name, whatever its prefix. */
function inside(text: string, name: string): string | null {
  return new RegExp(`<(\\w+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</\\1?${name}>`).exec(text)?.[2] ?? null;
}

function fieldOf(text: string, name: string): string {
  const raw = inside(text, name) ?? '';
  return raw
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, entity: string) => ENTITIES[entity] ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}
