import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findBrowsers } from './chromium.ts';
import { logoHtml } from './logo.ts';
import { paperHtml } from './page.tsx';
import { openPrinter, type Printer, type PrinterOptions } from './pdf.ts';
import { aPaper, LINES } from './testing-papers.ts';

const here = process.platform === 'linux' && process.arch === 'x64';
const skip = here ? false : 'the printing tests run on Linux x64, where npm brings the browser';

type Watched = { printer: Printer; log: string[]; pids: () => number[] };

/** A printer on npm's browser that is closed after the test, its log, and the browsers it started. */
function aPrinter(t: TestContext, options: Partial<PrinterOptions> = {}): Watched {
  const log: string[] = [];
  const printer = openPrinter({
    systemBrowsers: [],
    allowUnsandboxed: true,
    log: (line) => log.push(line),
    ...options,
  });
  t.after(() => printer.close());
  const pids = () => log.flatMap((line) => Number(/\(pid (\d+)\)/.exec(line)?.[1] ?? 0) || []);
  return { printer, log, pids };
}

/** True while the process exists and is not merely waiting to be reaped. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 200 && isAlive(pid); tries += 1) await pause(50);
  return !isAlive(pid);
}

/** The processes of a browser: those of the group it leads, by what they were started with. */
function processesOf(pid: number, withArgument: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((candidate) => {
      try {
        const group = Number(readFileSync(`/proc/${candidate}/stat`, 'utf8').split(') ')[1]?.split(' ')[2]);
        return group === pid && readFileSync(`/proc/${candidate}/cmdline`, 'utf8').includes(withArgument);
      } catch {
        return false;
      }
    });
}

const latin1 = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');
const pagesOf = (pdf: Uint8Array) => latin1(pdf).match(/\/Type \/Page\b/g)?.length ?? 0;

/** The document's title as Chromium writes it: UTF-16 in hexadecimal, or plain. */
function titleOf(pdf: Uint8Array): string {
  const found = /\/Title (?:<FEFF([0-9A-F]+)>|\(([^)]*)\))/.exec(latin1(pdf));
  return found?.[1] ? Buffer.from(found[1], 'hex').swap16().toString('utf16le') : (found?.[2] ?? '');
}

test('a paper becomes a PDF: title, pages, our fonts, its words', { skip }, async (t) => {
  const { printer } = aPrinter(t);
  const one = await printer.print(paperHtml(aPaper({ demo: true })));
  assert.equal(latin1(one).slice(0, 5), '%PDF-');
  assert.equal(titleOf(one), 'Facture F-2026-0156 — Pâtisserie Lilas');
  assert.equal(pagesOf(one), 1);
  const fonts = new Set([...latin1(one).matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)].map((match) => match[1]));
  assert.deepEqual(fonts, new Set(['Inter-Regular', 'Inter-SemiBold']));
  const forty = Array.from({ length: 40 }, (_, i) => ({ ...(LINES[i % 4] ?? LINES[0]!), sku: `L${i}` }));
  const long = await printer.print(paperHtml(aPaper({ lines: forty, language: 'ar' })));
  assert.ok(pagesOf(long) >= 2);
  const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: one });
  if (read.error) t.diagnostic('pdftotext is not installed: the words of the PDF were not read back');
  else
    for (const word of ['Facture', '98,90', 'Sophie Martin', '1/1'])
      assert.match(String(read.stdout).replaceAll(' / ', '/'), new RegExp(word));
});

test('what a picture forbids its page does not take the fonts from the papers after it', { skip }, async (t) => {
  const { printer } = aPrinter(t);
  const dot = { mime: 'image/png' as const, width: 16, height: 16 };
  await printer.picture(logoHtml(Buffer.from('no picture'), dot), { width: 16, height: 16 });
  for (let papers = 0; papers < 2; papers += 1) {
    const fonts = [...latin1(await printer.print(paperHtml(aPaper()))).matchAll(/\/FontName \/[A-Z]{6}\+([\w-]+)/g)];
    assert.deepEqual(new Set(fonts.map((match) => match[1])), new Set(['Inter-Regular', 'Inter-SemiBold']));
  }
});

test('a page runs no script and reaches nothing', { skip }, async (t) => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end('body{display:none}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { printer } = aPrinter(t);
  const hostile = `<!doctype html><html><head><title>calm</title><link rel="stylesheet" href="${at}/a.css">
    <link rel="preload" as="image" href="${at}/p"><link rel="preconnect" href="${at}"><style>@import url(${at}/b.css);
    p{background:url(${at}/c.png)}</style><meta http-equiv="refresh" content="0;url=${at}/r">
    <script src="${at}/d.js"></script><script>document.title = 'scripted'; fetch('${at}/e')</script></head>
    <body onload="document.title='loaded'"><p>text</p><img src="${at}/f.png" onerror="document.title='error'">
    <img src="file:///etc/passwd"><iframe src="${at}/g"></iframe><iframe src="file:///etc/passwd"></iframe>
    <object data="${at}/h"></object><video src="${at}/i" autoplay></video></body></html>`;
  assert.equal(titleOf(await printer.print(hostile)), 'calm');
  assert.equal(titleOf(await printer.print(paperHtml(aPaper()))), 'Facture F-2026-0156 — Pâtisserie Lilas');
  assert.equal(asked, 0);
});

test('a browser killed between two prints, or whose page crashed, is replaced', { skip }, async (t) => {
  const { printer, pids } = aPrinter(t);
  await printer.print('<title>one</title>');
  process.kill(pids()[0] ?? Number.NaN, 'SIGKILL');
  assert.equal(titleOf(await printer.print('<title>two</title>')), 'two');
  assert.equal(pids().length, 2);
  assert.ok(await gone(pids()[0] ?? 0));
  // Where the page has a process of its own (a sandboxed browser), a crash of that alone.
  const [renderer] = processesOf(pids()[1] ?? Number.NaN, '--type=renderer');
  process.kill(renderer ?? pids()[1] ?? Number.NaN, 'SIGKILL');
  assert.equal(titleOf(await printer.print('<title>three</title>')), 'three');
});

test('a browser that hangs is killed, its paper fails, the next one is printed', { skip }, async (t) => {
  const started: number[] = [];
  const { printer } = aPrinter(t, {
    printTimeoutMs: 4000,
    log: (line) => {
      const pid = Number(/\(pid (\d+)\)/.exec(line)?.[1] ?? Number.NaN);
      // Stopped before it was told anything of its first paper.
      if (started.push(pid) === 1) process.kill(pid, 'SIGSTOP');
    },
  });
  const stuck = printer.print('<title>stuck</title>');
  const after = printer.print('<title>after</title>');
  await assert.rejects(stuck, /took longer than 4000 ms/);
  assert.equal(titleOf(await after), 'after');
  assert.ok(await gone(started[0] ?? 0));
});

test('papers are printed in the order asked, by one browser, and the queue is bounded', { skip }, async (t) => {
  const { printer, pids } = aPrinter(t, { maxWaiting: 4 });
  const asked = Array.from({ length: 7 }, (_, i) => printer.print(`<title>paper ${i}</title>`));
  const done = await Promise.allSettled(asked);
  const titles = done.map((one) => (one.status === 'fulfilled' ? titleOf(one.value) : String(one.reason)));
  assert.deepEqual(
    titles.slice(0, 5),
    [0, 1, 2, 3, 4].map((i) => `paper ${i}`),
  );
  for (const refused of titles.slice(5)) assert.match(refused, /papers wait already/);
  assert.equal(pids().length, 1);
});

test('an idle browser is closed, another comes when needed, and close leaves nothing behind', { skip }, async (t) => {
  const { printer, pids } = aPrinter(t, { idleMs: 30 });
  await printer.print('<title>one</title>');
  assert.ok(await gone(pids()[0] ?? 0));
  assert.equal(titleOf(await printer.print('<title>two</title>')), 'two');
  const unprinted = printer.print('<title>late</title>');
  await Promise.all([printer.close(), assert.rejects(unprinted, /the printer is closed/)]);
  for (const pid of pids()) assert.ok(await gone(pid));
  for (const pid of pids()) for (const helper of processesOf(pid, '--type=')) assert.ok(await gone(helper));
  assert.deepEqual(
    readdirSync(tmpdir()).filter((name) => name.startsWith(`quelyos-browser-${process.pid}-`)),
    [],
  );
  await assert.rejects(printer.print(''), /the printer is closed/);
  await printer.close();
});

test('the browser ends with its process even when that is killed', { skip }, async (t) => {
  const source = `import { openPrinter } from ${JSON.stringify(fileURLToPath(new URL('./pdf.ts', import.meta.url)))};
    const printer = openPrinter({ systemBrowsers: [], allowUnsandboxed: true, log: (line) => console.log(line) });
    printer.print('<p>one</p>').then(() => console.log('printed'));`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source]);
  t.after(() => child.kill('SIGKILL'));
  let said = '';
  while (!said.includes('printed')) said += String((await once(child.stdout, 'data'))[0]);
  const pid = Number(/\(pid (\d+)\)/.exec(said)?.[1]);
  assert.ok(isAlive(pid));
  child.kill('SIGKILL');
  assert.ok(await gone(pid));
});

test('a browser that is not there, or is none, is a clear error; one merely found gives way', {
  skip,
}, async (t) => {
  const missing = aPrinter(t, { chromePath: '/no/such/chrome' });
  await assert.rejects(missing.printer.print('<p>'), /CHROME_PATH names \/no\/such\/chrome, which does not exist/);
  const wrong = aPrinter(t, { chromePath: '/bin/false' });
  await assert.rejects(wrong.printer.print('<p>'), /the browser \/bin\/false does not start/);
  const folder = await mkdtemp(join(tmpdir(), 'browser-test-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  // Where npm's cannot be unpacked: a stub as some systems install it, then one that works.
  const nowhere = join(folder, 'file');
  await writeFile(nowhere, '');
  const [npms] = await findBrowsers({ systemBrowsers: [], unpackIn: tmpdir() });
  const real = join(folder, 'chrome');
  const variables = Object.entries(npms.env).map(([name, value]) => `${name}='${value}'`);
  await writeFile(real, `#!/bin/sh\nexec env ${variables.join(' ')} '${npms.path}' "$@"\n`, { mode: 0o755 });
  const stub = aPrinter(t, { unpackIn: nowhere, systemBrowsers: ['/bin/false', real] });
  assert.equal(titleOf(await stub.printer.print('<title>by another</title>')), 'by another');
  assert.match(stub.log.at(-1) ?? '', /browser started to print papers: .*browser-test-/);
});

test('a browser is replaced after so many papers', { skip }, async (t) => {
  const { printer, pids } = aPrinter(t, { papersPerBrowser: 3 });
  for (const title of ['one', 'two', 'three', 'four']) {
    assert.equal(titleOf(await printer.print(`<title>${title}</title>`)), title);
  }
  assert.equal(pids().length, 2);
  assert.ok(await gone(pids()[0] ?? 0));
});
