/**
 * A recording as Twilio serves it: MPEG-1 Layer III frames (ISO/IEC 11172-3) of silence at 64 kbit/s, 44.1 kHz, mono,
 * behind an ID3v2 tag. `serial` tells two of them apart.
 */
export function mpeg(seconds = 2, serial = 1): Uint8Array {
  const tag = Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 8, ...Buffer.from(String(serial).padStart(8, '0'))]);
  // Sync, layer III, no checksum; 64 kbit/s at 44.1 kHz; one channel. Side information and data of nothing but zeros.
  const frame = Buffer.alloc(FRAME_BYTES);
  frame.set([0xff, 0xfb, 0x50, 0xc4]);
  const frames = Math.ceil((seconds * 44_100) / FRAME_SAMPLES);
  return new Uint8Array(Buffer.concat([tag, ...Array.from({ length: frames }, () => frame)]));
}

const FRAME_SAMPLES = 1152;
/** 144 * bit rate / sampling rate, without padding. */
const FRAME_BYTES = Math.floor((144 * 64_000) / 44_100);
