/** PayPal's certificates, checked offline: a chain made like the real one, and every way in which it may be wrong. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { checkChain, readChain } from '../../tools/payments/providers/paypal-signature.ts';
import { issue } from '../fakes/certificates.ts';

const NOW = Date.UTC(2026, 10, 22);
const YEAR = 365 * 24 * 3_600_000;
const NAME = 'messageverificationcerts.paypal.com';
const good = { from: NOW - YEAR, until: NOW + YEAR };
/** As PayPal's stands: a root that machines know, an issuing authority, PayPal's own. The root is not sent along. */
const root = issue({ name: 'DigiCert Global Root G2', ca: true, ...good });
const authority = issue({ name: 'DigiCert EV RSA CA G2', ca: true, issuer: root, ...good });
const leaf = issue({ name: NAME, issuer: authority, ...good });
const trusted = [new X509Certificate(root.pem)];
const check = (pem: string, now = NOW) => checkChain(readChain(pem), now, trusted);

test('PayPal’s own, live and sandbox, with and without the root, is taken', () => {
  check(leaf.pem + authority.pem);
  check(leaf.pem + authority.pem + root.pem);
  const sandbox = issue({ name: 'messageverificationcerts.sandbox.paypal.com', issuer: authority, ...good });
  check(`-- comment --\n${sandbox.pem}\n\n${authority.pem}`);
  check(issue({ name: NAME, issuer: root, ...good }).pem);
});

test('out of its time, issued to another, by nobody, in another order, of another root: refused', () => {
  const stranger = issue({ name: 'DigiCert Global Root G2', ca: true, ...good });
  const theirs = issue({ name: 'DigiCert EV RSA CA G2', ca: true, issuer: stranger, ...good });
  const simple = issue({ name: 'shop.example', issuer: authority, ...good });
  const named = (name: string) => issue({ name, issuer: authority, ...good }).pem + authority.pem;
  const wrong: [string, string, number?][] = [
    ['before its time', leaf.pem + authority.pem, NOW - 2 * YEAR],
    ['after its time', leaf.pem + authority.pem, NOW + 2 * YEAR],
    [
      'an authority that ended',
      (() => {
        const ended = issue({ name: 'Old CA', ca: true, issuer: root, from: NOW - 2 * YEAR, until: NOW - YEAR });
        return issue({ name: NAME, issuer: ended, ...good }).pem + ended.pem;
      })(),
    ],
    ['issued to another of PayPal’s', named('www.paypal.com')],
    ['issued to a name that only ends so', named(`evil-${NAME}`)],
    ['issued to a name that only begins so', named(`${NAME}.evil.example`)],
    ['signed by itself', issue({ name: NAME, ...good }).pem],
    ['its authority is missing', leaf.pem],
    ['in another order', authority.pem + leaf.pem],
    ['another root of the same name', issue({ name: NAME, issuer: theirs, ...good }).pem + theirs.pem + stranger.pem],
    ['another authority of the same name', leaf.pem + theirs.pem],
    [
      'issued by somebody’s own certificate',
      issue({ name: NAME, issuer: simple, ...good }).pem + simple.pem + authority.pem,
    ],
  ];
  for (const [what, pem, now] of wrong) assert.throws(() => check(pem, now), { name: 'NotGenuine' }, what);
});

test('what is no list of certificates is refused before it is looked at', () => {
  for (const pem of ['', 'hello', leaf.pem.repeat(7), leaf.pem.replace('MII', 'XXX'), '-----BEGIN CERTIFICATE-----\n'])
    assert.throws(() => readChain(pem), { name: 'NotGenuine' });
});
