import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const PAYLOADS = resolve(import.meta.dirname, '../../../../shared/payloads');

/** The real bodies of a channel beside the project, where this machine has them. */
export function samplesOf(folder: string | undefined): {
  skip: string | false;
  read(): { file: string; text: string }[];
} {
  const path = resolve(PAYLOADS, folder ?? '');
  const here = folder !== undefined && existsSync(path);
  return {
    skip: here ? false : 'sample payloads are not on this machine',
    read: () =>
      here ? readdirSync(path).map((file) => ({ file, text: readFileSync(resolve(path, file), 'utf8') })) : [],
  };
}
