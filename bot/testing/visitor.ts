/** A browser of the office as far as cookies and forms go. */
export function officeVisitor(url: string, known: { email: string; password: string }) {
  const cookies = new Map<string, string>();
  const go = async (path: string, form?: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}`, {
      redirect: 'manual',
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { origin: new URL(url).origin } : {}),
        ...headers,
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return { status: response.status, to: response.headers.get('location'), html: await response.text() };
  };
  const csrf = async (path: string) => /name="csrf" value="([^"]+)"/.exec((await go(path)).html)?.[1] ?? '';
  const signIn = async (password = known.password, email = known.email) =>
    go('/admin/connexion', { csrf: await csrf('/admin/connexion'), email, password });
  return { go, csrf, signIn, cookies };
}

/** The words of a page, one blank between them. */
export function plainText(html: string): string {
  return html
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}
