import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { answersByKind, isSure, isTrusted, KINDS, type Kind, setTrust } from './approvals.ts';

export const trustDial = defineTool({
  name: 'trust_dial',
  says: 'Shows, per kind of order, how many proposals were accepted untouched; lets a kind through or asks about it again.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(100).default('') }),
  command: {
    words: ['confiance', 'trust'],
    takes: 'text',
    example: 'livraison auto',
    help: {
      fr: 'quelles commandes passent seules, et vos réponses jusqu’ici',
      en: 'which orders go through by themselves, and your answers so far',
      ar: 'أي طلبات تمر وحدها، وأجوبتك إلى الآن',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).orders;
    const said = input.text.trim();
    if (!said) return { facts: {}, reply: { text: await dialText(run) } };
    const meant = readDial(said);
    if (!meant) throw new Refusal('invalid', `${texts.trustUnknown(said)} ${texts.trustHow}`);
    const before = (await isTrusted(run, meant.kind)) ? 'auto' : 'ask';
    await setTrust(run, meant.kind, meant.mode);
    await record(run, 'trust.changed', null, meant);
    const text = (meant.mode === 'auto' ? texts.trustSet : texts.trustUnset)(texts.kinds[meant.kind]);
    const off = meant.mode === 'auto' && run.shop.settings.approval === 'always' ? `\n${texts.trustOff}` : '';
    return {
      facts: meant,
      reply: { text: `${text}${off}${before === meant.mode ? '' : `\n${texts.toUndo}`}` },
      ...(before === meant.mode
        ? {}
        : { undo: { tool: 'trust_dial', input: { text: `${WORDS[meant.kind][0]} ${before}` } } }),
    };
  },
});

const WORDS: Record<Kind, string[]> = {
  single: ['simple', 'simples', 'seul', 'single'],
  several: ['plusieurs', 'several', 'multiple'],
  delivery: ['livraison', 'livraisons', 'delivery'],
};
const MODES: Record<'auto' | 'ask', string[]> = {
  auto: ['auto', 'automatique', 'seule', 'oui', 'on'],
  ask: ['demander', 'demande', 'ask', 'manuel', 'non', 'off'],
};

function readDial(text: string): { kind: Kind; mode: 'auto' | 'ask' } | null {
  const words = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/\s+/);
  const kind = KINDS.find((one) => words.some((word) => WORDS[one].includes(word)));
  const mode = (['auto', 'ask'] as const).find((one) => words.some((word) => MODES[one].includes(word)));
  return kind && mode ? { kind, mode } : null;
}

async function dialText(run: Run): Promise<string> {
  const texts = textsFor(run.language).orders;
  const { approval } = run.shop.settings;
  const answers = await answersByKind(run);
  const rows: string[] = [];
  for (const kind of KINDS) {
    const { total, accepted, changed, refused } = answers[kind];
    rows.push(
      `• ${texts.trustRow(texts.kinds[kind], String(total), String(accepted), String(changed), String(refused))}`,
    );
    if (approval === 'always') continue;
    const amount = formatMoney(approval.auto_below, run.shop.currency, run.language);
    const trusted = (await isTrusted(run, kind)) && (await isSure(run, kind));
    rows.push(`   ${trusted ? texts.trustAuto(amount) : texts.trustAsk}`);
  }
  return [texts.trust, ...rows, approval === 'always' ? texts.trustOff : texts.trustHow].join('\n');
}
