import type { Context, MiddlewareHandler } from 'hono';
import type { FramedData } from '../../admin/office/index.ts';
import type { Ctx, Hub, Role } from '../../tools/context.ts';
import { writtenIn } from '../../tools/language.ts';
import type { SignedIn } from '../../tools/team/sign-in.ts';
import type { Outcome } from '../../tools/tool.ts';

export type Flash = NonNullable<FramedData['flash']>;

export type OfficeEnv = { Variables: { session: SignedIn } };

/** What the office gives to the pages of its parts: who is signed in, a context to act in, an answer. */
export type OfficeRoom = {
  hub: Hub;
  contextOf(session: SignedIn): Promise<Ctx>;
  page(c: Context, html: string, status?: 200 | 401 | 403 | 404 | 429): Response | Promise<Response>;
  /** Members of other roles get the page that says so. */
  only(roles: Role[]): MiddlewareHandler<OfficeEnv>;
  /** One sentence for the next page, such as what an act did. */
  leaveFlash(c: Context, flash: Flash): void;
  /** Runs an act and leads to `to`, where its sentence is shown, or the refusal's. Throws what is no Refusal. */
  act(c: Context, to: string, work: Promise<Outcome>): Promise<Response>;
  takeFlash(c: Context): Flash | undefined;
};

/** What every page shows of its member and her shop; `flash` is what the last act did. */
export function signedFrame(ctx: Ctx, session: SignedIn, flash?: Flash): FramedData {
  return {
    lang: writtenIn(ctx.language),
    csrf: session.csrf,
    now: ctx.hub.now(),
    timeZone: ctx.shop.timezone,
    shopName: ctx.shop.name,
    member: { name: session.member.name, role: session.member.role },
    signOutAction: '/admin/sortir',
    ...(flash ? { flash } : {}),
  };
}
