import { fr, type Texts } from './fr.ts';
export const ar: Texts = fr;
