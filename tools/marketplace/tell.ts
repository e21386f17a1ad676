import { alert } from '../conversations/index.ts';
import { tellMembers } from '../conversations/say.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

/** Says something about a marketplace to every member. */
export async function tell(
  run: Run,
  key: string,
  words: (texts: Texts, language: Run['language']) => string,
): Promise<void> {
  await tellMembers(run, key, (language) => alert(run, language, words(textsFor(language), language)));
}
