/** Shared by the scorers: where the corpora are, how a row is counted. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export type CaseScore = { id: string; ok: boolean; detail: string };
export type RowScore = { name: string; n: number; ok: number; percent: number; failures: CaseScore[] };

/** A path inside the reading corpora that may stand beside the repository. */
export function corporaPath(path: string): string {
  return `${ROOT}../shared/corpora/${path}`;
}

/** The cases of one corpus file, or [] when the corpora are not there. */
export function corpus<T>(name: string): T[] {
  const path = corporaPath(`dev/${name}.jsonl`);
  return existsSync(path) ? jsonl<T>(path) : [];
}

/** One JSON value a line. */
export function jsonl<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((l) => l.trim() !== '')
    .map((l) => JSON.parse(l) as T);
}

/** Counts a row. */
export function rowScore(name: string, cases: CaseScore[]): RowScore {
  const ok = cases.filter((c) => c.ok).length;
  return {
    name,
    n: cases.length,
    ok,
    percent: cases.length === 0 ? 0 : Math.round((1000 * ok) / cases.length) / 10,
    failures: cases.filter((c) => !c.ok),
  };
}

/** Lower case, no accents, blanks between words. */
export function bare(text: string | null | undefined): string {
  return (text ?? '')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
