import { forShop } from '../db/shop.ts';
import type { Ctx } from '../tools/context.ts';
import { inShop } from '../tools/perform.ts';
import { shopFacts } from '../tools/shops/facts.ts';
import { makeSignInToken } from '../tools/team/sign-in.ts';
import type { RunningHub } from './hub.ts';
import type { Settings } from './settings.ts';

/** One line for each address to open; at a shop's first start also its owners' one-time way in. */
export async function printWelcome(hub: RunningHub, settings: Settings): Promise<void> {
  const print = (label: string, text: string) => process.stdout.write(`${label.padEnd(16)} ${text}\n`);
  print('Quelyos', `prêt (${hub.engine}, ${settings.role})`);
  if (hub.demo) print('Essayer', `${hub.url}/essai`);
  print('Administration', `${hub.url}/admin`);
  for (const shopId of hub.created) {
    for (const { name, token } of await firstKeys(hub, shopId)) {
      print('Première entrée', `${name} : ${hub.url}/admin/entrer/${token}`);
    }
  }
}

/** One-time sign-in links for the owners of a new shop who have no password. */
async function firstKeys(hub: RunningHub, shopId: number): Promise<{ name: string; token: string }[]> {
  const tools = hub.parts.hub;
  const shop = await shopFacts(tools, shopId);
  const owners = await forShop(tools.database, shopId, (trx) =>
    trx
      .selectFrom('member')
      .select(['id', 'name'])
      .where('role', '=', 'owner')
      .where('password_hash', 'is', null)
      .execute(),
  );
  const ctx: Ctx = { hub: tools, shop, actor: { kind: 'system' }, language: shop.language, cause: 'welcome' };
  const keys: { name: string; token: string }[] = [];
  for (const owner of owners) {
    keys.push({
      name: `${owner.name} (${shop.name})`,
      token: await inShop(ctx, (run) => makeSignInToken(run, owner.id)),
    });
  }
  return keys;
}
