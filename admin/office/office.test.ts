import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Lang } from '../format.ts';
import { officePages, type TodayData, type WaitingCard } from './index.ts';

const NOW = Date.parse('2026-11-28T10:00:00Z');
const eur = (amount: number) => ({ amount, currency: 'EUR' as const });
const CARD: WaitingCard = {
  short: 156,
  number: '2026-0156',
  version: 3,
  channel: 'whatsapp',
  customer: { name: '<script>alert(1)</script>', phone: '+33612345678' },
  lines: [{ qty: '2', name: 'Gâteau "fraise"', detail: '8 parts' }],
  due: { date: '2026-12-05' },
  total: eur(4500),
  since: NOW - 300_000,
};

function aToday(changes: Partial<TodayData> = {}): TodayData {
  return {
    lang: 'fr',
    csrf: 'csrf-token-1',
    now: NOW,
    timeZone: 'Europe/Paris',
    shopName: 'Pâtisserie Lilas',
    member: { name: 'Camille', role: 'owner' },
    signOutAction: '/admin/deconnexion',
    confirmAction: '/admin/confirmer',
    refuseAction: '/admin/refuser',
    figures: {
      orders: { today: 12, yesterday: 9 },
      revenue: { today: eur(184000), yesterday: eur(0) },
      waiting: { count: 1, oldestAt: NOW - 300_000 },
      basket: { today: eur(15600), yesterday: eur(16100) },
    },
    waiting: [CARD],
    orders: [],
    system: { channels: [], model: { state: 'off' }, database: 'embedded' },
    ...changes,
  };
}

const forms = (html: string): string[] => html.match(/<form.*?<\/form>/gs) ?? [];
const plain = (html: string): string => html.replace(/[\u00a0\u202f]/g, ' ');

test('whatever a customer wrote is text on the page', () => {
  const html = officePages.today(aToday());
  assert.doesNotMatch(html, /<script>alert/);
  assert.match(html, /&lt;script&gt;alert\(1\)/);
  assert.match(html, /Gâteau &quot;fraise&quot;/);
});

test('every form of today is a POST with the token; a card’s forms name the order and its version', () => {
  const all = forms(officePages.today(aToday()));
  assert.equal(all.length, 3);
  for (const form of all) {
    assert.match(form, /^<form method="post"/);
    assert.match(form, /<input type="hidden" name="csrf" value="csrf-token-1"/);
  }
  for (const action of ['/admin/confirmer', '/admin/refuser']) {
    const form = all.find((one) => one.includes(`action="${action}"`)) ?? '';
    assert.match(form, /name="short" value="156"/);
    assert.match(form, /name="version" value="3"/);
  }
});

test('figures stand against yesterday, each in its own way', () => {
  const html = plain(officePages.today(aToday()));
  assert.match(html, /\+3 par rapport à hier/);
  assert.match(html, /1 840,00 €/);
  assert.match(html, /rien hier/);
  assert.match(html, /−5,00 € par rapport à hier/);
  assert.match(html, /la plus ancienne il y a 5 minutes/);
});

test('a card that could not be sent says why', () => {
  const html = officePages.today(aToday({ waiting: [{ ...CARD, notice: 'template_not_approved' }] }));
  assert.match(html, /modèle non approuvé/);
  assert.match(officePages.today(aToday({ waiting: [] })), /aucune commande n’attend/);
});

test('orders show both axes; channels, model and database tell what is wrong and what to do', () => {
  const html = officePages.today(
    aToday({
      orders: [
        {
          short: 155,
          number: '2026-0155',
          at: NOW,
          channel: 'simulator',
          lines: [{ qty: '1,5', unit: 'kg', name: 'Chouquettes' }],
          total: eur(4500),
          status: 'preparing',
          payment: 'partial',
        },
      ],
      system: {
        channels: [
          { channel: 'whatsapp', state: 'secret_missing' },
          { channel: 'messenger', state: 'unsigned', failures: { count: 2, last: '<b>131047' } },
        ],
        model: { state: 'down', name: 'gpt-x' },
        database: 'pglite',
      },
    }),
  );
  for (const words of [
    'En préparation',
    'Acompte reçu',
    '1,5 kg',
    '11:00',
    'Secret manquant',
    'META_APP_SECRET',
    'non signé',
  ]) {
    assert.ok(html.includes(words), words);
  }
  assert.match(html, /2 envois en échec.*&lt;b&gt;131047/s);
  assert.match(html, /lecture hors ligne a pris le relais/);
  assert.match(html, /PGlite/);
});

test('the three languages fill every page; Arabic runs right to left', () => {
  for (const lang of ['fr', 'en', 'ar'] satisfies Lang[]) {
    const pages = [
      officePages.today(aToday({ lang })),
      officePages.signIn({ lang, csrf: 't', action: '/x' }),
      officePages.linkLanding({ lang, csrf: 't', action: '/x', name: 'Camille' }),
      officePages.error({ lang, kind: 'not_found' }),
    ];
    for (const html of pages) {
      assert.ok(html.startsWith(`<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}">`));
      assert.doesNotMatch(html, /undefined|\[object|NaN/);
      assert.doesNotMatch(html, /<style|<script(?![^>]* src=)| style="| on\w+="/);
    }
  }
});

test('sign-in keeps the address after a refusal, never the password, and says how long to wait', () => {
  const notice = { kind: 'too_many', minutes: 15 } as const;
  const html = officePages.signIn({
    lang: 'fr',
    csrf: 't',
    action: '/admin/connexion',
    email: 'a"b@x.fr',
    next: '/admin',
    notice,
  });
  assert.match(html, /value="a&quot;b@x.fr"/);
  assert.match(html, /<input type="password" name="password" required/);
  assert.doesNotMatch(/<input type="password"[^>]*>/.exec(html)?.[0] ?? '', /value=/);
  assert.match(html, /dans 15 min/);
  assert.match(html, /name="next" value="\/admin"/);
});

test('a one-time link only shows a button: what it spends, it posts', () => {
  const html = officePages.linkLanding({
    lang: 'fr',
    csrf: 't',
    action: '/admin/lien',
    name: 'Camille',
    fields: { token: 'x1' },
  });
  assert.equal(forms(html).length, 1);
  assert.match(html, /<form method="post" action="\/admin\/lien".*name="csrf" value="t".*name="token" value="x1"/s);
});

test('an error has one way on, or none', () => {
  const html = officePages.error({
    lang: 'fr',
    kind: 'forbidden',
    home: { href: '/admin', to: 'office' },
    reference: 'r-1',
  });
  assert.match(html, /<a class="button" href="\/admin">Revenir au bureau<\/a>/);
  assert.match(html, /r-1/);
  assert.doesNotMatch(officePages.error({ lang: 'fr', kind: 'expired' }), /<a /);
});
