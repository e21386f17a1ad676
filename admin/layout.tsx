/** The frame of every page: head, language and direction, styles and scripts by address, the icons once. */
import type { Child } from 'hono/jsx';
import { assetUrl } from './assets.ts';
import { directionOf, type Lang } from './format.ts';
import { IconSprite } from './parts/icons.tsx';

export type FrameProps = {
  lang: Lang;
  title: string;
  /** Names of files in `admin/assets`. `base.css` is always there. */
  styles?: string[];
  scripts?: string[];
  /** The class of the body: which page family it is. */
  look: 'office' | 'pay' | 'essai' | 'plain';
  /** Facts for the page's script, read from `data-facts`. */
  facts?: unknown;
  children?: Child;
};

const FONTS: Record<'ltr' | 'rtl', string> = {
  ltr: 'inter-latin-400-normal.woff2',
  rtl: 'noto-sans-arabic-arabic-400-normal.woff2',
};

/** The whole document around a page's body. */
export function Frame({ lang, title, styles = [], scripts = [], look, facts, children }: FrameProps) {
  const dir = directionOf(lang);
  return (
    <html lang={lang} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f6f4f0" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0f1413" media="(prefers-color-scheme: dark)" />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href={assetUrl('icon.svg')} />
        <link rel="preload" as="font" type="font/woff2" crossorigin="anonymous" href={assetUrl(FONTS[dir])} />
        {['theme.css', 'base.css', ...styles].map((name) => (
          <link rel="stylesheet" href={assetUrl(name)} />
        ))}
        {scripts.map((name) => (
          <script type="module" src={assetUrl(name)} />
        ))}
      </head>
      <body class={look} data-facts={facts === undefined ? undefined : JSON.stringify(facts)}>
        <IconSprite />
        {children}
      </body>
    </html>
  );
}

/** The text of a page, ready to be answered as `text/html`. Every page is written without promises, so it is a string at once. */
export function render(page: { toString(): string | Promise<string> }): string {
  return `<!doctype html>${page.toString()}`;
}
