/** How a state is told: a small chip, or a notice of one sentence. Colour never speaks alone. */
import type { Child } from 'hono/jsx';
import { Icon, type IconName } from './icons.tsx';

export type Tone = 'good' | 'warn' | 'bad' | 'cool' | 'quiet';

/** A chip with a dot and a word. */
export function StateChip({ tone, children }: { tone: Tone; children?: Child }) {
  return <span class={`chip-state ${tone}`}>{children}</span>;
}

const ICONS: Record<Tone, IconName> = { good: 'check', warn: 'alert', bad: 'alert', cool: 'chat', quiet: 'chat' };

/** A notice across a page or a card; a bad one is announced at once. */
export function Notice({ tone, children }: { tone: Tone; children?: Child }) {
  return (
    <p class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={ICONS[tone]} />
      <span dir="auto">{children}</span>
    </p>
  );
}
