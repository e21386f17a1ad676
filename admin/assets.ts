/**
 * The static files of the pages: our own CSS, JavaScript and pictures from `admin/assets`, the fonts from npm.
 * One hash over all of them stands in the address (`/assets/3f2a…/essai.js`), so that everything may be cached
 * for a year, and relative imports between modules and `url()` in CSS stay inside the same version.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Hono } from 'hono';

const MIMES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
};

const FONTS = [
  '@fontsource/inter/files/inter-latin-400-normal.woff2',
  '@fontsource/inter/files/inter-latin-500-normal.woff2',
  '@fontsource/inter/files/inter-latin-600-normal.woff2',
  '@fontsource/inter/files/inter-latin-700-normal.woff2',
  '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-400-normal.woff2',
  '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-600-normal.woff2',
  '@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-700-normal.woff2',
];

const ext = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

function readAll(): Map<string, Uint8Array<ArrayBuffer>> {
  const folder = new URL('./assets/', import.meta.url);
  const names = readdirSync(folder).filter((name) => ext(name) in MIMES);
  const files = new Map(names.sort().map((name) => [name, new Uint8Array(readFileSync(new URL(name, folder)))]));
  const { resolve } = createRequire(import.meta.url);
  for (const font of FONTS)
    files.set(font.slice(font.lastIndexOf('/') + 1), new Uint8Array(readFileSync(resolve(font))));
  return files;
}

const files = readAll();

/** The hash every asset address carries: 12 hexadecimal digits over all names and bytes. */
export const ASSETS_VERSION: string = (() => {
  const hash = createHash('sha256');
  for (const [name, bytes] of files) hash.update(name).update('\0').update(bytes).update('\0');
  return hash.digest('hex').slice(0, 12);
})();

/**
 * The address of a file of `admin/assets`, as a page must name it.
 * @throws when no such file exists: a page that asks for it is a mistake of ours.
 */
export function assetUrl(name: string): string {
  if (!files.has(name)) throw new Error(`no asset ${name} in admin/assets`);
  return `/assets/${ASSETS_VERSION}/${name}`;
}

/** The sub-app that serves the assets; mount it at `/assets`. An address of an older version gets today's file, uncached. */
export function createAssets(): Hono {
  const app = new Hono();
  app.get('/:version/:name', (c) => {
    const bytes = files.get(c.req.param('name'));
    if (!bytes) return c.notFound();
    const current = c.req.param('version') === ASSETS_VERSION;
    c.header('Content-Type', MIMES[ext(c.req.param('name'))]!);
    c.header('Cache-Control', current ? 'public, max-age=31536000, immutable' : 'no-cache');
    c.header('X-Content-Type-Options', 'nosniff');
    return c.body(bytes);
  });
  return app;
}
