import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../../db/testing/properties.ts';
import { type Account, at, checkMessage, listAt, textAt } from '../../fakes/graph-checks.ts';
import type { Outbound } from '../channel.ts';
import { isCannotSay } from './cannot-say.ts';
import { compose } from './compose.ts';
import { submissions } from './templates/submission.ts';

const TEMPLATES = submissions('https://hub.example');
const ACCOUNT: Account = {
  hasMedia: (id) => id === 'MEDIA',
  template: (name, language) => {
    const found = TEMPLATES.find((one) => one.name === name && one.language === language);
    return found && { ...found, id: '1', status: 'APPROVED' };
  },
};
const out = (reply: Outbound['reply'], more: Partial<Outbound> = {}): Outbound => ({
  to: '33612345678',
  tracker: 'out-1',
  asTemplate: false,
  reply,
  ...more,
});
const choices = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `c${i}`, title: `Choix ${i}` }));
const pdf = { bytes: new Uint8Array([1]), filename: 'facture.pdf', mime: 'application/pdf' };
/** Composes what WhatsApp must accept. */
const valid = (message: Outbound, documentId?: string) => {
  const body = compose(message, documentId);
  assert.equal(checkMessage(body, ACCOUNT), null, JSON.stringify(body));
  return body;
};

test('a text, with what it answers and our own id', () => {
  assert.deepEqual(valid(out({ text: ' Bonjour ', quote: 'wamid.Q' })), {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '33612345678',
    context: { message_id: 'wamid.Q' },
    biz_opaque_callback_data: 'out-1',
    type: 'text',
    text: { body: 'Bonjour', preview_url: false },
  });
  assert.equal(at(valid(out({ text: 'x', quote: 'sim-12' })), 'context'), undefined);
});

test('a user id goes under recipient, a phone under to without its plus, anything else nowhere', () => {
  const address = (to: string) => {
    const { to: phone, recipient } = valid(out({ text: 'x' }, { to }));
    return [phone, recipient];
  };
  assert.deepEqual(address('FR.13491208655302741918'), [undefined, 'FR.13491208655302741918']);
  assert.deepEqual(address('FR.ENT.118'), [undefined, 'FR.ENT.118']);
  assert.deepEqual(address('+21620123456'), ['21620123456', undefined]);
  for (const to of ['0612345678', 'lea@example.fr', '', '<PHONE>', 'fr.123'])
    assert.throws(() => compose(out({ text: 'x' }, { to })), isCannotSay, to);
});

test('a long text is one message, cut after a paragraph', () => {
  const paragraph = `${'mot '.repeat(250).trim()}.`;
  const body = textAt(valid(out({ text: Array(6).fill(paragraph).join('\n\n') })), 'text', 'body');
  assert.equal(body, `${Array(4).fill(paragraph).join('\n\n')}\n…`);
  assert.ok(body.length <= 4096);
});

test('up to three choices are buttons whose titles are cut between letters and stay different', () => {
  const long = ['Gâteau aux fraises 👩‍👩‍👧‍👦 8 parts', 'Gâteau aux fraises 👩‍👩‍👧‍👦 12 parts', '*Non*'];
  const body = valid(out({ text: 'Lequel ?', choices: long.map((title, i) => ({ id: `/c ${i}`, title })) }));
  const titles = listAt(body, 'interactive', 'action', 'buttons').map((one) => textAt(one, 'reply', 'title'));
  assert.deepEqual(titles, ['Gâteau aux f…8 parts', 'Gâteau aux…12 parts', 'Non']);
});

test('the same choice twice is offered once; an id that could not come back whole is an error', () => {
  const twice = valid(out({ text: 'x', choices: [...choices(2), ...choices(2)] }));
  assert.equal(listAt(twice, 'interactive', 'action', 'buttons').length, 2);
  assert.throws(() => compose(out({ text: 'x', choices: [{ id: 'a'.repeat(201), title: 'A' }] })), isCannotSay);
  assert.throws(() => compose(out({ text: 'x', choices: [{ id: '', title: 'A' }] })), isCannotSay);
});

test('more choices are a list of at most ten rows, the cut part of a title moved below it', () => {
  const many = [...choices(11), { id: 'z', title: 'Z' }];
  many[0] = { id: 'c0', title: 'Charlotte aux framboises et chocolat blanc' };
  const body = valid(out({ text: 'Voici', choices: many, choicesLabel: 'Voir tous les gâteaux' }));
  const rows = listAt(body, 'interactive', 'action', 'sections', 0, 'rows');
  assert.equal(rows.length, 10);
  assert.deepEqual(rows[0], { id: 'c0', title: 'Charlotte aux framboise…', description: many[0].title });
  assert.equal(textAt(body, 'interactive', 'action', 'button'), 'Voir tous les gâtea…');
});

test('a card too long for buttons keeps its beginning and its end', () => {
  const lines = Array.from({ length: 60 }, (_, i) => `${i + 1} × Tarte aux pommes de saison n° ${i}`);
  const card = ['Commande 156 de Léa', ...lines, 'Total : 1 234,00 €', 'Créer la commande ?'].join('\n');
  const body = textAt(valid(out({ text: card, choices: choices(3) })), 'interactive', 'body', 'text');
  assert.ok(body.startsWith('Commande 156 de Léa\n1 × Tarte'));
  assert.ok(body.includes('\n…\n'));
  assert.ok(body.endsWith('Total : 1 234,00 €\nCréer la commande ?'));
  assert.ok(body.length <= 1024 && body.length > 900);
});

test('a link is a button of its own, or a line of text beside choices, never cut', () => {
  const link = { label: 'Payer 63,00 € maintenant', url: 'https://hub.example/pay/abc' };
  const alone = valid(out({ text: 'C’est confirmé', link }));
  assert.deepEqual(at(alone, 'interactive', 'action'), {
    name: 'cta_url',
    parameters: { display_text: 'Payer 63,00 € maint…', url: link.url },
  });
  const beside = valid(out({ text: 'a '.repeat(2_000), link, choices: choices(2) }));
  assert.ok(textAt(beside, 'interactive', 'body', 'text').endsWith(`\n\n${link.label} : ${link.url}`));
  const odd = valid(out({ text: 'x', link: { label: 'Appeler', url: 'tel:+331' } }));
  assert.equal(textAt(odd, 'text', 'body'), 'x\n\nAppeler : tel:+331');
});

test('a document carries the text as its caption, or sits above the buttons', () => {
  const plain = valid(out({ text: 'Votre facture', document: pdf }), 'MEDIA');
  assert.deepEqual(plain.document, { id: 'MEDIA', filename: 'facture.pdf', caption: 'Votre facture' });
  assert.equal(at(valid(out({ text: '', document: pdf }), 'MEDIA'), 'document', 'caption'), undefined);
  const above = valid(out({ text: 'Devis', document: pdf, choices: choices(2) }), 'MEDIA');
  assert.deepEqual(at(above, 'interactive', 'header'), {
    type: 'document',
    document: { id: 'MEDIA', filename: 'facture.pdf' },
  });
  const named = valid(out({ text: 'x', document: { ...pdf, filename: `../a/${'é'.repeat(300)}.pdf` } }), 'MEDIA');
  assert.match(textAt(named, 'document', 'filename'), /^[^/\\]{236}\.pdf$/);
});

test('an empty message is refused, not sent', () => {
  for (const reply of [{ text: '' }, { text: ' \n' }, { text: '', choices: choices(2) }])
    assert.throws(() => compose(out(reply)), isCannotSay);
});

const approve = {
  name: 'order_to_approve',
  language: 'fr',
  params: ['156', 'Léa', '2 × Tarte\n1 × Macarons   (12)', 'samedi 28 novembre', '63,00 €'],
  payloads: ['/confirmer 156 v1', '/modifier 156 v1', '/ignorer 156 v1'],
} as const;
const template = (more: object, to = '33612345678') =>
  out(
    { text: 'x', template: { ...approve, params: [...approve.params], payloads: [...approve.payloads], ...more } },
    { asTemplate: true, to },
  );

test('a template carries its parameters on one line and a payload for each quick reply', () => {
  const body = valid(template({}, 'FR.13491'));
  assert.equal(body.recipient, 'FR.13491');
  const [texts, first] = listAt(body, 'template', 'components');
  assert.equal(textAt(texts, 'parameters', 2, 'text'), '2 × Tarte · 1 × Macarons (12)');
  assert.deepEqual(first, {
    type: 'button',
    sub_type: 'quick_reply',
    index: '0',
    parameters: [{ type: 'payload', payload: '/confirmer 156 v1' }],
  });
});

test('a template’s longest parameter gives way, and an empty one has a stand-in', () => {
  const long = valid(template({ params: ['156', 'Léa', 'Tarte, '.repeat(400), 'samedi', '63,00 €'] }));
  assert.equal(textAt(long, 'template', 'components', 0, 'parameters', 4, 'text'), '63,00 €');
  const name = (language: string) => {
    const params = ['', 'Lilas', '156', 'samedi', '63,00 €'];
    const body = valid(template({ name: 'order_confirmed', language, params, payloads: undefined }));
    return textAt(body, 'template', 'components', 0, 'parameters', 0, 'text');
  };
  assert.deepEqual(['fr', 'en', 'ar'].map(name), ['à vous', 'there', 'بكم']);
});

test('the payment link’s end fills its button; what does not match the template is refused', () => {
  const pay = { name: 'payment_link', params: ['Lilas', '156', '63,00 €'], payloads: undefined };
  const body = valid(template({ ...pay, urlSuffix: 'q3x9Zt7LmA' }));
  assert.deepEqual(listAt(body, 'template', 'components')[1], {
    type: 'button',
    sub_type: 'url',
    index: '0',
    parameters: [{ type: 'text', text: 'q3x9Zt7LmA' }],
  });
  for (const wrong of [
    pay,
    { ...pay, urlSuffix: '/x y' },
    { params: ['156'] },
    { payloads: ['a'] },
    { urlSuffix: 'x' },
  ])
    assert.throws(() => compose(template(wrong)), isCannotSay, JSON.stringify(wrong));
});

test('whatever the words, WhatsApp takes the message', () => {
  const words = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60, size: 'max' }),
    fc.string({ unit: 'binary', maxLength: 3000, size: 'max' }),
    fc.constant('مرحبا\n\n'.repeat(300)),
  );
  const choice = fc.record({
    id: fc.string({ minLength: 1, maxLength: 200 }).filter((id) => id.trim() !== ''),
    title: words,
  });
  const reply = fc.record(
    {
      text: words.filter((text) => text.trim() !== ''),
      choices: fc.array(choice, { maxLength: 14 }),
      choicesLabel: words,
      link: fc.record({ label: words, url: fc.webUrl() }),
      document: fc.constant(pdf),
    },
    { requiredKeys: ['text'] },
  );
  fc.assert(
    fc.property(reply, (given) => {
      // Absent keys, not undefined ones: what the outbox hands over.
      const present = JSON.parse(JSON.stringify({ ...given, document: undefined })) as typeof given;
      valid(out({ ...present, ...(given.document && { document: pdf }) }), given.document && 'MEDIA');
    }),
    { numRuns: 400, endOnFailure: true },
  );
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 5, maxLength: 5 }),
      fc.constantFrom('fr', 'en', 'ar'),
      (params, language) => {
        valid(template({ params, language }));
      },
    ),
    { numRuns: 200, endOnFailure: true },
  );
});
