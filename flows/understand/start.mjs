/**
 * `npm run read`: the reader in a process of its own. Seventy small files through a loader that compiles each on its own
 * cost more than all their work, so they are bundled once, kept in `node_modules/.cache` under the hash of their
 * contents, and loaded as one file afterwards. Where nothing can be written the bundle lives in memory for this run.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
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

const NOT_WRITABLE = ['EROFS', 'EACCES', 'EPERM', 'ENOSPC', 'ENOTDIR', 'EEXIST', 'ENOENT'];

const OPTIONS = { bundle: true, platform: 'node', format: 'esm', target: 'node20', charset: 'utf8' };

/** The hash covers this folder only: what comes from elsewhere would be kept when it has changed. */
function ownOnly(metafile) {
  const outside = Object.keys(metafile.inputs).filter((path) => path.includes('/'));
  if (outside.length > 0) throw new Error(`the reader imports what is not its own: ${outside.join(', ')}`);
}

/** The bundler's own program, where npm put the one of this machine; null elsewhere. */
function program() {
  const name = `@esbuild/${process.platform}-${process.arch}/bin/esbuild`;
  try {
    return createRequire(join(FOLDER, '../../node_modules/esbuild/package.json')).resolve(name);
  } catch {
    return null;
  }
}

/**
 * Bundles straight into the cache: the program alone starts in a third of the time its JavaScript door takes. Written
 * beside its place and moved there: a process that dies half way leaves nothing that another would load.
 */
async function bundleInto(path) {
  const esbuild = program();
  if (!esbuild) return false;
  const { spawnSync } = await import('node:child_process');
  const drafts = ['mjs', 'json'].map((kind) => join(CACHE, `${process.pid}.${kind}.tmp`));
  try {
    mkdirSync(CACHE, { recursive: true });
    const flags = Object.entries(OPTIONS).map(([name, value]) => (value === true ? `--${name}` : `--${name}=${value}`));
    const outputs = [`--outfile=${drafts[0]}`, `--metafile=${drafts[1]}`, '--log-level=silent'];
    const ran = spawnSync(esbuild, ['cli.ts', ...flags, ...outputs], { cwd: FOLDER });
    if (ran.status !== 0) return false;
    ownOnly(JSON.parse(readFileSync(drafts[1], 'utf8')));
    for (const old of readdirSync(CACHE)) if (old.endsWith('.mjs')) rmSync(join(CACHE, old), { force: true });
    renameSync(drafts[0], path);
    return true;
  } catch (error) {
    if (!NOT_WRITABLE.includes(error.code)) throw error;
    return false;
  } finally {
    if (existsSync(CACHE)) for (const draft of drafts) rmSync(draft, { force: true });
  }
}

/** The bundle in memory, for one run. */
async function bundled() {
  const { buildSync } = await import('esbuild');
  const built = buildSync({ ...OPTIONS, entryPoints: ['cli.ts'], write: false, metafile: true, absWorkingDir: FOLDER });
  ownOnly(built.metafile);
  return `data:text/javascript;base64,${Buffer.from(built.outputFiles[0].text).toString('base64')}`;
}

async function load() {
  const path = join(CACHE, `${keyOf()}.mjs`);
  const kept = existsSync(path) || (await bundleInto(path));
  return import(kept ? pathToFileURL(path).href : await bundled());
}

const { main } = await load();
await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
});
