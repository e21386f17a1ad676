/** The built-in looks of a paper: each only adds to the common sheet, so that no look can hide what the law wants. */
import type { PaperSnapshot } from '../snapshot.ts';

type Template = NonNullable<PaperSnapshot['template']>;

const LOOKS: Record<Template['name'], { accent: string; css: string }> = {
  classic: { accent: '#17495a', css: '' },
  modern: {
    accent: '#2b3a67',
    css: `
header { background: var(--accent); color: var(--on-accent); border-radius: 2.4mm; padding: 6mm 7mm; }
header .muted, header .title h1, header .label { color: inherit; }
.title h1 { letter-spacing: .01em; }
.logo { background: #fff; border-radius: 1.6mm; padding: 2mm; }
.buyer { background: none; border: .3mm solid var(--rule); border-inline-start: 1.2mm solid var(--accent); }
.lines > thead th { background: var(--wash); padding-top: 2mm; border-bottom: 0; }
.lines > * > tr > :first-child:not(.whole) { padding-inline-start: 2.2mm; }
.lines > * > tr > :last-child:not(.whole) { padding-inline-end: 2.2mm; }
`,
  },
  warm: {
    accent: '#8a3b2e',
    css: `
:root { --ink: #35251f; --muted: #7a665d; --rule: #e9dcd3; --wash: #fbf5ef; }
header { flex-direction: column; align-items: center; gap: 3.5mm; text-align: center; }
.parties { margin: 7mm 0 7mm; }
.seller, .title { max-width: none; text-align: center; }
.seller:has(.logo) { flex-direction: column; align-items: center; gap: 2.5mm; }
.logo img { max-width: 60mm; max-height: 15mm; }
.brand { font-size: 18pt; }
.title { border-top: .3mm solid var(--rule); border-bottom: .3mm solid var(--rule); padding: 2mm 10mm; }
.title h1 { font-size: 15pt; display: inline; margin-inline-end: 3mm; }
.title .number { display: inline; }
.buyer, .sums .grand { border-radius: 4mm; }
.agreed { height: 20mm; margin-top: 4mm; }
.lines > thead th { border-bottom-width: .3mm; }
`,
  },
};

/** Relative luminance of a colour (WCAG 2.2), 0 black to 1 white. */
function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/**
 * A colour that can be read on white (4.5 to 1): the shop's own, darkened where it is too light. Black at the darkest.
 */
export function readable(colour: string): string {
  let parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const hex = () => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  while (1.05 / (luminance(hex()) + 0.05) < 4.5) parts = parts.map((part) => Math.floor(part * 0.9));
  return hex();
}

/** What a template adds to the style sheet; nothing for a paper without one. */
export function lookCss(template: Template | undefined): string {
  const look = LOOKS[template?.name ?? 'classic'];
  const accent = readable(template?.accent ?? look.accent);
  return `:root { --accent: ${accent}; --on-accent: #fff; }\n${look.css}`;
}
