import { forShop } from '../../db/shop.ts';
import { type Check, fail, ok, warn } from '../../tools/connections/checkup.ts';
import { inEveryLanguage, type Texts, type Words } from '../../tools/texts/index.ts';
import { createTikTokShop, TikTokError } from '../channels/tiktok/index.ts';
import type { ConnectionExaminer, ConnectionVisit } from './visit.ts';

const say = (words: (texts: Texts['market']) => string): Words => inEveryLanguage((texts) => words(texts.market));
const TIMEOUT_MS = 8_000;

/** A TikTok shop: the token opens it, orders can be read, and notifications have come. */
export const examineTikTok: ConnectionExaminer = async (visit) => {
  const { connection, hub } = visit;
  const shop = createTikTokShop({
    tiktokUrl: visit.settings.providers.tiktokUrl,
    now: hub.now,
    timeoutMs: TIMEOUT_MS,
  });
  const checks: Check[] = [];
  try {
    const { id, name } = await shop.shop(connection);
    if (id !== connection.account) {
      return [
        fail(
          'token',
          say((texts) => texts.doctor.otherShop(id)),
          say((texts) => texts.doctor.otherShopNext),
        ),
      ];
    }
    checks.push(
      ok(
        'token',
        say((texts) => texts.doctor.token(name || id)),
      ),
    );
    await shop.changed(connection, hub.now() - 60_000, hub.now());
    checks.push(
      ok(
        'orders',
        say((texts) => texts.doctor.orders),
      ),
    );
    const readable = await shop.refunds(connection, { since: hub.now() - 60_000, until: hub.now() }, () => {});
    checks.push(
      readable
        ? ok(
            'refunds',
            say((texts) => texts.doctor.refunds),
          )
        : warn(
            'refunds',
            say((texts) => texts.doctor.noRefunds),
            say((texts) => texts.doctor.noRefundsNext),
          ),
    );
  } catch (error) {
    if (!(error instanceof TikTokError)) throw error;
    const [step, next] = checks.length === 0 ? (['token', 'tokenNext'] as const) : (['orders', 'ordersNext'] as const);
    const { details } = error.failure;
    checks.push(
      fail(
        step,
        say((texts) => texts.doctor.refused(details)),
        say((texts) => texts.doctor[next]),
      ),
    );
  }
  checks.push(
    connection.secrets.refresh_token
      ? ok(
          'renewal',
          say((texts) => texts.doctor.renewed),
        )
      : warn(
          'renewal',
          say((texts) => texts.doctor.notRenewed),
          say((texts) => texts.doctor.notRenewedNext),
        ),
    await notified(visit),
  );
  return checks;
};

/** Whether a notification ever came: nobody but TikTok can be asked to send one. */
async function notified({ hub, shop, connection }: ConnectionVisit): Promise<Check> {
  const row = await forShop(hub.database, shop.id, (trx) =>
    trx.selectFrom('connection').select('last_event_at').where('id', '=', connection.id).executeTakeFirstOrThrow(),
  );
  const address = `${hub.publicUrl}/webhooks/tiktok`;
  return row.last_event_at
    ? ok(
        'webhook',
        say((texts) => texts.doctor.webhook),
      )
    : warn(
        'webhook',
        say((texts) => texts.doctor.noWebhook),
        say((texts) => texts.doctor.noWebhookNext(address)),
      );
}
