/**
 * `npm run read`: the reader in a process of its own. Seventy small files through a loader that compiles each on its own
 * cost more than all their work, so they are bundled once, kept in `node_modules/.cache` under the hash of their
 * contents, and loaded as one file afterwards. Where nothing can be written the bundle lives in memory for this run.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const FOLDER = import.meta.dirname;
const CACHE = join(FOLDER, '../../node_modules/.cache/order-reader');

/** The sources' hash names the bundle: a changed file, another Node or another bundler asks for a new one. */
function keyOf() {
  const hash = createHash('sha256').update(process.version);
  hash.update(readFileSync(join(FOLDER, '../../node_modules/esbuild/package.json')));
  const sources = readdirSync(FOLDER).filter((name) => /\.m?ts$/.test(name) && !name.includes('.test.'));
  for (const name of [...sources.sort(), 'start.mjs']) hash.update(name).update(readFileSync(join(FOLDER, name)));
  return hash.digest('hex').slice(0, 32);
}

async function bundle() {
  const { buildSync } = await import('esbuild');
  const built = buildSync({
    entryPoints: [join(FOLDER, 'cli.ts')],
    bundle: true,
    write: false,
    metafile: true,
    absWorkingDir: FOLDER,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    legalComments: 'none',
  });
  const outside = Object.keys(built.metafile.inputs).filter((path) => path.includes('/'));
  // The hash covers this folder only: what comes from elsewhere would be kept when it has changed.
  if (outside.length > 0) throw new Error(`the reader imports what is not its own: ${outside.join(', ')}`);
  return built.outputFiles[0].text;
}

/** Written beside its place and moved there: a process that dies half way leaves nothing that another would load. */
function keep(path, text) {
  try {
    mkdirSync(CACHE, { recursive: true });
    const draft = join(CACHE, `${process.pid}.tmp`);
    writeFileSync(draft, text);
    for (const old of readdirSync(CACHE)) if (old.endsWith('.mjs')) rmSync(join(CACHE, old), { force: true });
    renameSync(draft, path);
  } catch (error) {
    if (!['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'ENOTDIR'].includes(error.code)) throw error;
  }
}

async function load() {
  const path = join(CACHE, `${keyOf()}.mjs`);
  try {
    return await import(pathToFileURL(path).href);
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
  }
  const text = await bundle();
  keep(path, text);
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

const { main } = await load();
await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
