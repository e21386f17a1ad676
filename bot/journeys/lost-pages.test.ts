/** Pages for whoever comes too late, with half an address, or without a session: in their language, with what to do. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { officeVisitor } from '../testing/visitor.ts';
import { startMoneyWalk } from './money-walk.ts';

const PASSWORD = 'correct-horse-battery';
let shop: Awaited<ReturnType<typeof startMoneyWalk>>;
before(async () => {
  shop = await startMoneyWalk();
});
after(() => shop?.walk.close());

const asked = async (path: string, language: string) => {
  const response = await fetch(`${shop.walk.url}${path}`, { headers: { 'Accept-Language': language } });
  return { status: response.status, headers: response.headers, html: await response.text() };
};

test('an address that leads nowhere is a page in the reader’s language, with what to do and nothing inline', async () => {
  const said: [string, RegExp, RegExp, RegExp][] = [
    ['/p/unknown', /Ce code ne mène à aucun produit/, /leads to no product/, /لا يؤدي إلى أي منتج/],
    ['/p/unknown/qr.svg', /Ce code ne mène à aucun produit/, /leads to no product/, /لا يؤدي إلى أي منتج/],
    ['/pay/unknown', /Ce lien de paiement n’existe pas/, /payment link does not exist/, /رابط الدفع هذا غير موجود/],
    ['/doc/unknown', /n’est plus à cette adresse/, /no longer at this address/, /لم تعد هذه الوثيقة/],
    ['/confidentialite/unknown', /Cette page n’existe pas/, /page does not exist/, /هذه الصفحة غير موجودة/],
    ['/nowhere', /Cette page n’existe pas/, /page does not exist/, /هذه الصفحة غير موجودة/],
  ];
  for (const [path, ...inWords] of said) {
    for (const [at, language] of ['fr-FR,fr', 'de, en-GB;q=0.8', 'ar-TN'].entries()) {
      const { status, html, headers } = await asked(path, language);
      assert.equal(status, 404, path);
      assert.match(html, inWords[at]!, `${path} ${language}`);
      assert.match(html, new RegExp(`<html lang="${['fr', 'en', 'ar'][at]}" dir="${at === 2 ? 'rtl' : 'ltr'}"`));
      assert.match(headers.get('content-security-policy') ?? '', /script-src 'self'/);
      assert.doesNotMatch(html, /<script(?![^>]* src=)|<style| on\w+="/);
    }
  }
});

test('whoever has no session signs in and is led to the page that was asked for, and never out of the office', async () => {
  const visitor = officeVisitor(shop.walk.url, { email: 'olivia@maison.example', password: PASSWORD });
  const sent = await visitor.go('/admin/clients?q=marie');
  assert.equal(sent.to, '/admin/connexion?vers=%2Fadmin%2Fclients%3Fq%3Dmarie');
  const { html } = await visitor.go(sent.to!);
  const next = /name="next" value="([^"]+)"/.exec(html)![1]!;
  assert.equal(next, '/admin/clients?q=marie');
  const csrf = /name="csrf" value="([^"]+)"/.exec(html)![1]!;
  const form = { csrf, email: 'olivia@maison.example', next };
  const refused = await visitor.go('/admin/connexion', { ...form, password: 'wrong' });
  assert.match(refused.html, /name="next" value="\/admin\/clients\?q=marie"/);
  assert.equal((await visitor.go('/admin/connexion', { ...form, password: PASSWORD })).to, next);
  for (const strange of ['https://evil.example', '//evil.example', '/admin\\evil', '/administration', '']) {
    const again = officeVisitor(shop.walk.url, { email: 'olivia@maison.example', password: PASSWORD });
    const token = await again.csrf('/admin/connexion');
    const led = await again.go('/admin/connexion', { ...form, csrf: token, next: strange, password: PASSWORD });
    assert.equal(led.to, '/admin', strange);
  }
});

test('an instalment of today is to be paid today, one of tomorrow is to come', async () => {
  const { short } = await shop.confirmed();
  await shop.says(`/echeancier ${short} 3x semaine`);
  const owner = officeVisitor(shop.walk.url, { email: 'olivia@maison.example', password: PASSWORD });
  await owner.signIn();
  for (const path of [`/admin/argent/${short}`, '/admin/argent/a-encaisser']) {
    const { html } = await owner.go(path);
    assert.equal(html.match(/chip-state warn">À payer aujourd’hui</g)?.length, 1, path);
    assert.ok((html.match(/chip-state quiet">À venir</g)?.length ?? 0) >= 2, path);
  }
});

test('what a provider refuses is said in the member’s language with what to do; its own words stay at hand', async () => {
  const words = 'Error validating access token: Session has expired <now>';
  await shop.walk.look('maison', (trx) =>
    trx
      .updateTable('connection')
      .set({ state: 'reconnect', state_reason: words, facts: JSON.stringify({ fault: 'access' }) })
      .where('channel', '=', 'whatsapp')
      .execute(),
  );
  const owner = officeVisitor(shop.walk.url, { email: 'olivia@maison.example', password: PASSWORD });
  await owner.signIn();
  const read = async (language: string) => {
    await shop.walk.look('maison', (trx) =>
      trx.updateTable('member').set({ language }).where('role', '=', 'owner').execute(),
    );
    return (await owner.go('/admin/canaux')).html;
  };
  for (const [language, said] of [
    ['fr', /L’accès a expiré ou a été retiré/],
    ['en', /The access has expired or was withdrawn/],
    ['ar', /انتهت صلاحية الوصول أو سُحبت/],
  ] as const) {
    const html = await read(language);
    assert.match(html, said);
    assert.match(
      html,
      /<details><summary>[^<]+<\/summary><p><bdi lang="en">Error validating access token: [^<]+&lt;now&gt;<\/bdi>/,
    );
  }
  assert.doesNotMatch((await owner.go('/admin')).html, /Error validating/);
  await read('fr');
});
