import { Hono } from 'hono';
import { isMigrated } from '../../db/migrate.ts';
import { backlog } from '../../db/work.ts';
import type { Parts } from '../road/parts.ts';

/** Alive, able to work, and the figures a monitor reads. */
export function createHealth(parts: Parts): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const checks = {
      database: await isMigrated(parts.hub.database.db).catch(() => false),
      queue: await parts.queue.ready().catch(() => false),
    };
    return c.json(checks, checks.database && checks.queue ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    const now = parts.hub.now();
    const { count, oldest } = await backlog(parts.hub.database, now);
    const memory = process.memoryUsage();
    return c.text(
      [
        '# HELP hub_work_due Pieces of work that are due.',
        '# TYPE hub_work_due gauge',
        `hub_work_due ${count}`,
        '# HELP hub_work_oldest_seconds How long the oldest due work has waited.',
        '# TYPE hub_work_oldest_seconds gauge',
        `hub_work_oldest_seconds ${oldest === null ? 0 : Math.max(0, (now - oldest) / 1000)}`,
        '# HELP process_resident_memory_bytes Resident memory.',
        '# TYPE process_resident_memory_bytes gauge',
        `process_resident_memory_bytes ${memory.rss}`,
        '',
      ].join('\n'),
    );
  });
  return app;
}
