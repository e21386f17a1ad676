/** What every page says to the browser about trust, and how a request proves that it came from our own pages. */
import type { Context } from 'hono';

/**
 * The response headers of every page: nothing inline, nothing from elsewhere, no framing, no referrer to others.
 * @param formTargets further origins a form may lead to, redirects included. Chromium checks `form-action` along the
 *   303 that answers a POST, so the payment page must name its provider (`https://checkout.stripe.com`).
 */
export function pageHeaders(formTargets: string[] = []): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
}

/**
 * The same for the page that opens Meta's window: its SDK runs there, talks to Facebook, and the window must be able to
 * answer the page that opened it.
 */
export function metaDialogHeaders(): Record<string, string> {
  const headers = pageHeaders();
  const facebook = 'https://*.facebook.com';
  const policy = headers['Content-Security-Policy']!.replace(
    "script-src 'self'",
    "script-src 'self' https://connect.facebook.net",
  ).replace("connect-src 'self'", `connect-src 'self' ${facebook}`);
  return {
    ...headers,
    'Content-Security-Policy': `${policy}; frame-src ${facebook}`,
    'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
  };
}

/**
 * Whether a state-changing request came from a page of ours: `Sec-Fetch-Site: same-origin` where the browser sends it
 * (only on secure addresses and localhost), else an `Origin` whose host is the one that was asked. Neither: false.
 */
export function fromOurPage(c: Context): boolean {
  const site = c.req.header('Sec-Fetch-Site');
  if (site !== undefined) return site === 'same-origin';
  const origin = c.req.header('Origin');
  if (!origin || !URL.canParse(origin)) return false;
  return new URL(origin).host === (c.req.header('Host') ?? new URL(c.req.url).host);
}
