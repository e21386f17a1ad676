import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Done } from './desk.ts';
import { maySay } from './guard.ts';

/** What no tool stands behind is never said. */
const REFUSED = `
Votre commande est confirmée, 45 €
Votre commande est confirmée.
C’est confirmé !
C'est confirmé
El commande tsajlet
Commande wsolet lel client
Mrigel, confirminaha
Nwassloulkom fisa
Hedhi blech
Mawjouda ey
Ghodwa tkoun hadhra
El commande khlasset
C’est noté, à bientôt !
C’est fait !
C’est bon pour nous.
J’ai annulé votre commande.
J'ai bien annulé.
Votre commande est annulée.
Nous avons remboursé la somme.
Vous êtes remboursé.
Le paiement est reçu, tout est payé.
Vous avez payé, merci.
Votre commande est réglée.
Votre gâteau est réservé.
Je l’ai ajouté à votre commande.
J’ai modifié la date.
Je vous envoie la facture.
La facture est envoyée.
Votre colis est expédié.
Nous livrons chez vous.
Votre gâteau est prêt.
Votre commande est en préparation.
Votre commande est en route.
Je transmets à la boutique.
La boutique a accepté.
Quarante-cinq euros, merci.
Cela fait 45 euros.
Le total est de 12,500 DT.
Ça coûte vingt balles.
La première est offerte.
Je vous fais une remise.
C’est gratuit.
La livraison vous est offerte.
Nous livrons demain.
À samedi !
À demain !
Rendez-vous dimanche.
Revenez ce soir.
Ce sera prêt à midi.
Passez à 14h30.
Nous ouvrons à huit heures.
Nous fermons à minuit.
Ce sera pour Noël.
Rendez-vous le 28/11.
En décembre, bien sûr.
Votre commande porte le numéro 156.
La commande cent cinquante-six avance.
Commande 2026-0156.
Oui, c’est disponible.
Nous en avons en stock.
Il en reste.
Nous avons des framboisiers.
C’est en rupture.
Malheureusement c’est épuisé.
On fait aussi des tartes.
Your order has been placed.
It is confirmed.
I have cancelled your order.
You have paid already.
You will get a refund.
You have been refunded.
It’s all set!
Your cake is ready.
I’ll send the invoice.
We deliver to your door.
See you on Saturday.
See you tomorrow!
Come at five o’clock.
Open until noon.
That is twenty euros.
It costs $20.
Your cake is free.
I can offer a discount.
Order 156 is on its way.
Yes, we have it in stock.
It is sold out.
It will be here soon.
تم تأكيد طلبك
تم إلغاء الطلب
طلبك مؤكد
لقد ألغيت طلبك
تم الدفع
تم استرجاع المبلغ
الطلب جاهز
الطلب بخمسة دينار
الثمن ٢٠ يورو
موعدنا غدا
نراك يوم السبت
مرحبا بك الساعة العاشرة
نعم متوفر
عندنا كعك
هدية منا
التوصيل مجاني
الرقم ١٥٦
Le numéro est ١٢٣
Votre commande est con\u200bfirmée.
Ｖｏｔｒｅ commande est confirmée.
Votre commande est сonfirmée.
Ça fait ４５ tout rond.
Payez ici : https://example.org
Voyez www.example.org
Écrivez /confirmer
Votre numéro [TEL]
<b>Bonjour</b>
`
  .trim()
  .split('\n');

const ALLOWED = `
Chnowa thebbou?
Anehi taille thebbou?
Marhba bikom!
Je peux vous aider pour nos gâteaux.
Pouvez-vous préciser le parfum, s’il vous plaît ?
Quel parfum préférez-vous ?
Que souhaitez-vous commander, et pour quel jour ?
Souhaitez-vous un retrait en boutique ou une livraison ?
Avec plaisir !
Bonjour, que puis-je faire pour vous ?
Je n’ai pas bien compris, pouvez-vous reformuler ?
Je ne peux pas répondre à cela, mais je peux prendre votre commande.
Désolé, je ne parle que de la boutique.
Combien de personnes serez-vous ?
À quelle adresse ?
Quelle taille vous conviendrait ?
Belle question ! Parlons plutôt de votre commande.
Je comprends, dites-m’en plus.
Pour cela, écrivez « humain » et une personne vous répond.
Merci pour votre message.
C’est gentil, merci.
Quel nom dois-je mettre ?
Je suis l’assistant de la boutique.
I can help you with our cakes.
Which flavour would you like?
How many would you like?
Could you say that another way, please?
What can I do for you?
For which day would you like it?
Would you like to collect it?
I am the shop’s assistant.
Thank you for your message.
With pleasure!
Sorry, I can only talk about the shop.
Which size suits you best?
Is there an allergy we should know of?
يمكنني مساعدتك
ماذا تريد أن تطلب؟
أي نكهة تفضل؟
كم قطعة تريد؟
عفوا، لم أفهم جيدا
شكرا على رسالتك
بكل سرور
أنا مساعد المتجر
`
  .trim()
  .split('\n');

test('enough sentences, both ways', () => assert.ok(REFUSED.length >= 80 && ALLOWED.length >= 40));
for (const text of REFUSED)
  test(`never said: ${text}`, () => assert.equal(maySay(text.replace('\\u200b', '\u200b')), false));
for (const text of ALLOWED) test(`may be said: ${text}`, () => assert.equal(maySay(text), true));
test('nothing, and too much, are not sentences', () => {
  for (const text of ['', '   ', '\u200b', 'a'.repeat(400)]) assert.equal(maySay(text), false);
});

const done = (facts: Record<string, unknown>, text = '', tool = 'search_catalogue'): Done[] => [
  { tool, outcome: { facts, reply: { text } }, refusal: null },
];

/** The same sentence with a tool's answer behind it, and with another one. */
const BACKED: [says: string, answer: Done[], otherwise: Done[]][] = [
  ['Le framboisier est à 20,00 €.', done({}, 'Framboisier : 20,00 €'), done({}, 'Framboisier : 28,00 €')],
  ['Il coûte 20,00 €.', done({}, '• 20,00 €'), done({}, '• 120,00 €')],
  ['Il coûte 20 €.', done({}, '• 20 €'), done({}, '• 20,50 €')],
  ['Votre commande 156 avance.', done({ order: 156 }), done({ order: 1567 })],
  ['Pour samedi, quelle taille ?', done({ day: 'samedi 28 novembre' }), done({ day: 'dimanche 29 novembre' })],
  ['Nous ouvrons à 08:00.', done({}, 'mardi : 08:00 – 19:00'), done({}, 'mardi : 09:00 – 18:00')],
  ['Deux tailles : laquelle ?', done({ sizes: 'deux' }), done({ sizes: 'trois' })],
  ['It is open on Monday.', done({}, 'Monday: 8 am'), done({}, 'Tuesday: 8 am')],
  ['Oui, il est disponible.', done({}, 'Le framboisier est disponible.'), done({}, 'Framboisier')],
  ['الثمن 20 دينار', done({}, 'الثمن 20 دينار'), done({}, 'الثمن 25 دينار')],
  ['Je transmets à la boutique.', done({ handedOver: true }), done({ handedOver: false })],
  ['Je transmets votre demande.', done({ passedOn: true }), done({})],
];

for (const [says, answer, otherwise] of BACKED)
  test(`with a tool’s answer behind it: ${says}`, () => {
    assert.equal(maySay(says, answer), true);
    assert.equal(maySay(says, otherwise), false);
    assert.equal(maySay(says), false);
    assert.equal(maySay(says, [{ ...answer[0]!, outcome: null }]), false);
  });

test('no answer makes a claim of action a model’s to say', () => {
  const answer = done({ placed: true, order: 156 }, 'Votre commande 156 est confirmée et payée, 45 €.', 'place_order');
  for (const text of ['Votre commande 156 est confirmée.', 'C’est payé : 45 €.', 'La commande 156 est annulée.'])
    assert.equal(maySay(text, answer), false);
});
