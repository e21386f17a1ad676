/** An approved platform proves itself before it is kept: it is called with what was typed. */
import { accessOf, type TypedAccess } from '../../tools/einvoicing/access.ts';
import { createAfnorPlatform } from '../../tools/einvoicing/afnor.ts';
import { PlatformLocked } from '../../tools/einvoicing/platform.ts';
import { Refusal } from '../../tools/errors.ts';
import type { Texts } from '../../tools/texts/index.ts';
import { isLoopback } from '../settings.ts';

/**
 * Logs in with what was typed. Secrets leave by https only, except to this machine from a hub that is on it. Throws a
 * Refusal that says in the member's language what is wrong.
 */
export async function provePlatform(
  typed: TypedAccess,
  given: { now(): number; publicUrl: string; texts: Texts },
): Promise<void> {
  const { einvoicing: texts } = given.texts;
  for (const field of ['url', 'token_url'] as const) {
    const address = typed[field];
    if (!address || address.startsWith('https:')) continue;
    if (!isLoopback(address) || !isLoopback(given.publicUrl))
      throw new Refusal('invalid', texts.wrongField(texts.fields[field]));
  }
  try {
    await createAfnorPlatform(accessOf(typed), given.now).check();
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 200) : '';
    if (error instanceof PlatformLocked) throw new Refusal('invalid', texts.locked(why));
    throw new Refusal('unavailable', texts.notReached(new URL(typed.url).host, why));
  }
}
