import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../../db/testing/properties.ts';
import { checkDirect } from '../../fakes/direct-checks.ts';
import { at, listAt, textAt } from '../../fakes/graph-checks.ts';
import type { Outbound } from '../channel.ts';
import { isCannotSay } from '../whatsapp/cannot-say.ts';
import { comparable, compose, echoesOf } from './compose.ts';
import type { DirectName } from './payload.ts';

const URL_TO_PAY = 'https://hub.example/pay/abc';
const out = (reply: Outbound['reply'], more: Partial<Outbound> = {}): Outbound => ({
  to: '700800900',
  tracker: '42',
  asTemplate: false,
  reply,
  ...more,
});
const said = (reply: Outbound['reply'], channel: DirectName = 'messenger') => compose(out(reply), channel);
const choices = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `id ${n}`, title: `Choix ${n + 1}` }));
const pdf = {
  bytes: new Uint8Array([1]),
  filename: 'F-2026-0001.pdf',
  mime: 'application/pdf',
  url: 'https://hub.example/doc/t',
};

test('a short text is one message with our mark on Messenger and nothing besides on Instagram', () => {
  assert.deepEqual(said({ text: ' Bonjour ' }), [
    {
      recipient: { id: '700800900' },
      messaging_type: 'RESPONSE',
      message: { text: 'Bonjour', metadata: 'hub:42:1/1' },
    },
  ]);
  assert.deepEqual(said({ text: 'Bonjour' }, 'instagram'), [
    { recipient: { id: '700800900' }, message: { text: 'Bonjour' } },
  ]);
});

test('up to three choices are buttons that stay on Messenger, quick replies on Instagram', () => {
  const [card] = said({ text: 'Commande 156', choices: choices(3) });
  const payload = at(card, 'message', 'attachment', 'payload');
  assert.equal(textAt(payload, 'text'), 'Commande 156');
  assert.deepEqual(listAt(payload, 'buttons')[1], { type: 'postback', title: 'Choix 2', payload: 'id 1' });
  const [direct] = said({ text: 'Commande 156', choices: choices(3) }, 'instagram');
  assert.equal(textAt(direct, 'message', 'text'), 'Commande 156');
  assert.deepEqual(listAt(direct, 'message', 'quick_replies')[2], {
    content_type: 'text',
    title: 'Choix 3',
    payload: 'id 2',
  });
});

test('more choices are written out with numbers, above quick replies', () => {
  const long = { id: 'x', title: 'Gâteau aux fraises de Plougastel', description: '22,50 €' };
  for (const channel of ['messenger', 'instagram'] as const) {
    const [list] = said({ text: 'Lequel ?', choices: [...choices(4), long] }, channel);
    assert.equal(
      textAt(list, 'message', 'text'),
      'Lequel ?\n\n1. Choix 1\n2. Choix 2\n3. Choix 3\n4. Choix 4\n5. Gâteau aux fraises de Plougastel — 22,50 €',
    );
    const titles = listAt(list, 'message', 'quick_replies').map((one) => textAt(one, 'title'));
    assert.equal(titles.length, 5);
    assert.ok(titles[4]!.length <= 20 && titles[4]!.startsWith('Gâteau'));
  }
});

test('a link is a button on Messenger, beside at most two choices; its address elsewhere', () => {
  const link = { label: 'Payer', url: URL_TO_PAY };
  const buttons = (count: number) =>
    listAt(said({ text: 'x', link, choices: choices(count) })[0], 'message', 'attachment', 'payload', 'buttons');
  assert.deepEqual(buttons(0), [{ type: 'web_url', title: 'Payer', url: URL_TO_PAY }]);
  assert.equal(buttons(2).length, 3);
  assert.equal(buttons(3).length, 0, 'no room: the address is in the text');
  assert.equal(
    textAt(said({ text: 'x', link, choices: choices(3) })[0], 'message', 'text'),
    `x\n\nPayer : ${URL_TO_PAY}`,
  );
  assert.equal(textAt(said({ text: 'x', link }, 'instagram')[0], 'message', 'text'), `x\n\nPayer : ${URL_TO_PAY}`);
  assert.throws(() => said({ text: 'x', link: { label: 'x', url: `https://x/${'a'.repeat(600)}` } }), isCannotSay);
});

test('a document follows its words as a file on Messenger, and is an address on Instagram', () => {
  const [words, file, ...rest] = said({ text: 'Votre facture', document: pdf });
  assert.deepEqual([textAt(words, 'message', 'text'), file?.file, rest.length], ['Votre facture', true, 0]);
  assert.deepEqual(
    said({ text: 'Votre facture', document: pdf }, 'instagram').map(({ message }) => message.text),
    [`Votre facture\n\nF-2026-0001.pdf : ${pdf.url}`],
  );
  const unlinked = said({ text: 'Votre facture', document: { ...pdf, url: null } }, 'instagram');
  assert.equal(unlinked[0]?.message.text, 'Votre facture');
  const last = said({ text: 'x', document: pdf, choices: choices(2) }).at(-1);
  assert.ok(last && !last.file, 'what can be tapped comes last');
});

test('a long card keeps its buttons under its end', () => {
  const text = `${'2 × Gâteau aux fraises — 45,00 €\n'.repeat(90)}Total : 4 050,00 €`;
  const parts = said({ text, choices: choices(3) });
  assert.ok(parts.length > 1);
  assert.equal(parts.filter((part) => at(part, 'message', 'attachment') !== undefined).length, 1);
  assert.match(textAt(parts.at(-1), 'message', 'attachment', 'payload', 'text'), /Total : 4 050,00 €$/);
  assert.deepEqual(
    parts.map(({ message }) => message.metadata),
    parts.map((_, n) => `hub:42:${n + 1}/${parts.length}`),
  );
});

test('only a person’s words outside the window say so', () => {
  const [late] = compose(out({ text: 'Je vous rappelle', byPerson: true }, { asPerson: true }), 'instagram');
  assert.deepEqual([late?.messaging_type, late?.tag], ['MESSAGE_TAG', 'HUMAN_AGENT']);
  const [usual] = compose(out({ text: 'Je vous rappelle', byPerson: true }), 'messenger');
  assert.deepEqual([usual?.messaging_type, usual?.tag], ['RESPONSE', undefined]);
});

test('whatever the reply, everything sent is within the limits, and nothing is blank', () => {
  const words = fc.oneof(
    fc.string({ maxLength: 60 }),
    fc.constantFrom('éàü '.repeat(400), '🎂'.repeat(700), 'm\n'.repeat(900)),
  );
  const choice = fc.record({ id: fc.string({ minLength: 1, maxLength: 200 }), title: words });
  const link = fc.record({ label: words, url: fc.constant(URL_TO_PAY) });
  const reply = fc.record(
    { text: words, choices: fc.array(choice, { maxLength: 10 }), link, document: fc.constant(pdf) },
    { requiredKeys: ['text'] },
  );
  fc.assert(
    fc.property(reply, fc.constantFrom('messenger', 'instagram'), (given, channel) => {
      let requests: ReturnType<typeof compose>;
      try {
        requests = compose(out(given), channel);
      } catch (error) {
        return assert.ok(isCannotSay(error), String(error));
      }
      assert.ok(requests.length > 0);
      const account = channel === 'instagram' ? '17841400000000000' : '100200300';
      for (const { file, ...request } of requests) {
        const attachment = { type: 'file', payload: { attachment_id: '1' } };
        const body = file ? { ...request, message: { ...request.message, attachment } } : request;
        assert.equal(checkDirect(body, { account, hasAttachment: () => true, isOpen: () => true }), null);
      }
    }),
    { numRuns: 300 },
  );
});

test('what a reply leaves as on Instagram is known again in its echoes', () => {
  const reply = {
    text: 'Merci !\nVotre facture',
    document: { fileId: '1', filename: 'F.pdf', mime: 'application/pdf' },
  };
  const { document: _document, ...rest } = reply;
  const sent = said({ ...rest, document: { ...pdf, filename: 'F.pdf' } }, 'instagram');
  assert.deepEqual(
    echoesOf(reply),
    sent.map(({ message }) => comparable(String(message.text))),
  );
  assert.deepEqual(echoesOf({ text: '' }), []);
});
