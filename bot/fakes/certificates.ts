/** X.509 certificates made on the spot (RFC 5280): a root and what it signs, for a double of PayPal. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

const tlv = (tag: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body]);
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: Buffer[]) => tlv(0x30, ...parts);
const oid = (...bytes: number[]) => tlv(0x06, Buffer.from(bytes));
const utf8 = (text: string) => tlv(0x0c, Buffer.from(text));
const time = (at: number) => tlv(0x17, Buffer.from(`${new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));

const COMMON_NAME = oid(0x55, 0x04, 0x03);
const BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13);
const SHA256_WITH_RSA = sequence(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), Buffer.from([0x05, 0x00]));
const named = (name: string) => sequence(tlv(0x31, sequence(COMMON_NAME, utf8(name))));

export type Issued = { pem: string; key: KeyObject; name: string };

let serial = 1;

/** A certificate for `name`, signed by `issuer` (itself when there is none) and good from and until (milliseconds). */
export function issue(what: { name: string; from: number; until: number; ca?: boolean; issuer?: Issued }): Issued {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const constraints = sequence(
    BASIC_CONSTRAINTS,
    Buffer.from([0x01, 0x01, 0xff]),
    tlv(0x04, sequence(...(what.ca ? [Buffer.from([0x01, 0x01, 0xff])] : []))),
  );
  serial += 1;
  const body = sequence(
    tlv(0xa0, Buffer.from([0x02, 0x01, 0x02])),
    tlv(0x02, Buffer.from([0x01, serial & 0x7f])),
    SHA256_WITH_RSA,
    named(what.issuer?.name ?? what.name),
    sequence(time(what.from), time(what.until)),
    named(what.name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(constraints)),
  );
  const signature = sign('sha256', body, what.issuer?.key ?? privateKey);
  const der = sequence(body, SHA256_WITH_RSA, tlv(0x03, Buffer.from([0]), signature));
  const lines = der.toString('base64').replace(/(.{64})/g, '$1\n');
  return {
    pem: `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`,
    key: privateKey,
    name: what.name,
  };
}
