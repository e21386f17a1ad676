/** What a messaging app makes of a text: *bold*, _italic_, ~struck~, `code`, addresses that can be tapped. */

const ADDRESS = /https?:\/\/[^\s<>"»]+[^\s<>"».,;:!?)]/gu;
const STYLED = /(?<![\p{L}\p{N}*_~`])([*_~`])(?=\S)([^\n]+?)(?<=\S)\1(?![\p{L}\p{N}*_~`])/gu;
const ELEMENTS = { '*': 'strong', _: 'em', '~': 's', '`': 'code' };

/** Cuts a text into pieces: {kind: 'text' | 'strong' | 'em' | 's' | 'code' | 'address', text}. Joined, nothing but the marks is lost. */
export function pieces(text) {
  const found = [];
  const between = (part) => {
    let at = 0;
    for (const match of part.matchAll(STYLED)) {
      if (match.index > at) found.push({ kind: 'text', text: part.slice(at, match.index) });
      found.push({ kind: ELEMENTS[match[1]], text: match[2] });
      at = match.index + match[0].length;
    }
    if (at < part.length) found.push({ kind: 'text', text: part.slice(at) });
  };
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    between(text.slice(at, match.index));
    found.push({ kind: 'address', text: match[0] });
    at = match.index + match[0].length;
  }
  between(text.slice(at));
  return found;
}

/** An address a bubble may open: http(s) only, absolute or on this site; otherwise null. */
export function safeAddress(url, base) {
  if (!URL.canParse(url, base)) return null;
  const { protocol, href } = new URL(url, base);
  return protocol === 'http:' || protocol === 'https:' ? href : null;
}

/** A new element with its attributes; children are nodes or strings, never markup. Null and false are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An icon of the page's sprite; decorative unless named. */
export function icon(name, label) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', `icon icon-${name}`);
  if (label) {
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', label);
  } else svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

/** The text of a bubble as nodes. */
export function textNodes(text) {
  return pieces(text).map((piece) => {
    if (piece.kind === 'text') return piece.text;
    if (piece.kind !== 'address') return make(piece.kind, {}, piece.text);
    return make('a', { href: piece.text, target: '_blank', rel: 'noopener' }, piece.text.replace(/^https?:\/\//, ''));
  });
}
