/** Companies as customers: their facts checked as they are typed, their references on the invoice, those abroad without VAT. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { facturX } from '../../tools/invoicing/facturx/cii.ts';
import type { PaperSnapshot } from '../../tools/invoicing/snapshot.ts';
import { SELLER } from '../../tools/invoicing/testing-papers.ts';
import { brokenRules } from '../../tools/invoicing/testing-rules.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { type MoneyWalk, STAFF_PHONE, startMoneyWalk } from './money-walk.ts';

let money: MoneyWalk;
before(async () => {
  const { company, form, capital, siret, rcs, address } = SELLER;
  const legal = {
    company,
    form,
    capital,
    siret,
    rcs,
    vat_number: 'FR11123456782',
    address: { line1: address!.line1, postcode: '75011', city: 'Paris', country: 'FR' as const },
  };
  money = await startMoneyWalk({ legal: { ...legal, vat_regime: 'standard' } });
});
after(() => money?.walk.close());

const says = async (text: string, phone?: string) => (await money.says(text, phone)).text;
const newest = () =>
  money.walk.look('maison', (trx) =>
    trx.selectFrom('orders').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
  );
const order = async (words: string) => {
  const before = await money.walk.look('maison', (trx) =>
    trx
      .selectFrom('orders')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
  );
  const answer = await says(`/nouvelle ${words}`);
  const made = await newest();
  assert.equal(made.short, Number(before.n) + 1, answer);
  return made;
};
const invoiceOf = async (short: number): Promise<PaperSnapshot> => {
  await says(`/facture ${short}`);
  const { papers } = await money.rowsOf(short);
  const last = papers.findLast(({ kind }) => kind !== 'receipt');
  assert.ok(last, `no paper of ${short}`);
  return JSON.parse(last.canonical) as PaperSnapshot;
};
const faultsOf = (paper: PaperSnapshot) =>
  brokenRules(facturX(paper), { ttc: paper.prices === 'incl_vat', business: paper.buyer.business });

test('a fact that cannot be right is refused with what is wrong and how it would be right', async () => {
  await order('Dupont 0611223344 2 fraisiers 8p samedi 14h');
  const refused: [words: string, why: RegExp][] = [
    ['siren 12345', /a 5 chiffres.*9.*14/s],
    ['siren 404833049', /sa clé ne correspond pas/],
    ['siret 40483304800023', /sa clé ne correspond pas/],
    ['tva FR12404833048', /Ce serait FR83404833048/],
    ['tva DE12345', /n’a pas la forme.*Allemagne.*DE123456789/s],
    ['siren 404833048 tva FR44732829320', /de deux entreprises/],
    ['adresse 4 avenue Hugo', /il manque le code postal \(5 chiffres\), la ville/],
    ['pays Atlantide', /Je ne connais pas le pays « Atlantide »/],
    ['pays Guadeloupe', /art. 294 et 295.*Rien n’est noté/s],
    ['matricule 123', /matricule fiscal.*0736202X\/A\/M\/000/s],
  ];
  for (const [words, why] of refused)
    assert.match((await says(`/client Dupont société SAS Dupont ${words}`)).replace(/\u202f/g, ' '), why, words);
  const kept = await money.walk.look('maison', (trx) =>
    trx.selectFrom('customer').select(['business', 'country']).where('name', '=', 'Dupont').executeTakeFirstOrThrow(),
  );
  assert.deepEqual(kept, { business: null, country: null });
  assert.match(
    await says('/client Dupont société SAS Dupont siret 356 000 000 00048 adresse 9 rue du Colonel Avia, 75015 Paris'),
    /SIREN 356000000/,
  );
  assert.match(
    await says('/client Dupont siren 404833048 tva FR 83 404 833 048 adresse 4 avenue Hugo, 69002 Lyon'),
    /FR83404833048/,
  );
});

test('the buyer’s references: once for all orders, or of one; on the page, in BT-13 and BT-10; fixed by the invoice', async () => {
  assert.match(await says('/client Dupont commande BC-2026-001'), /BC-2026-001/);
  const { short } = await order('Dupont 0611223344 2 fraisiers 8p samedi 15h');
  assert.match(await says(`/bon ${short}`), /BC-2026-118/);
  assert.match(await says(`/bon ${short} BC-2026-118 engagement 1300012345 service SRV-01`), /engagement 1300012345/);
  const paper = await invoiceOf(short);
  const { reference, engagement, service } = paper.buyer;
  assert.deepEqual([reference, engagement, service], ['BC-2026-118', '1300012345', 'SRV-01']);
  assert.match(
    facturX(paper),
    /<ram:BuyerReference>SRV-01<.*BuyerOrderReferencedDocument><ram:IssuerAssignedID>1300012345</,
  );
  assert.deepEqual(faultsOf(paper), []);
  assert.match(await says(`/bon ${short} BC-2026-119`), /ne changent plus/);
  const other = await order('Dupont 0611223344 2 fraisiers 8p samedi 16h');
  assert.equal((await invoiceOf(other.short)).buyer.reference, 'BC-2026-001');
});

test('goods or a service, said of a product: the papers say what they sell', async () => {
  assert.match(await says('/nature fraisier bien'), /livraison de biens/);
  assert.match(await says('/nature tarte aux pommes service'), /prestation de services/);
  const both = await invoiceOf(
    (await order('Dupont 0611223344 1 fraisier 8p et 1 tarte aux pommes 4p samedi 14h')).short,
  );
  assert.deepEqual([both.operations, both.lines.map((line) => line.operation)], ['mixed', ['goods', 'services']]);
  assert.match(both.mentions.join(), /livraison de biens et prestation de services/);
  assert.match(facturX(both), /<ram:ID>M1</);
  // Delivery goes with the goods it brings.
  const brought = await invoiceOf(
    (await order('Dupont 0611223344 1 fraisier 8p samedi 14h livraison 4 avenue Hugo, 69002 Lyon')).short,
  );
  assert.equal(brought.operations, 'goods');
  await says('/nature tarte aux pommes boutique');
  const exported = await money.walk.look('maison', (trx) =>
    trx
      .selectFrom('product')
      .select('operation')
      .where('sku', 'in', ['tarte-pommes', 'gateau-fraises'])
      .orderBy('sku')
      .execute(),
  );
  assert.deepEqual(exported, [{ operation: 'goods' }, { operation: null }]);
});

test('a VAT rate that France does not have is refused; the others hold from the next order on, and can be taken back', async () => {
  assert.match(await says('/taux fraisier 7,5'), /7,5 % n’existe pas ici.*20 % · 10 % · 5,5 % · 2,1 % · 0 %/);
  assert.match(await says('/taux fraisier 8,5'), /n’existe pas ici/);
  assert.match(await says('/taux fraisier 10', STAFF_PHONE), /réservée à la direction/);
  assert.match(await says('/taux fraisier 2,1'), /2,1 %/);
  await says('/annule-ca');
  assert.match(await says('/taux fraisier 10'), /10 %/);
  assert.deepEqual(
    (await invoiceOf((await order('Dupont 0611223344 1 fraisier 8p samedi 14h')).short)).totals.vat.map(
      (row) => row.rate,
    ),
    [10],
  );
  assert.match(await says('/taux fraisier 5,5'), /5,5 %/);
  // One that is there already breaks nothing: it is told.
  await money.walk.look('maison', (trx) =>
    trx.updateTable('product').set({ vat_rate: 750 }).where('sku', '=', 'eclair-chocolat').execute(),
  );
  await says('/nature tarte citron bien');
  assert.match(await says('/legal'), /Taux de TVA qui n’existe pas ici.*7,5 %.*\/taux/s);
  await says('/taux éclair au chocolat 5,5');
  assert.doesNotMatch(await says('/legal'), /n’existe pas ici/);
});

test('the same in the office’s catalogue', async () => {
  const visitor = officeVisitor(money.walk.url, { email: 'olivia@maison.example', password: 'correct-horse-battery' });
  await visitor.signIn();
  const csrf = await visitor.csrf('/admin/catalogue');
  const shown = async () => (await visitor.go('/admin/catalogue?q=flan')).html;
  assert.match(await shown(), /TVA 5,5 % · selon la boutique/);
  await visitor.go('/admin/catalogue/tva', { csrf, sku: 'flan', rate: '10', nature: 'services' });
  assert.match(await shown(), /TVA 10 % · service/);
  await visitor.go('/admin/catalogue/tva', { csrf, sku: 'flan', rate: '7.5', nature: 'services' });
  assert.match((await visitor.go('/admin/catalogue?q=flan')).html, /7,5 % n’existe pas ici[\s\S]*TVA 10 % · service/);
  await visitor.go('/admin/catalogue/tva', { csrf, sku: 'flan', rate: '5.5', nature: '' });
  assert.match(await shown(), /TVA 5,5 % · selon la boutique/);
});

test('goods for a company in Brussels: asked, decided, without VAT on price, paper and XML', async () => {
  const placed = await order('Peeters 0611223388 2 fraisiers 8p samedi 14h livraison Rue Neuve 12 1000 Bruxelles');
  const { short } = placed;
  const known = await says('/client Peeters société Peeters SRL adresse Rue Neuve 12, 1000 Bruxelles pays Belgique');
  assert.match(known, /Belgique.*tva-etranger/s);
  // Without its VAT number there is nothing to decide.
  assert.match(await says(`/tva-etranger ${short}`), /il faut le numéro de TVA/);
  await says('/client Peeters tva BE 0123.456.789');
  assert.match(await says(`/facture ${short}`), /ne peut pas encore être établie.*\/tva-etranger/s);
  assert.match(await says(`/tva-etranger ${short}`), /intracommunautaire possible.*VIES/s);
  assert.match(await says(`/tva-etranger ${short} exoneree`, STAFF_PHONE), /réservée à la direction/);
  assert.match(await says(`/tva-etranger ${short} exoneree`), /sans TVA \(livraison intracommunautaire\)/);
  const after = await newest();
  assert.deepEqual([placed.total, after.total, after.tax, after.vat_case], [5000, 4266 + 474, 0, 'intra_eu']);
  assert.match(await says(`/modifier ${short} retrait`), /d’abord/);
  // What is added later bears no VAT either.
  await says(`/modifier ${short} 3 fraisiers`);
  assert.deepEqual([(await newest()).total, (await newest()).tax], [3 * 2133 + 474, 0]);
  const paper = await invoiceOf(short);
  const vat = [{ rate: 0, base: 6873, vat: 0 }];
  assert.deepEqual([paper.exemption, paper.ship_country, paper.totals.vat], ['intra_eu', 'BE', vat]);
  assert.match(paper.mentions.join(), /article 262 ter, I du CGI/);
  assert.deepEqual(faultsOf(paper), []);
  assert.match(await says(`/tva-etranger ${short} francaise`), /ne change plus/);
  await says(`/avoir ${short}`);
  const { papers } = await money.rowsOf(short);
  const credit = JSON.parse(papers.at(-1)!.canonical) as PaperSnapshot;
  assert.deepEqual([credit.kind, credit.exemption, faultsOf(credit)], ['credit_note', 'intra_eu', []]);
});

test('an address abroad said with the decision; back to French VAT by taking it back, or by its command', async () => {
  const { short, total } = await order('Muller 0611223355 2 fraisiers 8p samedi 15h');
  await says('/client Muller société Müller Feinkost GmbH adresse Torstraße 1, 10119 Berlin tva DE123456789');
  assert.match(await says(`/tva-etranger ${short}`), /retirée en France.*suivi de l’adresse/s);
  assert.match(await says(`/tva-etranger ${short} exoneree Torstraße 1, 10119 Berlin`), /sans TVA/);
  const exempt = await newest();
  assert.deepEqual([exempt.total, exempt.fulfilment, exempt.address], [4266, 'delivery', 'Torstraße 1, 10119 Berlin']);
  await says('/annule-ca');
  const back = await newest();
  assert.deepEqual([back.total, back.vat_case, back.fulfilment], [total, null, 'pickup']);
  await says(`/tva-etranger ${short} exoneree livrée`);
  assert.match(await says(`/tva-etranger ${short} francaise`), /à la TVA française/);
  assert.deepEqual([(await newest()).total, (await newest()).vat_case], [total, 'domestic']);
  const paper = await invoiceOf(short);
  assert.deepEqual([paper.exemption, paper.totals.gross, faultsOf(paper)], [undefined, total, []]);
});

test('a paid order keeps its VAT; a consumer abroad pays French VAT, and what the hub does not count is said', async () => {
  const { short } = await order('Muller 0611223355 2 fraisiers 8p samedi 16h');
  await says(`/payee ${short} virement`);
  const paid = await newest();
  assert.equal(paid.payment_status, 'paid');
  assert.match(await says(`/tva-etranger ${short} exoneree livrée`), /ne change plus|est payée/);
  await order('Anke 0611223366 1 fraisier 8p samedi 16h');
  const said = (await says('/client Anke pays Belgique')).replace(/[\u202f\u00a0]/g, ' ');
  assert.match(said, /TVA française.*10 000 €.*OSS.*je ne tiens pas ce compte/s);
  const consumer = await invoiceOf((await newest()).short);
  assert.deepEqual([consumer.buyer.country, consumer.buyer.business, faultsOf(consumer)], ['BE', false, []]);
});

test('an export to Geneva and a service for Brussels', async () => {
  await order('Léman 0611223377 2 fraisiers 8p samedi 14h livraison Rue du Rhône 8 1204 Genève');
  await says('/client Léman société Épicerie du Léman adresse Rue du Rhône 8, 1204 Genève pays Suisse');
  const exported = await newest();
  assert.match(await says(`/tva-etranger ${exported.short} exoneree`), /exportation/);
  const paper = await invoiceOf(exported.short);
  assert.deepEqual([paper.exemption, paper.ship_country, faultsOf(paper)], ['export', 'CH', []]);
  await says('/nature framboisier service');
  await order('Peeters 0611223388 1 framboisier 6p samedi 14h');
  const service = await newest();
  assert.match(await says(`/tva-etranger ${service.short}`), /Pas pour un repas servi en France/);
  assert.match(await says(`/tva-etranger ${service.short} exoneree`), /autoliquidation/);
  const charged = await invoiceOf(service.short);
  assert.deepEqual([charged.exemption, charged.buyer.country, faultsOf(charged)], ['reverse_charge', 'BE', []]);
  assert.match(charged.mentions.join(), /Autoliquidation/);
});

test('a company’s facts in the office: the form shows them, refuses what is wrong, and an invoice that waited leaves', async () => {
  const visitor = officeVisitor(money.walk.url, { email: 'olivia@maison.example', password: 'correct-horse-battery' });
  await visitor.signIn();
  const { short, customer_id: id } = await order('Zoé 0611223399 1 fraisier 8p samedi 14h');
  const path = `/admin/papiers/client/c${id}`;
  const csrf = await visitor.csrf(path);
  const said = { csrf, company: 'Mairie de Lyon', siren: '404833049', vat_number: '', address: '', country: '' };
  await visitor.go(path, said);
  assert.match((await visitor.go(path)).html, /sa clé ne correspond pas/);
  await visitor.go(path, {
    ...said,
    siren: '404833048',
    address: '1 place de la Comédie, 69001 Lyon',
    service: 'SRV & 1',
  });
  const { html } = await visitor.go(path);
  assert.match(html, /value="Mairie de Lyon"[\s\S]*value="404833048"[\s\S]*value="SRV &amp; 1"/);
  assert.doesNotMatch(html, /matricule/i);
  const { buyer } = await invoiceOf(short);
  assert.deepEqual([buyer.name, buyer.siren, buyer.service], ['Mairie de Lyon', '404833048', 'SRV & 1']);
  await visitor.go(path, { csrf, consumer: 'oui' });
  assert.doesNotMatch((await visitor.go(path)).html, /value="404833048"/);
  assert.equal((await visitor.go('/admin/papiers/client/c999999')).status, 404);
});
