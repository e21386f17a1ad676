import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTemplate, TEMPLATE_LANGUAGES, TEMPLATE_NAMES, TEMPLATES, templateNamed } from './index.ts';
import { submissions } from './submission.ts';

test('the eight templates are there in three languages, with the buttons and parameters the hub uses', () => {
  assert.deepEqual([...TEMPLATES.keys()], [...TEMPLATE_NAMES]);
  const counts = Object.fromEntries(TEMPLATE_NAMES.map((name) => [name, templateNamed(name).parameters.length]));
  assert.deepEqual(counts, {
    order_to_approve: 5,
    alert: 2,
    order_confirmed: 5,
    payment_link: 3,
    order_ready: 3,
    payment_received: 3,
    message_from_shop: 3,
    offer_date: 3,
  });
  assert.deepEqual(templateNamed('order_to_approve').texts.fr.quickReplies, ['Créer commande', 'Modifier', 'Ignorer']);
  for (const language of TEMPLATE_LANGUAGES) {
    assert.equal(templateNamed('order_to_approve').texts[language].quickReplies?.length, 3);
    assert.ok(templateNamed('payment_link').texts[language].urlButton);
  }
  for (const text of TEMPLATE_NAMES.map((name) => templateNamed(name).texts.ar))
    assert.match(text.body, /\p{Script=Arabic}/u);
});

test('a submission is what Meta takes: body with examples, buttons, the payment address with its variable end', () => {
  const all = submissions('https://hub.example/');
  assert.equal(all.length, TEMPLATE_NAMES.length * TEMPLATE_LANGUAGES.length);
  const pay = all.find(({ name, language }) => name === 'payment_link' && language === 'fr');
  assert.deepEqual(pay?.components[1], {
    type: 'BUTTONS',
    buttons: [
      {
        type: 'URL',
        text: 'Payer maintenant',
        url: 'https://hub.example/pay/{{1}}',
        example: ['https://hub.example/pay/q3x9Zt7LmA'],
      },
    ],
  });
  const ready = all.find(({ name, language }) => name === 'order_ready' && language === 'en');
  assert.deepEqual(
    ready?.components.map((one) => one.type),
    ['BODY'],
  );
});

const base = () => structuredClone(templateNamed('alert'));
const body = (text: string) => {
  const given = base();
  given.texts.fr.body = text;
  return given;
};

test('a text the review would refuse is refused here, with where and why', () => {
  const faults: [string, RegExp][] = [
    ['{{1}} vous écrit ceci pour votre boutique : {{2}} et voilà', /texts\.fr\.body: words first and last/],
    ['Voici un message pour votre boutique {{1}} : {{2}}.', /words first and last/],
    ['Bonjour {{1}} {{2}} voici votre message du jour', /a word or a sign between/],
    ['Bonjour {{2}}, voici pour vous {{1}} sans attendre', /in order/],
    ['Bonjour {{1}}, voici {{2}} ici', /too few words \(3\) for 2 variables/],
    ['Bonjour à la boutique {{1}} et au revoir à tous', /needs 2 variables/],
    ['Bonjour {{1}},\n\n\nvoici le message {{2}} pour vous tous', /at most one blank line/],
    ['Bonjour {{1}}, voici le {message} du jour {{2}} pour vous', /stray/],
    [`Bonjour {{1}}, voici ${'mot '.repeat(300)}{{2}} pour vous`, /1024/],
  ];
  for (const [text, reason] of faults) assert.throws(() => parseTemplate(body(text)), reason, text);
  assert.doesNotThrow(() => parseTemplate(body('Bonjour {{1}}, voici le message : {{2}}\nÀ bientôt')));
});

test('buttons are short, plain, different and the same number in every language', () => {
  const approve = () => structuredClone(templateNamed('order_to_approve'));
  const withFrench = (quickReplies: string[]) => {
    const given = approve();
    given.texts.fr.quickReplies = quickReplies;
    return given;
  };
  assert.throws(() => parseTemplate(withFrench(['Créer', 'Modifier'])), /as many as in French/);
  assert.throws(() => parseTemplate(withFrench(['Créer', 'Créer', 'Ignorer'])), /all different/);
  assert.throws(() => parseTemplate(withFrench(['Créer cette commande-là', 'b', 'c'])), /quickReplies/);
  assert.throws(
    () => parseTemplate({ ...base(), urlPath: '/pay/{{1}}', urlExample: 'x' }),
    /urlButton: goes with urlPath/,
  );
  assert.throws(() => parseTemplate({ ...base(), color: 'red' }), /color/);
});
