/** Whether Meta knows our webhook's address, and whether the webhook takes what Meta signs and nothing else. */
import { createHmac } from 'node:crypto';
import { type Check, fail, ok, warn } from '../../tools/connections/checkup.ts';
import {
  appWebhooks,
  EVENT_FIELDS,
  type MetaApp,
  type MetaName,
  mainSecret,
  WHATSAPP_FIELDS,
} from '../channels/meta-account/account.ts';
import { failureOf } from '../channels/meta-dm/graph.ts';
import { DIRECT_OBJECTS } from '../channels/meta-dm/payload.ts';
import type { ConnectionVisit } from './visit.ts';
import { say } from './words.ts';

const TIMEOUT_MS = 8_000;

const objectOf = (channel: MetaName) =>
  channel === 'whatsapp' ? 'whatsapp_business_account' : DIRECT_OBJECTS[channel];
/** What is optional for the app's own subscription: comments and reads need permissions of their own. */
const neededOf = (channel: MetaName) =>
  channel === 'whatsapp' ? WHATSAPP_FIELDS : EVENT_FIELDS[channel].filter((field) => /^mess/.test(field)).slice(0, 2);

/** The app's own settings: the address and the fields of this channel's events. */
export async function appWebhookCheck(
  { hub }: ConnectionVisit,
  app: MetaApp & { appId: string; appSecret: string },
  channel: MetaName,
): Promise<Check> {
  const wanted = `${hub.publicUrl}/webhooks/meta`;
  const object = objectOf(channel);
  const next = say((t) => t.webhookNext(object, wanted));
  try {
    const ours = (await appWebhooks(app)).find((one) => one.object === object);
    if (!ours?.active)
      return fail(
        'webhook',
        say((t) => t.webhookNone(object)),
        next,
      );
    if (ours.callback !== wanted)
      return fail(
        'webhook',
        say((t) => t.webhookElsewhere(ours.callback ?? '—')),
        next,
      );
    const missing = neededOf(channel).filter((field) => !ours.fields.includes(field));
    if (missing.length === 0)
      return ok(
        'webhook',
        say((t) => t.webhookOk),
      );
    const words = say((t) => t.webhookFields(missing.join(', ')));
    return missing.includes('messages') ? fail('webhook', words, next) : warn('webhook', words, next);
  } catch (error) {
    const why = failureOf(error, 0).details;
    return warn(
      'webhook',
      say((t) => t.webhookUnknown(why)),
      say((t) => t.webhookUnknownNext),
    );
  }
}

/** Posts an empty event to our own public address: signed it must be taken, unsigned it must be refused. */
export async function signatureCheck(publicUrl: string, channel: MetaName, appSecret: string): Promise<Check> {
  const url = `${publicUrl}/webhooks/meta`;
  const body = JSON.stringify({ object: objectOf(channel), entry: [] });
  const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  const next = say((t) => t.signatureNext(url));
  try {
    const taken = await knock(url, body, sign(mainSecret(appSecret)));
    const refused = await knock(url, body, sign(`not ${appSecret}`));
    if (taken === 200 && refused === 401)
      return ok(
        'signature',
        say((t) => t.signatureOk),
      );
    if (taken === 200)
      return fail(
        'signature',
        say((t) => t.signatureOpen),
        say((t) => t.signatureOpenNext),
      );
    return fail(
      'signature',
      say((t) => t.signatureRefused(String(taken))),
      next,
    );
  } catch (error) {
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return fail(
      'signature',
      say((t) => t.signatureUnreached(url, why)),
      next,
    );
  }
}

async function knock(url: string, body: string, signature: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  return response.status;
}
