import { fr, type Texts } from './fr.ts';
export const en: Texts = fr;
