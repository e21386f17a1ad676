import type { Context } from 'hono';
import { type ErrorData, officePages } from '../../admin/office/index.ts';
import { pageHeaders } from '../../admin/security.ts';
import type { WrittenLanguage } from '../../tools/context.ts';

/** The first language of ours that `?lang=` or the browser's Accept-Language names; null: neither names one. */
export function askedLanguage(c: Context): WrittenLanguage | null {
  const said = [c.req.query('lang'), ...(c.req.header('Accept-Language') ?? '').split(',')];
  for (const part of said) {
    const language = (part ?? '').trim().slice(0, 2).toLowerCase();
    if (language === 'fr' || language === 'en' || language === 'ar') return language;
  }
  return null;
}

/** The page for a visitor who cannot be shown anything else: what is so, and what to do. */
export function noPage(
  c: Context,
  kind: ErrorData['kind'],
  status: 403 | 404 | 410 | 413 | 429 | 500,
  more: { headers?: Record<string, string>; reference?: string } = {},
): Response | Promise<Response> {
  const { headers = {}, ...shown } = more;
  const html = officePages.error({ lang: askedLanguage(c) ?? 'fr', kind, ...shown });
  return c.html(html, status, { ...pageHeaders(), ...headers });
}
