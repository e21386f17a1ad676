/** Phone numbers to E.164, French and Tunisian plans. */
import { spokenPhones } from './phone-spoken.ts';

export type PhoneSpan = { e164: string; start: number; end: number };

const RUN =
  /(?:(?<![\w@./-])|(?<=(?:^|[^\p{L}])(?:t[ée]l|tel|phone|portable|port|mob|gsm)))(?:\+|00)?\(?\+?\d(?:[\s.\-/()_·•–—\u00a0]{0,2}\d){7,14}(?![\w])|(?<![\w,])0[1-9](?:, ?\d{2}){4}(?!\w|, ?\d)/giu;

/** "commande 20260612": eight digits behind such a word are a reference. */
const REFERENCE =
  /(?:commande|cde|cmd|order|facture|invoice|devis|r[ée]f(?:[ée]rence)?|dossier|ticket)\s*(?:n°|no|num[ée]ro|#)?\s*:?\s*$/i;

/** "0687654321 2 bûches", "2 27123987": a whole number beside the number of something else. */
const WITHIN = /(?<!\d)(?<!\d[.,])(?:0[1-9](?:[.-]?\d{2}){4}|0[1-9](?: \d{2}){4}|[2-57-9]\d{7})(?!\d)(?![.,]\d)/;

/** 24/12/2026, 24.12.26, 2026-12-24: eight digits that name a day are not a number to call. */
const DAY =
  /^(?:(?:0?[1-9]|[12]\d|3[01])([\s./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d{2}|(?:19|20)\d{2}([./-])(?:0[1-9]|1[0-2])\2(?:0[1-9]|[12]\d|3[01]))$/;

function french(digits: string): string | null {
  const m = /^(?:(?:00)?33)?0?([1-9]\d{8})$/.exec(digits);
  if (!m) return null;
  const national = digits.length === 10 && digits.startsWith('0');
  const international = /^(?:00)?33/.test(digits) && digits.length >= 11;
  return national || international ? `+33${m[1]}` : null;
}

function tunisian(digits: string): string | null {
  const m = /^(?:(?:00)?216)?([2-57-9]\d{7})$/.exec(digits);
  return m && (digits.length === 8 || digits.length >= 11) ? `+216${m[1]}` : null;
}

/** The number of a raw spelling for a shop's country ('FR' or 'TN'), or null. */
export function toE164(raw: string, country: 'FR' | 'TN'): string | null {
  const plus = /^\s*\(?\+/.test(raw);
  const abroad = /^\s*\(?(?:\+|00)|^\s*\(?(?:33|216)\b/.test(raw);
  const digits = (abroad ? raw.replace(/\(0\)/g, '') : raw).replace(/\D/g, '');
  if (plus || digits.startsWith('00')) {
    const bare = digits.replace(/^00/, '');
    if (bare.startsWith('33')) return french(bare.length === 12 && bare[2] === '0' ? `33${bare.slice(3)}` : bare);
    if (bare.startsWith('216')) return tunisian(bare);
    return bare.length >= (plus ? 8 : 10) && bare.length <= 15 ? `+${bare}` : null;
  }
  const own = country === 'TN' ? tunisian(digits) : french(digits);
  return own ?? (country === 'TN' ? french(digits) : tunisian(digits));
}

/** Every phone number of a text. Eight bare digits count as Tunisian, ten from 0 as French. */
export function readPhones(text: string, country: 'FR' | 'TN' = 'FR'): PhoneSpan[] {
  const out: PhoneSpan[] = [];
  const digits = text.replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660));
  for (const m of digits.matchAll(RUN)) {
    const raw = m[0];
    if (
      DAY.test(raw.trim()) ||
      (country === 'FR' && /^20[23]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/.test(raw)) ||
      /\b\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{5}\b/.test(raw) ||
      (/^\d{8}$/.test(raw) && REFERENCE.test(text.slice(Math.max(0, m.index - 24), m.index))) ||
      /siret|siren|rib|iban/i.test(text.slice(Math.max(0, m.index - 12), m.index))
    )
      continue;
    const e164 = toE164(raw, country);
    if (e164) out.push({ e164, start: m.index, end: m.index + raw.length });
    else {
      const inside = WITHIN.exec(raw);
      const own = inside ? toE164(inside[0], country) : null;
      if (inside && own)
        out.push({ e164: own, start: m.index + inside.index, end: m.index + inside.index + inside[0].length });
    }
  }
  for (const p of spokenPhones(text)) if (!out.some((o) => o.start < p.end && p.start < o.end)) out.push(p);
  return out.sort((a, b) => a.start - b.start);
}

/** The first phone number of a text in E.164, or null. */
export function readPhone(text: string, country: 'FR' | 'TN' = 'FR'): string | null {
  return readPhones(text, country)[0]?.e164 ?? null;
}
