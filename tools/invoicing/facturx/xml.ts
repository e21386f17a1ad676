/** XML as nested values: an element is a name, its attributes, and text or elements. Empty parts vanish. */
export type Element = { name: string; attributes?: Record<string, string>; children: (Element | string)[] };

type Part = Element | string | null | undefined | false | Part[];

/** An element; parts that are null, undefined or false are left out, lists are spread. */
export function el(name: string, ...parts: Part[]): Element {
  return { name, children: flat(parts) };
}

/** An element with attributes. */
export function elWith(name: string, attributes: Record<string, string>, ...parts: Part[]): Element {
  return { name, attributes, children: flat(parts) };
}

function flat(parts: Part[]): (Element | string)[] {
  return parts.flatMap((part): (Element | string)[] => {
    if (part === null || part === undefined || part === false) return [];
    return Array.isArray(part) ? flat(part) : [part];
  });
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text for XML 1.0: marks escaped, characters that XML cannot hold (section 2.2, "Char") left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (mark) => ENTITIES[mark] ?? '');
}

/** The element as text, without spaces between elements. */
export function serialize(element: Element): string {
  const attributes = Object.entries(element.attributes ?? {})
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  const inside = element.children.map((child) => (typeof child === 'string' ? escapeXml(child) : serialize(child)));
  return `<${element.name}${attributes}>${inside.join('')}</${element.name}>`;
}
