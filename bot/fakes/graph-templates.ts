/** The template side of the fake Graph API: create and list, with the refusals a review's first check makes. */
import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { asResponse, type GraphRefusal, type KnownTemplate, listAt, refuse, textAt } from './graph-checks.ts';

const DEFAULT_PAGE = 25;

/** Adds `POST` and `GET /{waba}/message_templates` over the given list. */
export function templateRoutes(app: Hono<{ Bindings: HttpBindings }>, templates: KnownTemplate[]): void {
  app.post('/:version{v[0-9]+\\.[0-9]+}/:waba{[0-9]+}/message_templates', async (c) => {
    const body: unknown = await c.req.json().catch(() => null);
    const refused = checkTemplateCreation(body, templates);
    if (refused) return asResponse(refused);
    const created: KnownTemplate = {
      id: randomUUID(),
      name: textAt(body, 'name'),
      language: textAt(body, 'language'),
      category: textAt(body, 'category'),
      status: 'PENDING',
      components: listAt(body, 'components'),
    };
    templates.push(created);
    return c.json({ id: created.id, status: created.status, category: created.category });
  });
  app.get('/:version{v[0-9]+\\.[0-9]+}/:waba{[0-9]+}/message_templates', (c) => {
    const from = Number(c.req.query('after') ?? 0);
    const to = from + Number(c.req.query('limit') ?? DEFAULT_PAGE);
    const data = templates.slice(from, to);
    const more = to < templates.length;
    const paging = {
      cursors: { before: String(from), after: String(to) },
      ...(more && { next: `${c.req.url}&after=${to}` }),
    };
    return c.json({ data, paging });
  });
}

function checkTemplateCreation(body: unknown, known: KnownTemplate[]): GraphRefusal | null {
  const [name, language] = [textAt(body, 'name'), textAt(body, 'language')];
  if (!/^[a-z0-9_]{1,512}$/.test(name)) return refuse(100, 'name: lowercase letters, digits and underscores only');
  if (!/^[a-z]{2}(_[A-Z]{2})?$/.test(language)) return refuse(100, 'language is not a known code');
  if (!['UTILITY', 'MARKETING', 'AUTHENTICATION'].includes(textAt(body, 'category'))) return refuse(100, 'category');
  if (known.some((one) => one.name === name && one.language === language))
    return refuse(100, 'There is already content in this language for this template', 400, 2388024);
  const part = (type: string) => listAt(body, 'components').find((one) => textAt(one, 'type') === type);
  const text = textAt(part('BODY'), 'text');
  const variables = text.match(/\{\{\d+\}\}/g)?.length ?? 0;
  if (text === '' || text.length > 1024) return refuse(100, 'BODY: 1 to 1024 characters');
  if (/^\s*\{\{|\}\}\W*$/u.test(text.replace(/[\p{L}]/gu, 'a')))
    return refuse(100, 'Variables cannot be at the start or end of the template', 400, 2388299);
  if (listAt(part('BODY'), 'example', 'body_text', 0).length !== variables)
    return refuse(100, 'BODY: one example a variable');
  for (const button of listAt(part('BUTTONS'), 'buttons')) {
    if (!textAt(button, 'text') || textAt(button, 'text').length > 25)
      return refuse(100, 'button text: 1 to 25 characters');
    if (textAt(button, 'type') !== 'URL') continue;
    if (!/^https:\/\/[^\s{]+\{\{1\}\}$/.test(textAt(button, 'url')))
      return refuse(100, 'button url: https with {{1}} at its end');
    if (listAt(button, 'example').length !== 1) return refuse(100, 'button url: one example');
  }
  return null;
}
