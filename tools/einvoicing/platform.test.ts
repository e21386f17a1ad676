import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { readCdar } from './cdar.ts';
import { LIFE_STATUSES, later, statusOf } from './platform.ts';

const cdar = (about: string) =>
  `<?xml version="1.0"?><r:CrossDomainAcknowledgementAndResponse xmlns:r="urn:x"><r:AcknowledgementDocument><a:ReferenceReferencedDocument>${about}</a:ReferenceReferencedDocument></r:AcknowledgementDocument></r:CrossDomainAcknowledgementAndResponse>`;

test('a life cycle message: its invoice, its code, its reason, whatever its prefixes', () => {
  const message = readCdar(
    cdar(`<a:IssuerAssignedID> F-2026-0156 </a:IssuerAssignedID><a:ProcessConditionCode>210</a:ProcessConditionCode>
      <a:IssuerTradeParty><a:GlobalID schemeID="0002">404833048</a:GlobalID></a:IssuerTradeParty>
      <!-- <a:ProcessConditionCode>205</a:ProcessConditionCode> -->
      <a:SpecifiedDocumentStatus><a:ReasonCode>CMD_ERR</a:ReasonCode><a:Reason>Commande &lt;7&gt; &amp; suivantes</a:Reason></a:SpecifiedDocumentStatus>`),
  );
  assert.deepEqual(message, {
    invoice: 'F-2026-0156',
    seller: '404833048',
    code: 210,
    why: 'CMD_ERR : Commande <7> & suivantes',
  });
  const plain = readCdar(
    cdar('<IssuerAssignedID>F-1</IssuerAssignedID><ProcessConditionCode>200</ProcessConditionCode>'),
  );
  assert.deepEqual(plain, { invoice: 'F-1', seller: null, code: 200, why: '' });
});

test('what is no message is refused', () => {
  for (const text of [
    '',
    'not XML',
    '<Invoice/>',
    cdar(''),
    cdar('<a:IssuerAssignedID>F-1</a:IssuerAssignedID>'),
    cdar('<a:IssuerAssignedID>F-1</a:IssuerAssignedID><a:ProcessConditionCode>approved</a:ProcessConditionCode>'),
    `<!DOCTYPE a [<!ENTITY b "c">]>${cdar('<a:IssuerAssignedID>F-1</a:IssuerAssignedID><a:ProcessConditionCode>200</a:ProcessConditionCode>')}`,
  ])
    assert.throws(() => readCdar(text), RangeError, text);
});

test('statuses only go up: order, repeats and lateness of messages do not matter', () => {
  const statuses = fc.array(fc.constantFrom(...LIFE_STATUSES), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(statuses, (said) => {
      const inOrder = said.reduce(later);
      assert.equal([...said].reverse().reduce(later), inOrder);
      assert.equal([...said, ...said].reduce(later), inOrder);
      assert.equal(later(inOrder, said[0]!), inOrder);
    }),
  );
  assert.equal(later('rejected', 'cashed'), 'rejected');
  assert.equal(later('cashed', 'approved'), 'cashed');
  assert.deepEqual(
    [statusOf(213), statusOf(212), statusOf(200), statusOf(999)],
    ['rejected', 'cashed', 'deposited', null],
  );
});
