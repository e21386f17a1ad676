/** Where the review of our WhatsApp templates stands. */
import { z } from 'zod';
import { type Check, fail, ok, warn } from '../../tools/connections/checkup.ts';
import type { MetaApp } from '../channels/meta-account/account.ts';
import { failureOf, get } from '../channels/meta-dm/graph.ts';
import { isGraphId } from '../channels/whatsapp/graph.ts';
import { TEMPLATES } from '../channels/whatsapp/templates/index.ts';
import type { ConnectionVisit } from './visit.ts';
import { say } from './words.ts';

const listed = z.object({ data: z.array(z.object({ name: z.string(), language: z.string(), status: z.string() })) });

/** Templates in the shop's own language; without one, messages outside the 24 hours wait. */
export async function templateCheck(
  { shop }: ConnectionVisit,
  app: MetaApp,
  token: string,
  waba: string | undefined,
): Promise<Check> {
  if (waba === undefined || !isGraphId(waba))
    return warn(
      'templates',
      say((t) => t.templatesUnknown('—')),
      say((t) => t.wabaUnknownNext),
    );
  try {
    const path = `${waba}/message_templates?fields=name,language,status&limit=200`;
    const { data } = listed.parse(await get(app, token, path));
    const stateOf = (name: string) =>
      data.find((one) => one.name === name && one.language.slice(0, 2) === shop.language)?.status ?? 'MISSING';
    const names = [...TEMPLATES.keys()];
    const named = (match: (status: string) => boolean) => names.filter((name) => match(stateOf(name))).join(', ');
    const refused = named((status) => !['APPROVED', 'PENDING', 'IN_APPEAL', 'MISSING'].includes(status));
    const missing = named((status) => status === 'MISSING');
    const pending = named((status) => status === 'PENDING' || status === 'IN_APPEAL');
    if (refused)
      return fail(
        'templates',
        say((t) => t.templatesRefused(refused)),
        say((t) => t.templatesRefusedNext),
      );
    if (missing)
      return fail(
        'templates',
        say((t) => t.templatesMissing(missing)),
        say((t) => t.templatesNext(waba)),
      );
    if (pending)
      return warn(
        'templates',
        say((t) => t.templatesPending(pending)),
        say((t) => t.templatesPendingNext),
      );
    return ok(
      'templates',
      say((t) => t.templatesOk),
    );
  } catch (error) {
    const why = failureOf(error, 0).details;
    return warn(
      'templates',
      say((t) => t.templatesUnknown(why)),
      say((t) => t.againNext),
    );
  }
}
