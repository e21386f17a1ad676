/** What a file is by its first bytes: what its sender or a provider calls it proves nothing. Pure. */

type Sign = { at: number; bytes: number[]; mime: string };
const latin = (text: string) => [...text].map((letter) => letter.charCodeAt(0));

/** Heads of the kinds that are kept here, after https://mimesniff.spec.whatwg.org and the formats' own texts. */
const SIGNS: Sign[] = [
  { at: 0, bytes: [0xff, 0xd8, 0xff], mime: 'image/jpeg' },
  { at: 0, bytes: [0x89, ...latin('PNG\r\n'), 0x1a, 0x0a], mime: 'image/png' },
  { at: 0, bytes: latin('GIF8'), mime: 'image/gif' },
  { at: 8, bytes: latin('WEBP'), mime: 'image/webp' },
  { at: 0, bytes: latin('%PDF-'), mime: 'application/pdf' },
  { at: 0, bytes: latin('OggS'), mime: 'audio/ogg' },
  { at: 0, bytes: latin('ID3'), mime: 'audio/mpeg' },
  { at: 0, bytes: latin('#!AMR'), mime: 'audio/amr' },
  { at: 8, bytes: latin('WAVE'), mime: 'audio/wav' },
  { at: 0, bytes: latin('MZ'), mime: 'application/x-msdownload' },
  { at: 0, bytes: [0x7f, ...latin('ELF')], mime: 'application/x-executable' },
];
/** MP4 and its relatives: film, sound and HEIC share one head; which of them it is, the sender's word tells. */
const FTYP = latin('ftyp');
const FAMILY_OF_FTYP = /^(?:video\/|audio\/(?:mp4|aac|x-m4a|3gpp)|image\/hei[cf])/;
const MARKUP = /^\s*<(?:!doctype|html|head|script|svg|\?xml|body|iframe)\b/i;
const UNKNOWN = 'application/octet-stream';

/**
 * The MIME type to keep a file under: what its head says, where that says something; else what it was declared as. A page
 * of markup is one whatever it is called, so that nothing kept here can run.
 */
export function fileKind(bytes: Uint8Array, declared: string | undefined): string {
  const said = declared?.split(';')[0]?.trim().toLowerCase() || UNKNOWN;
  const starts = ({ at, bytes: head }: Pick<Sign, 'at' | 'bytes'>) => head.every((byte, n) => bytes[at + n] === byte);
  if (
    MARKUP.test(
      Buffer.from(bytes.subarray(0, 256))
        .toString('latin1')
        .replace(/^\xef\xbb\xbf/, ''),
    )
  )
    return 'text/html';
  if (starts({ at: 4, bytes: FTYP })) return FAMILY_OF_FTYP.test(said) ? said : 'video/mp4';
  const mime = SIGNS.find(starts)?.mime;
  // Ogg carries films and codecs by name: the word of its sender says more than its head, within its kind.
  if (mime === undefined || (mime === 'audio/ogg' && /^(?:audio|video)\/(?:ogg|opus)$/.test(said)))
    return declared ?? UNKNOWN;
  return mime;
}
