import { forShop } from '../db/shop.ts';
import type { Ctx } from '../tools/context.ts';
import { inShop } from '../tools/perform.ts';
import { shopFacts } from '../tools/shops/facts.ts';
import { makeLinkCode } from '../tools/team/link-account.ts';
import { makeSignInToken } from '../tools/team/sign-in.ts';
import type { RunningHub } from './hub.ts';
import type { Settings } from './settings.ts';

/**
 * One line for each address to open; at a shop's first start also what its members need once: an owner without a
 * password a way into the office, and everybody of a real shop a code that links their thread.
 */
export async function printWelcome(hub: RunningHub, settings: Settings): Promise<void> {
  const print = (label: string, text: string) => process.stdout.write(`${label.padEnd(16)} ${text}\n`);
  print('Quelyos', `prêt (${hub.engine}, ${settings.role})`);
  if (hub.demo) print('Essayer', `${hub.url}/essai`);
  print('Administration', `${hub.url}/admin`);
  for (const shopId of hub.created) {
    for (const key of await firstKeys(hub, shopId)) {
      if (key.token) print('Première entrée', `${key.name} : ${hub.url}/admin/entrer/${key.token}`);
      if (key.code) print('Relier un fil', `${key.name} : écrire « /lier ${key.code} » à la boutique (24 h)`);
    }
  }
}

type FirstKey = { name: string; token: string | null; code: string | null };

async function firstKeys(hub: RunningHub, shopId: number): Promise<FirstKey[]> {
  const tools = hub.parts.hub;
  const shop = await shopFacts(tools, shopId);
  const members = await forShop(tools.database, shopId, (trx) =>
    trx.selectFrom('member').select(['id', 'name', 'role', 'password_hash']).orderBy('id').execute(),
  );
  const ctx: Ctx = { hub: tools, shop, actor: { kind: 'system' }, language: shop.language, cause: 'welcome' };
  return inShop(ctx, async (run) => {
    const keys: FirstKey[] = [];
    for (const member of members) {
      const enters = member.role === 'owner' && member.password_hash === null;
      keys.push({
        name: `${member.name} (${shop.name})`,
        token: enters ? await makeSignInToken(run, member.id) : null,
        // The demo's owner has her phone in /essai.
        code: shop.demo ? null : await makeLinkCode(run, member.id),
      });
    }
    return keys;
  });
}
