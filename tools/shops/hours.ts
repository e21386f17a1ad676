import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { formatTime } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { changeSettings } from './change-settings.ts';
import { type Hours, readClock, readHours, WEEK } from './hour-words.ts';
import { type ShopSettings, settingsSchema } from './settings.ts';

/** The week's hours, one row a day. */
export function hoursText(hours: Hours | undefined, language: Run['language']): string {
  const texts = textsFor(language);
  if (!hours) return texts.day.hoursUnsaid;
  const name = new Intl.DateTimeFormat(language === 'ar' ? 'ar-TN' : language, { weekday: 'long', timeZone: 'UTC' });
  // 2024-01-01 was a Monday.
  const rows = WEEK.map((day, index) => {
    const intervals = hours[day]?.split(',').map((interval) => {
      const [from, to] = interval.split('-');
      return `${formatTime(from!, language)} – ${formatTime(to!, language)}`;
    });
    return `${name.format(Date.UTC(2024, 0, 1 + index))} : ${intervals?.join(', ') ?? texts.customer.closed}`;
  });
  return rows.join('\n');
}

/** Hours with some days said anew; a day that is null is closed. */
export function mergeHours(hours: Hours | undefined, said: ReturnType<typeof readHours>): Hours {
  const merged: Hours = { ...hours };
  for (const day of WEEK) {
    const value = said?.[day];
    if (value === null) delete merged[day];
    else if (value !== undefined) merged[day] = value;
  }
  return merged;
}

export const shopHours = defineTool({
  name: 'shop_hours',
  says: 'Shows the opening hours, or changes those of the days named.',
  for: ['member'],
  input: z.object({
    text: z.string().max(300).default(''),
    /** All of them as they were: what an undo says. Null: they had never been said. */
    hours: settingsSchema.shape.opening_hours.nullable().optional(),
  }),
  command: {
    words: ['horaires', 'horaire', 'hours'],
    takes: 'text',
    example: 'mar 8h-12h30 14h-19h',
    help: { fr: 'montre ou change les horaires', en: 'shows or changes the hours', ar: 'عرض أو تغيير التوقيت' },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).day;
    const text = input.text.trim();
    if (!text && input.hours === undefined) {
      const now = hoursText(run.shop.settings.opening_hours, run.language);
      return { facts: {}, reply: { text: `${texts.hours}\n${now}\n${texts.hoursHow}` } };
    }
    mustManage(run);
    const said = text ? readHours(text) : null;
    if (text && !said) throw new Refusal('invalid', texts.hoursUnread(text));
    const next = (now: ShopSettings) =>
      input.hours === undefined ? mergeHours(now.opening_hours, said) : (input.hours ?? undefined);
    const { before, after } = await changeSettings(run, (now) => ({ opening_hours: next(now) }));
    return {
      facts: { changed: true },
      reply: { text: `${texts.hoursChanged}\n${hoursText(after.opening_hours, run.language)}` },
      undo: { tool: 'shop_hours', input: { hours: before.opening_hours ?? null } },
    };
  },
});

/** What is seen by all may be changed by few. Throws Refusal naming them. */
function mustManage(run: Run): void {
  if (run.actor.kind === 'member' && run.actor.role === 'staff') {
    throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed(['owner', 'manager']));
  }
}

type Digest = ShopSettings['digest'];

export const digestHours = defineTool({
  name: 'digest_hours',
  says: 'Shows or sets when the day is summed up in the evening and its production told in the morning.',
  for: ['member'],
  input: z.object({
    text: z.string().max(60).default(''),
    digest: settingsSchema.shape.digest.unwrap().optional(),
  }),
  command: {
    words: ['digest', 'resume', 'recap', 'bilan'],
    takes: 'text',
    example: '19h30 | matin 7h | off',
    help: { fr: 'l’heure du bilan du jour', en: 'when the day is summed up', ar: 'وقت ملخص اليوم' },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).day;
    const text = input.text.trim();
    const shown = (digest: Digest) => texts.digest(clockText(run, digest.evening), clockText(run, digest.morning));
    if (!text && !input.digest) return { facts: {}, reply: { text: shown(run.shop.settings.digest) } };
    mustManage(run);
    const said = input.digest ?? readDigest(text);
    if (!said) throw new Refusal('invalid', texts.digestUnread(text));
    const { before, after } = await changeSettings(run, (now) => ({ digest: { ...now.digest, ...said } }));
    return {
      facts: { ...after.digest },
      reply: { text: shown(after.digest) },
      undo: { tool: 'digest_hours', input: { digest: before.digest } },
    };
  },
});

function clockText(run: Run, value: string): string {
  const texts = textsFor(run.language).day;
  if (value === 'off') return texts.digestOff;
  return value === 'opening' ? texts.digestOpening : formatTime(value, run.language);
}

/** "19h30", "matin 7h", "matin off", "off", "on": what of the digests becomes different. Null: not understood. */
export function readDigest(text: string): Partial<Digest> | null {
  const morning = /(?<!\p{L})(?:matin|morning|صباح)\p{L}*/iu.test(text);
  const rest = text
    .replace(/(?<!\p{L})(?:du|le|the|matin|morning|soir|evening|at|à|a|الصباح|صباحا|المساء|مساء)(?!\p{L})/giu, ' ')
    .trim();
  if (/^(?:off|non|stop|aucun|jamais|no|none|لا)$/i.test(rest)) {
    return morning
      ? { morning: 'off' }
      : /soir|evening/i.test(text)
        ? { evening: 'off' }
        : { evening: 'off', morning: 'off' };
  }
  if (/^(?:on|oui|yes|نعم)$/i.test(rest))
    return morning ? { morning: 'opening' } : { evening: '19:00', morning: 'opening' };
  const clock = readClock(rest);
  if (!clock || clock === '24:00') return null;
  return morning ? { morning: clock } : { evening: clock };
}
