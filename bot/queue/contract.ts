import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { describe, type TestContext, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bell, Queue } from '../queue.ts';

/** How a test reaches one kind of store: here, and from a process of its own that may be killed. */
export type Site = {
  open(name: string): Promise<Queue>;
  /** Source text of a module that opens the same store as `queue`, for `node --eval`. */
  opening(name: string): string;
};

const turn = (ref: string): Bell => ({ kind: 'turn', shopId: '7', ref });

/** Waits until it holds; the runner's own time limit ends a test whose condition never comes. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(10);
}

/** What every store must do; `skip` says in one line why not here. Its tests mostly wait, so some run side by side. */
export function queueContract(label: string, skip: string | false, site: Site): void {
  if (skip) test(label, { skip }, () => {});
  else describe(label, { concurrency: 4 }, () => promises(site));
}

function promises(site: Site): void {
  const open = async (t: TestContext, name = randomUUID()): Promise<Queue> => {
    const queue = await site.open(name);
    t.after(() => queue.close(300));
    return queue;
  };
  const contract = (name: string, body: (t: TestContext) => Promise<void>) => test(name, { timeout: 60_000 }, body);

  contract('a bell arrives as it was rung, once', async (t) => {
    const queue = await open(t);
    const seen: Bell[] = [];
    await queue.work(async (bell) => void seen.push(bell));
    const bells: Bell[] = [
      { kind: 'turn', shopId: '7', ref: 'whatsapp:1065:33612345678' },
      { kind: 'deliver', shopId: '7', ref: 'é|a/b%20 "c"' },
      { kind: 'errand', shopId: '7', ref: '12' },
      { kind: 'errand', shopId: '8', ref: '12' },
    ];
    await queue.ring(bells.map((bell) => ({ bell })));
    await until(() => seen.length >= bells.length);
    await queue.close();
    const byText = (bell: Bell) => JSON.stringify(bell);
    assert.deepEqual(seen.map(byText).sort(), bells.map(byText).sort());
  });

  contract('equal bells that wait are merged, whoever rang them', async (t) => {
    const name = randomUUID();
    const [queue, other] = [await open(t, name), await open(t, name)];
    for (const ringer of [queue, other, queue])
      await ringer.ring([{ bell: turn('a') }, { bell: turn('b') }, { bell: turn('a') }]);
    const seen: string[] = [];
    await queue.work(async (bell) => void seen.push(bell.ref));
    await queue.ring([{ bell: turn('last') }]);
    await until(() => seen.includes('last'));
    assert.deepEqual(seen.sort(), ['a', 'b', 'last']);
  });

  contract('a bell rung while its work runs rings again after it, once, never beside it', async (t) => {
    const name = randomUUID();
    const [queue, other] = [await open(t, name), await open(t, name)];
    let running = 0;
    let beside = 0;
    let looks = 0;
    let finish = () => {};
    const look = async () => {
      looks += 1;
      running += 1;
      beside = Math.max(beside, running);
      if (looks === 1) await new Promise<void>((done) => (finish = done));
      running -= 1;
    };
    await queue.work(look);
    await other.work(look);
    await queue.ring([{ bell: turn('a') }]);
    await until(() => running === 1);
    for (let i = 0; i < 3; i++) await other.ring([{ bell: turn('a') }]);
    assert.equal(looks, 1);
    finish();
    await until(() => looks === 2);
    await Promise.all([queue.close(), other.close()]);
    assert.deepEqual({ looks, beside }, { looks: 2, beside: 1 });
  });

  contract('no bell is lost when looks end while bells are rung', async (t) => {
    const queue = await open(t);
    const rung = { a: 0, b: 0 };
    const answered = { a: 0, b: 0 };
    await queue.work(async ({ ref }) => {
      const upTo = rung[ref as 'a'];
      await pause(1);
      answered[ref as 'a'] = Math.max(answered[ref as 'a'], upTo);
    });
    for (let i = 0; i < 60; i++) {
      for (const ref of ['a', 'b'] as const) {
        rung[ref] += 1;
        await queue.ring([{ bell: turn(ref) }]);
      }
    }
    await until(() => answered.a === 60 && answered.b === 60);
  });

  contract('a bell for later rings then, and neither holds back nor is lost to one for now', async (t) => {
    const queue = await open(t);
    const seen: number[] = [];
    await queue.work(async () => void seen.push(Date.now()));
    const at = Date.now() + 1_500;
    const later = { bell: turn('a'), at };
    await queue.ring([later, later]);
    await queue.ring([later]);
    await queue.ring([{ bell: turn('a') }]);
    await until(() => seen.length >= 2);
    assert.ok(seen[0]! < at, 'the bell for now waited for the later one');
    assert.ok(seen[1]! >= at, 'the bell for later rang too soon');
    await queue.ring([{ bell: turn('z') }]);
    await until(() => seen.length >= 3);
    await queue.close();
    assert.equal(seen.length, 3);
  });

  contract('a look that fails is tried again; a new bell does not wait for that', async (t) => {
    const queue = await open(t);
    let looks = 0;
    await queue.work(async () => {
      looks += 1;
      if (looks <= 4) throw new Error('not yet');
    });
    await queue.ring([{ bell: turn('a') }]);
    await until(() => looks === 2);
    let rings = 0;
    for (; looks < 5; rings++) {
      await pause(20);
      await queue.ring([{ bell: turn('a') }]);
    }
    // The pauses after failures alone would have lasted hundreds of rings.
    assert.ok(rings < 100, `${rings} rings`);
  });

  contract('a hundred bells, each once, no more at a time than agreed', async (t) => {
    const queue = await open(t);
    const seen = new Set<string>();
    let running = 0;
    let most = 0;
    let looks = 0;
    await queue.work(
      async ({ ref }) => {
        running += 1;
        looks += 1;
        most = Math.max(most, running);
        await pause(2);
        running -= 1;
        seen.add(ref);
      },
      { concurrency: 3 },
    );
    await Promise.all(Array.from({ length: 100 }, (_, i) => queue.ring([{ bell: turn(String(i)) }])));
    await until(() => seen.size === 100);
    await queue.close();
    assert.equal(looks, 100);
    assert.ok(most > 1 && most <= 3, `${most} at a time`);
  });

  contract('a repeating bell rings once across all processes', async (t) => {
    const name = randomUUID();
    const queues = [await open(t, name), await open(t, name), await open(t, name)];
    const everyMs = 200;
    const ticks: Bell[] = [];
    const startedAt = Date.now();
    for (const queue of queues) {
      await queue.every('sweep', everyMs);
      await queue.work(async (bell) => void ticks.push(bell));
    }
    for (const queue of queues) await queue.every('sweep', everyMs);
    await until(() => ticks.length >= 6);
    const spans = (Date.now() - startedAt) / everyMs;
    assert.deepEqual(ticks[0], { kind: 'clock', shopId: '', ref: 'sweep' });
    assert.ok(ticks.length <= Math.ceil(spans) + 2, `${ticks.length} ticks in ${spans} intervals`);
  });

  contract('close waits for what runs, but not for ever', async (t) => {
    const patient = await open(t);
    const order: string[] = [];
    await patient.work(async () => {
      order.push('begun');
      await pause(300);
      order.push('done');
    });
    await patient.ring([{ bell: turn('a') }]);
    await until(() => order.length === 1);
    await patient.close();
    order.push('closed');
    assert.deepEqual(order, ['begun', 'done', 'closed']);

    const hanging = await open(t);
    let begun = false;
    let release = () => {};
    t.after(() => release());
    await hanging.work(async () => {
      begun = true;
      await new Promise<void>((done) => (release = done));
    });
    await hanging.ring([{ bell: turn('a') }]);
    await until(() => begun);
    await hanging.close(100);
    assert.equal(await hanging.ready(), false);
  });

  contract('ready while the store answers', async (t) => {
    const queue = await open(t);
    assert.equal(await queue.ready(), true);
    await queue.close();
    assert.equal(await queue.ready(), false);
  });

  contract('work of a killed process is looked at again by another', async (t) => {
    const name = randomUUID();
    const child = await startLooking(t, site.opening(name));
    const queue = await open(t, name);
    await queue.ring([{ bell: turn('a') }]);
    await once(child.stdout!, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    let looks = 0;
    await queue.work(async () => {
      looks++;
    });
    await queue.ring([{ bell: turn('a') }]);
    await until(() => looks > 0);
  });
}

/** A process that works the queue, says so when it begins a look, and never ends one. */
async function startLooking(t: TestContext, opening: string): Promise<ChildProcess> {
  const code = `${opening}
    await queue.work(() => new Promise(() => console.log('looking')));
    console.log('ready');`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout!, 'data');
  return child;
}
