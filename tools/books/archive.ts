/**
 * A dated, sealed archive of a shop's books that anybody can read without this program: JSON lines of the chain, papers,
 * payments and closures, the papers' files, and a list of hashes sealed with the hub's key (CGI art. 286-I-3 bis:
 * archiving). Making one is itself a row of the chain.
 */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { digest } from '../sealing.ts';
import type { Run } from '../tool.ts';
import { auditBooks } from './audit.ts';
import { append, holdLedger } from './ledger.ts';

const MANIFEST = 'manifest.json';

type Manifest = {
  shop: string;
  made_at: string;
  /** The end of the chain that it holds. */
  position: number;
  hash: string;
  /** SHA-256 of every other file. */
  files: Record<string, string>;
  /** The list above, sealed: only the hub that made it can tell. */
  seal: string;
};

const lines = (rows: object[]): Uint8Array => strToU8(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));

/** Makes the archive and chains that it was made. Throws when the books are broken: that is to be looked at first. */
export async function archiveBooks(run: Run): Promise<Uint8Array> {
  const head = await holdLedger(run);
  const { fault } = await auditBooks(run.trx);
  if (fault) throw new Error(`the books are broken and were not archived: ${fault}`);
  const { trx } = run;
  const files: Record<string, Uint8Array> = {
    'chain.jsonl': lines(await trx.selectFrom('ledger').selectAll().orderBy('position').execute()),
    'papers.jsonl': lines(await trx.selectFrom('paper').selectAll().orderBy('id').execute()),
    'payments.jsonl': lines(await trx.selectFrom('payment').selectAll().orderBy('id').execute()),
    'closures.jsonl': lines(await trx.selectFrom('closure').selectAll().orderBy('id').execute()),
  };
  for (const file of await trx.selectFrom('paper_file').select(['filename', 'bytes']).orderBy('id').execute())
    files[`papers/${file.filename}`] = new Uint8Array(file.bytes);
  const hashes = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, digest(bytes)]));
  const facts = {
    shop: run.shop.slug,
    made_at: new Date(run.at).toISOString(),
    position: head.position,
    hash: head.hash,
    files: hashes,
  };
  const manifest: Manifest = { ...facts, seal: run.hub.sealer.seal(digest(JSON.stringify(facts))) };
  const text = JSON.stringify(manifest, null, 2);
  await append(run, {
    kind: 'archive',
    ref: head.position,
    canonical: JSON.stringify({ at: facts.made_at, manifest: digest(text), position: head.position }),
  });
  return signedOff(zipSync({ [MANIFEST]: strToU8(text), ...files }));
}

/** What an archive may come to unpacked: nobody fills the memory with a small file that claims to be one. */
const MOST_BYTES = 1_000_000_000;

/** How long a SHA-256 is in hexadecimal: the ZIP's comment, its last bytes. */
const SUM = 64;

/**
 * Writes the hash of all bytes before it into the ZIP's comment (APPNOTE 4.3.16): a flipped bit is found even where no
 * content lies, as in a date or a name.
 */
export function signedOff(zip: Uint8Array): Uint8Array {
  const whole = new Uint8Array(zip.length + SUM);
  whole.set(zip);
  whole.set([SUM, 0], zip.length - 2);
  whole.set(strToU8(digest(whole.subarray(0, zip.length))), zip.length);
  return whole;
}

/** The first thing that is wrong with an archive, or null. `open` unseals with the hub's key; without it the seal is not checked. */
export function archiveFault(bytes: Uint8Array, open?: (sealed: string) => string): string | null {
  let files: Record<string, Uint8Array>;
  try {
    let size = 0;
    files = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        size += originalSize;
        if (size > MOST_BYTES) throw new RangeError('larger than any archive of ours');
        return true;
      },
    });
  } catch {
    return 'it is not a ZIP file, or a damaged one';
  }
  const text = files[MANIFEST];
  if (!text) return `${MANIFEST} is missing`;
  let fault: string | null;
  try {
    fault = contentFault(files, text, open);
  } catch {
    fault = `${MANIFEST} was changed`;
  }
  if (fault) return fault;
  const sum = strFromU8(bytes.subarray(-SUM), true);
  return sum === digest(bytes.subarray(0, -SUM)) ? null : 'it was damaged outside its files';
}

type Link = { position: number; kind: string; canonical: string; previous_hash: string; hash: string };

const hashOf = (bytes: Uint8Array | undefined): string | null => (bytes ? digest(bytes) : null);

/** Throws where the manifest is no longer one. */
function contentFault(
  files: Record<string, Uint8Array>,
  text: Uint8Array,
  open?: (sealed: string) => string,
): string | null {
  const { seal, ...facts } = JSON.parse(strFromU8(text)) as Manifest;
  for (const [name, hash] of Object.entries(facts.files)) {
    const file = files[name];
    if (!file) return `${name} is missing`;
    if (digest(file) !== hash) return `${name} was changed`;
  }
  const extra = Object.keys(files).find((name) => name !== MANIFEST && !(name in facts.files));
  if (extra) return `${extra} was put in`;
  let previous = '';
  for (const line of strFromU8(files['chain.jsonl'] ?? new Uint8Array())
    .split('\n')
    .filter(Boolean)) {
    const row = JSON.parse(line) as Link;
    if (row.previous_hash !== previous || row.hash !== digest(previous + row.canonical))
      return `row ${row.position} of the chain does not follow`;
    if (row.kind === 'file') {
      const { filename, sha256 } = JSON.parse(row.canonical) as { filename: string; sha256: string };
      if (hashOf(files[`papers/${filename}`]) !== sha256) return `papers/${filename} is not what was printed`;
    }
    previous = row.hash;
  }
  if (previous !== facts.hash) return 'the chain ends elsewhere';
  if (!open) return null;
  try {
    return open(seal) === digest(JSON.stringify(facts)) ? null : 'the seal is another archive’s';
  } catch {
    return 'the seal is not this hub’s';
  }
}
