import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { formatDay } from '../language.ts';
import { changeSettings } from '../shops/change-settings.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { DAYS, KEPT, type Kept, retentionOf } from './rules.ts';

/** The last night on which something was deleted; null: none yet. */
export async function lastNight(run: Run): Promise<{ day: string; count: number } | null> {
  const row = await run.trx
    .selectFrom('retention_night')
    .select(['day', 'deleted'])
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { day: row.day, count: Object.values(row.deleted).reduce((sum, count) => sum + count, 0) } : null;
}

export const showRetention = defineTool({
  name: 'show_retention',
  says: 'Says how long what customers sent is kept.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({}),
  command: {
    words: ['conservation', 'retention'],
    takes: 'nothing',
    help: {
      fr: 'combien de temps les données sont gardées',
      en: 'how long data are kept',
      ar: 'مدة حفظ المعطيات',
    },
    slashless: false,
  },
  run: async (run) => {
    const { retention: texts } = textsFor(run.language).customers;
    const days = retentionOf(run.shop.settings);
    const last = await lastNight(run);
    const rows = [
      texts.shown,
      ...KEPT.map((kind) => texts.row(texts.kinds[kind], String(days[kind]))),
      texts.papers,
      last && texts.wasLast(formatDay(last.day, run.language), String(last.count)),
      texts.how(`${run.hub.publicUrl}/admin/conservation`),
    ];
    return { facts: days, reply: { text: rows.filter(Boolean).join('\n') } };
  },
});

const typed = z.string().max(12);

/** The office's form: days as they were typed; an empty field is the usual number. Refuses what is longer than may be said. */
export const setRetention = defineTool({
  name: 'set_retention',
  says: 'Sets how many days what customers sent is kept.',
  for: ['member'],
  roles: ['owner'],
  input: z.object(Object.fromEntries(KEPT.map((kind) => [kind, typed])) as Record<Kept, typeof typed>),
  run: async (run, input) => {
    const { retention: texts } = textsFor(run.language).customers;
    const said: Partial<Record<Kept, number>> = {};
    for (const kind of KEPT) {
      const text = input[kind].trim();
      if (text === '') continue;
      const days = /^\d{1,5}$/.test(text) ? Number(text) : 0;
      if (days < 1 || days > DAYS[kind].most)
        throw new Refusal('invalid', texts.tooLong(texts.kinds[kind], String(DAYS[kind].most)));
      said[kind] = days;
    }
    await changeSettings(run, () => ({ retention: said }));
    return { facts: { ...said }, reply: { text: texts.changed } };
  },
});
