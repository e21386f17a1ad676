/** Stub, replaced below. */
import type { NumberLang } from './numbers.ts';
import type { NumberRead } from './types.ts';
export function readQuantities(_text: string, _lang: NumberLang | string = 'fr'): NumberRead[] { return []; }
