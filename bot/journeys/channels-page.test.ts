/** /admin/canaux and `npm run doctor`: who sees them, what they show, and that what was found is kept. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { doctorCommand } from '../cli/doctor.ts';
import { readSettings } from '../settings.ts';
import { startTestHub, type TestHub } from '../testing/hub.ts';
import { aShop } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';

const PASSWORD = 'correct-horse-battery';
let hub: TestHub;
before(async () => {
  const base = aShop('maison');
  const staff = { name: 'Sam', role: 'staff' as const, email: 'sam@maison.example', password: PASSWORD };
  hub = await startTestHub({ shops: [{ ...base, members: [...base.members!, staff] }] });
});
after(() => hub.close());

const visitor = (email = 'olivia@maison.example') => officeVisitor(hub.url, { email, password: PASSWORD });

test('the page shows each connection; the button examines everything, and what was found stays', async () => {
  const owner = visitor();
  await owner.signIn();
  const first = await owner.go('/admin/canaux');
  assert.equal(first.status, 200);
  assert.match(first.html, /WhatsApp/);
  assert.match(first.html, /Pas encore vérifié/);
  assert.doesNotMatch(first.html, /fake-token/);

  const csrf = await owner.csrf('/admin/canaux');
  const done = await owner.go('/admin/canaux/verifier', { csrf });
  assert.deepEqual([done.status, done.to], [303, '/admin/canaux']);
  const after = await owner.go('/admin/canaux');
  assert.match(after.html, /Vérification faite/);
  assert.match(after.html, /n’est joignable que depuis cette machine/);
  assert.match(after.html, /Aucun e-mail ne peut partir/);
  assert.doesNotMatch(after.html, /Pas encore vérifié/);
  const english = (await owner.go('/admin/canaux?lang=en')).html;
  assert.match(english, /Installation/);
});

test('staff and strangers see nothing of it, and a form without its token does nothing', async () => {
  assert.equal((await visitor().go('/admin/canaux')).to, '/admin/connexion?vers=%2Fadmin%2Fcanaux');
  const sam = visitor('sam@maison.example');
  await sam.signIn();
  assert.equal((await sam.go('/admin/canaux')).status, 403);
  const csrf = await sam.csrf('/admin');
  assert.equal((await sam.go('/admin/canaux/verifier', { csrf })).status, 403);
  const owner = visitor();
  await owner.signIn();
  assert.equal((await owner.go('/admin/canaux/verifier', { csrf: 'x' })).status, 403);
});

async function doctor(args: string[]) {
  const lines: string[] = [];
  const code = await doctorCommand(args, {
    settings: readSettings(hub.env, '/'),
    open: async () => ({ hub: hub.parts.hub, close: async () => {} }),
    print: (line) => lines.push(line),
    complain: (line) => lines.push(line),
  });
  return { code, text: lines.join('\n') };
}

test('the command says the same in the language asked for, and refuses what it does not know', async () => {
  const french = await doctor(['maison']);
  assert.match(french.text, /Maison Test \(maison\)/);
  assert.match(french.text, /! Aucun e-mail ne peut partir\.\n {6}→ Réglez SMTP_URL/);
  assert.match((await doctor(['--lang', 'en'])).text, /No e-mail can be sent\./);
  assert.match((await doctor(['--lang', 'ar'])).text, /لا يمكن إرسال/);
  assert.deepEqual([(await doctor(['nobody'])).code, (await doctor(['--lang', 'de'])).code], [2, 2]);
});
