import type { Context, Hono } from 'hono';
import { retentionPage } from '../../admin/office/retention.tsx';
import { Refusal } from '../../tools/errors.ts';
import { formatDay } from '../../tools/language.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { DAYS, KEPT, type Kept } from '../../tools/retention/rules.ts';
import { lastNight, setRetention } from '../../tools/retention/set.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

const PATH = '/admin/conservation';

/** /admin/conservation: how long what customers sent is kept; read by owners and managers, changed by owners. */
export function retentionRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  const show = async (c: Context<OfficeEnv>, refused?: { typed: Record<Kept, string>; wrong: string }) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const { retention: texts } = textsFor(ctx.language).customers;
    const last = await inShop(ctx, lastNight);
    const flash = refused ? undefined : room.takeFlash(c);
    const said = ctx.shop.settings.retention ?? {};
    return room.page(
      c,
      retentionPage({
        ...signedFrame(ctx, session, flash),
        kinds: KEPT.map((kind) => ({
          name: kind,
          label: texts.kinds[kind],
          typed: refused?.typed[kind] ?? String(said[kind] ?? ''),
          ...DAYS[kind],
        })),
        notes: [
          texts.papers,
          texts.advice,
          ...(last ? [texts.wasLast(formatDay(last.day, ctx.language), String(last.count))] : []),
        ],
        ...(refused ? { wrong: refused.wrong } : {}),
        ...(session.member.role === 'owner' ? { action: PATH } : {}),
      }),
    );
  };

  app.get('/conservation', room.only(['owner', 'manager']), (c) => show(c));

  app.post('/conservation', room.only(['owner']), async (c) => {
    const form = await c.req.parseBody();
    const typed = Object.fromEntries(KEPT.map((kind) => [kind, String(form[kind] ?? '').slice(0, 12)])) as Record<
      Kept,
      string
    >;
    const ctx = await room.contextOf(c.get('session'));
    try {
      const { reply } = await perform(setRetention, ctx, typed);
      room.leaveFlash(c, { kind: 'good', text: reply?.text ?? '' });
      return c.redirect(PATH, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { typed, wrong: error.message });
    }
  });
}
