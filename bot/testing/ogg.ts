/**
 * A voice note as phones record them: Opus in Ogg (RFC 7845), of silence. `seconds` long, one page a second; `serial`
 * tells two of them apart.
 */
export function voiceNote(seconds = 2, serial = 1): Uint8Array {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 0, 'latin1');
  head.writeUInt8(1, 8); // version
  head.writeUInt8(1, 9); // one channel
  head.writeUInt16LE(PRE_SKIP, 10);
  head.writeUInt32LE(16_000, 12); // the rate it was recorded at
  const tags = Buffer.from('OpusTags\x04\x00\x00\x00test\x00\x00\x00\x00', 'latin1');
  const second = Array.from({ length: 50 }, () => Buffer.from([0xf8, 0xff, 0xfe])); // 20 ms of silence each
  const pages = Array.from({ length: seconds }, (_, index) =>
    page(second, {
      serial,
      sequence: index + 2,
      type: index === seconds - 1 ? LAST : 0,
      samples: (index + 1) * 48_000,
    }),
  );
  return new Uint8Array(
    Buffer.concat([
      page([head], { serial, sequence: 0, type: FIRST, samples: 0 }),
      page([tags], { serial, sequence: 1, type: 0, samples: 0 }),
      ...pages,
    ]),
  );
}

const PRE_SKIP = 312;
const FIRST = 2;
const LAST = 4;

/** One Ogg page (RFC 3533): its header, the lengths of its packets, the packets, and a checksum over it all. */
function page(
  packets: Buffer[],
  { serial, sequence, type, samples }: { serial: number; sequence: number; type: number; samples: number },
): Buffer {
  const header = Buffer.alloc(27 + packets.length);
  header.write('OggS', 0, 'latin1');
  header.writeUInt8(type, 5);
  header.writeBigInt64LE(BigInt(samples), 6);
  header.writeUInt32LE(serial, 14);
  header.writeUInt32LE(sequence, 18);
  header.writeUInt8(packets.length, 26);
  for (const [index, packet] of packets.entries()) header.writeUInt8(packet.length, 27 + index);
  const whole = Buffer.concat([header, ...packets]);
  whole.writeUInt32LE(checksum(whole), 22);
  return whole;
}

/** CRC-32 as Ogg counts it: polynomial 0x04c11db7, from 0, not reflected. */
function checksum(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc = (crc ^ (byte << 24)) >>> 0;
    for (let bit = 0; bit < 8; bit++) crc = ((crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1) >>> 0) >>> 0;
  }
  return crc;
}
