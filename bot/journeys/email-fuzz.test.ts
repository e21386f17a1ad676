/** Letters that nobody wrote, made of real ones: as MIME, and as the forms of Mailgun and SendGrid. Nothing breaks. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { scrambled } from '../channels/contract/fuzz.ts';
import { letterOf, sentLetterOf } from '../channels/email/arrival.ts';
import { readMime } from '../channels/email/mime.ts';
import { mailgun, multipart, sendGrid } from '../fakes/inbound-mail.ts';
import { ADDRESS, KEY, type MailWalk, PATH, startMailWalk } from './mail-walk.ts';

const COPIES = 1_500;
const POSTS = 150;
const AT_ONCE = 12;
const NOW = Date.UTC(2026, 10, 22, 15);
const file = { filename: 'plan é.png', mime: 'image/png', bytes: Buffer.from([1, 2, 3, 255, 0]) };
const sent = {
  from: 'Léa Client <lea@client.example>',
  to: ADDRESS,
  subject: 'Commande',
  text: 'Bonjour,\n\n3 éclairs au chocolat pour samedi svp\n\nCordialement,\nLéa\nSAS Dupont\nSIRET 732 829 320 00074',
  messageId: '<fuzz@client.example>',
};

const LETTER = [
  'Return-Path: <lea@client.example>',
  'From: =?utf-8?B?TMOpYQ==?= <lea@client.example>',
  `To: "La Maison" <${ADDRESS}>, groupe: a@b.example, c@d.example;`,
  'Subject: =?iso-8859-1?Q?Commande_=E9clairs?=',
  'Message-ID: <fuzz@client.example>',
  'In-Reply-To: <a@b.example>',
  'References: <a@b.example> <c@d.example>',
  'Date: Sun, 22 Nov 2026 15:00:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: multipart/alternative; boundary="i"',
  '',
  '--i',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '3 =E9clairs pour samedi=20',
  '',
  '> hier',
  '--i',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<table><tr><td>3 éclairs</td></tr></table>',
  '--i--',
  '--b',
  'Content-Type: application/pdf; name="devis.pdf"',
  "Content-Disposition: attachment; filename*=utf-8''devis%20%C3%A9.pdf",
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0xLjQK',
  '--b',
  'Content-Type: message/delivery-status',
  '',
  'Action: failed',
  'Status: 5.1.1',
  '--b--',
  '',
].join('\r\n');

let mail: MailWalk;
before(async () => {
  mail = await startMailWalk();
});
after(() => mail?.close());

test('letters as MIME: whatever stands in them, they are read as something and nothing is blank', async () => {
  const given = { address: ADDRESS, now: NOW, trackerOf: () => null };
  for (const raw of scrambled(LETTER, COPIES)) {
    const read = await readMime(Buffer.from(raw, 'latin1'));
    const letter = letterOf(read, given);
    assert.ok(letter.externalId !== '' && letter.arrivals.length > 0, raw);
    for (const { what, at } of letter.arrivals) {
      assert.ok(Number.isFinite(at) && at <= NOW, raw);
      if (what.kind === 'message' && what.content.kind === 'text') assert.notEqual(what.content.text.trim(), '', raw);
    }
    sentLetterOf(read, given).echoes('lea@client.example');
  }
});

const bodies = (body: Uint8Array, copies: number) =>
  scrambled(Buffer.from(body).toString('latin1'), copies).map((one) => Buffer.from(one, 'latin1'));

test('the forms of Mailgun and SendGrid: no copy of them is answered as a fault of ours, nothing blank is said', {
  timeout: 240_000,
}, async () => {
  const now = mail.now();
  const forms = [
    sendGrid(PATH, KEY, { ...sent, files: [file] }),
    mailgun(PATH, KEY, { ...sent, files: [file] }, { at: now }),
    mailgun(PATH, KEY, sent, { at: now }),
    // With the key in the address the form is read whatever its signature.
    { ...mailgun(`${PATH}?key=${KEY}`, 'another', { ...sent, files: [file] }, { at: now }) },
    multipart(`${PATH}?key=${KEY}`, {
      headers: 'Message-Id: <x@y.example>\n',
      from: sent.from,
      charsets: '{"text":"nonsense"}',
      text: 'Bonjour',
      envelope: '{',
      attachments: '9',
    }),
  ];
  const calls = forms.flatMap((call) => bodies(call.body, POSTS).map((body) => ({ ...call, body })));
  const faults: string[] = [];
  const next = async (): Promise<void> => {
    for (let call = calls.shift(); call; call = calls.shift()) {
      const status = await mail.post(call);
      if (status >= 500) faults.push(`${status}: ${Buffer.from(call.body).toString('latin1').slice(0, 2_000)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  assert.deepEqual(faults, []);
  await mail.walk.quiet();
  const said = await mail.walk.look('maison', (trx) => trx.selectFrom('outgoing').select('reply').execute());
  for (const { reply } of said) assert.notEqual((reply as { text: string }).text.trim(), '');
  const open = await mail.walk.look('maison', (trx) =>
    trx.selectFrom('message').select('id').where('state', 'in', ['new', 'taken']).execute(),
  );
  assert.deepEqual(open, [], 'every letter ended');
});
