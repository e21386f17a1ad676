import type { Context, Hono } from 'hono';
import { officePages, type ShopData } from '../../admin/office/index.ts';
import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { countryOf } from '../../tools/shops/setup-country.ts';
import { CORRECTED, type Corrected, correctSetup, readSetup } from '../../tools/shops/setup-page.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

const PATH = '/admin/boutique';
const MOST_TYPED = 1_000;

/**
 * /admin/boutique: what /demarrer asks, each answer with its own form, so that one that is wrong keeps no other from
 * being saved. What became of it stands beside its field, and the browser is led there; a refusal keeps what was typed.
 */
export function shopRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  const show = async (c: Context<OfficeEnv>, refused?: { step: Corrected; typed: string; wrong: string }) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const { answers, products } = await inShop(ctx, readSetup);
    const flash = refused ? undefined : room.takeFlash(c);
    const saved = flash ? { step: c.req.query('fait'), noted: flash.text } : undefined;
    const data: ShopData = {
      ...signedFrame(ctx, session),
      country: countryOf(ctx),
      answers: answers.map((answer) => ({
        ...answer,
        ...(answer.step === refused?.step ? refused : {}),
        ...(answer.step === saved?.step ? { noted: saved.noted } : {}),
      })),
      products,
      ...(mayCorrect(ctx) ? { action: PATH } : {}),
    };
    return room.page(c, officePages.shop(data));
  };

  app.get('/boutique', room.only(['owner', 'manager']), (c) => show(c));

  app.post('/boutique', room.only(['owner']), async (c) => {
    const form = await c.req.parseBody();
    const step = CORRECTED.find((one) => one === form.step);
    if (!step) return c.notFound();
    const said = String(form.text ?? '').slice(0, MOST_TYPED);
    const typed = step === 'approval' && form.mode === 'always' ? 'toujours' : said;
    const ctx = await room.contextOf(c.get('session'));
    try {
      const { reply } = await perform(correctSetup, ctx, { step, text: typed });
      room.leaveFlash(c, { kind: 'good', text: (reply?.text ?? '').replace(/^✅\s*/u, '') });
      return c.redirect(`${PATH}?fait=${step}#${step}`, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { step, typed, wrong: error.message });
    }
  });
}

/** Whether the fields are shown; the tool checks it again. */
function mayCorrect({ actor }: Ctx): boolean {
  return actor.kind === 'member' && (correctSetup.roles?.includes(actor.role) ?? true);
}
