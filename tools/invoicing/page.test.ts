import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readable } from './page/looks.ts';
import { cssString } from './page/style.ts';
import { paperHtml } from './page.tsx';
import { aPaper, LINES, SELLER } from './testing-papers.ts';

/** The page without its style sheet and tags, spaces of all kinds made plain. */
function textOf(html: string): string {
  const bare = html.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<[^>]+>/g, ' ');
  return bare.replaceAll('&amp;', '&').replace(/\s+/g, ' ');
}

test('an invoice shows parties, lines, VAT per rate, totals and how it was paid', () => {
  const text = textOf(paperHtml(aPaper()));
  const facts = ['Facture', 'F-2026-0156', '11 décembre 2026', '12 décembre 2026', '2026-0156 du 9 décembre 2026'];
  const people = ['Pâtisserie Lilas', 'Lilas & Fils SARL', '12 rue des Lilas', 'Sophie Martin', '8 avenue Parmentier'];
  const money = [
    '21,33 €',
    '22,50 €',
    '45,00 €',
    '−2,00 €',
    '57,82 €',
    '3,18 €',
    '31,58 €',
    '6,32 €',
    '89,40 €',
    '98,90 €',
  ];
  for (const expected of [
    ...facts,
    ...people,
    ...money,
    '5,5 %',
    '1 boîte',
    'Acquittée le 11 décembre 2026 par carte',
  ]) {
    assert.ok(text.includes(expected), `${expected} is missing`);
  }
  assert.ok(!text.includes('retard'), 'late payment is not for consumers');
});

test('each kind and state says what it is', () => {
  const says = (expected: string[], ...args: Parameters<typeof aPaper>) => {
    const text = textOf(paperHtml(aPaper(...args)));
    for (const part of expected) assert.ok(text.includes(part), `${part} is missing`);
    return text;
  };
  says(['Devis', 'Valable jusqu’au', '10 janvier 2027', 'Bon pour accord', 'Devis gratuit.'], {
    kind: 'quote',
    paid: 0,
    valid_until: '2027-01-10',
  });
  says(['Avoir', 'Sur la facture', 'F-2026-0156 du 11 décembre 2026', 'Remboursé le'], {
    kind: 'credit_note',
    number: 'A-2026-0001',
    cancels: { number: 'F-2026-0156', issued_at: '2026-12-11' },
  });
  says(['Facture d’acompte'], { kind: 'deposit' });
  says(['Document de démonstration — sans valeur'], { demo: true });
  const franchise = says(['TVA non applicable, article 293 B du CGI'], {
    seller: { ...SELLER, vat_regime: 'franchise' },
  });
  assert.ok(!franchise.includes('HT'), 'no VAT anywhere');
  const owed = says(['Reste à payer', '78,90 €', 'IBAN FR76', 'Indemnité forfaitaire', 'SIREN 552100554'], {
    paid: 2000,
    seller: { ...SELLER, iban: 'FR76 3000 6000 0112 3456 7890 189' },
    buyer: { name: 'Studio Bleu', siren: '552100554', business: true },
  });
  assert.ok(!owed.includes('Acquittée'));
  says(['P.U. HT', 'Total HT', '109,84 €'], { prices: 'excl_vat' });
  const tunis = { line1: '15 avenue Habib Bourguiba', postcode: '1001', city: 'Tunis', country: 'TN' as const };
  says(['Droit de timbre', '1,000 DT', 'Tunisie'], {
    currency: 'TND',
    stamp_duty: 1000,
    seller: { ...SELLER, address: tunis },
  });
});

test('English and Arabic papers are complete and set in their direction', () => {
  const english = paperHtml(aPaper({ language: 'en' }));
  assert.match(english, /<html lang="en" dir="ltr">/);
  assert.match(textOf(english), /Paid on 11 December 2026 by card/);
  const arabic = paperHtml(aPaper({ language: 'ar', currency: 'TND' }));
  assert.match(arabic, /<html lang="ar" dir="rtl">/);
  assert.match(arabic, /Noto Sans Arabic';font-weight:400;src:url\(data:/);
  assert.match(textOf(arabic), /خالصة بتاريخ 11 ديسمبر 2026 بالبطاقة البنكية/);
});

test('what people wrote stays text, in the page and in its style sheet', () => {
  const evil = '</style></title><script>alert(1)</script><img src="https://evil.example/x"> & "\'\\A';
  const paper = aPaper({
    seller: { ...SELLER, name: evil, company: evil, capital: evil, rcs: evil, iban: evil },
    buyer: { name: evil, address: `${evil}\n${evil}`, email: evil, business: false },
    lines: LINES.map((line) => ({ ...line, name: evil, details: evil, unit: evil })),
    order: { number: evil, placed_at: '2026-12-09' },
    payments: [{ method: evil, at: '2026-12-11', amount: 9890 }],
    ship_to: evil,
  });
  const html = paperHtml(paper);
  assert.doesNotMatch(html, /<script|<img|<\/style><(?!\/head)|onerror=/);
  assert.equal(html.match(/<\/style>/g)?.length, 1);
  assert.equal(html.match(/<\/title>/g)?.length, 1);
  assert.doesNotMatch(html, /(?:src|href)="|url\((?!data:)|@import/);
  assert.equal(cssString('a"b\\</style>\n'), '"a\\22 b\\5c \\3c \\2f style\\3e \\a "');
});

test('names without anything drawable fall back to a word, and equal papers give equal pages', () => {
  const paper = aPaper({
    buyer: { name: '🎂', business: false },
    lines: LINES.map((line) => ({ ...line, name: '🍓🍓' })),
  });
  const text = textOf(paperHtml(paper));
  assert.ok(text.includes('Client'));
  assert.ok(text.includes('FRAISIER-8'));
  assert.equal(paperHtml(paper), paperHtml(structuredClone(paper)));
});

test('every look says all that the law wants, with the shop’s thanks and footer escaped', () => {
  const plain = textOf(paperHtml(aPaper()));
  for (const name of ['classic', 'modern', 'warm'] as const) {
    const html = paperHtml(
      aPaper({ template: { name, revision: 1, accent: '#ffee00', thanks: 'Merci <b>!</b> 🌸', footer: 'À bientôt' } }),
    );
    const text = textOf(html);
    for (const part of ['Merci &lt;b', 'À bientôt']) assert.ok(text.includes(part), part);
    const kept = text.replace(/Merci &lt;b&gt;!&lt;\/b&gt;|À bientôt/g, '').replace(/\s+/g, ' ');
    assert.equal(kept.trim(), plain.trim(), `${name} says something else`);
    assert.doesNotMatch(html.slice(html.indexOf('--on-accent')), /display:\s*none|visibility|font-size:\s*0/);
  }
});

test('a colour too light to be read on white is darkened, another stays', () => {
  assert.equal(readable('#17495a'), '#17495a');
  assert.match(readable('#ffee00'), /^#[0-7][0-9a-f][0-7][0-9a-f]0/);
  assert.equal(readable('#000000'), '#000000');
});
