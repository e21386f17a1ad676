import { store } from '../../db/inbox.ts';
import type { ShopFacts } from '../../tools/context.ts';
import { type Attachment, keepAttachment } from '../../tools/conversations/attachments.ts';
import { alert } from '../../tools/conversations/index.ts';
import type { Arrival, Contact } from '../../tools/conversations/message.ts';
import { tellMembers } from '../../tools/conversations/say.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { connectionOfAccount } from './connections.ts';
import { failureOf, fetchFile } from './media.ts';
import type { Parts } from './parts.ts';

type Recorded = Extract<ErrandPayload, { kind: 'fetch_recording' }>;

/** A recording that cannot be had by then is given up: with the back-off of errands, some minutes. */
const MOST_TRIES = 7;
const CALL = 'call:';

/** Whether a message was left on the telephone, wherever it is answered. */
export const isCall = (externalId: string) => externalId.startsWith(CALL);

/**
 * Fetches what a caller said, and gives what is done with it in the errand's own transaction: kept, and put as a message
 * where its answer can be read. Throws where another try can help.
 */
export async function callRecorded(
  parts: Parts,
  shop: ShopFacts,
  errand: Recorded,
  tries: number,
): Promise<(run: Run) => Promise<void>> {
  const media = await fetched(parts, shop, errand, tries);
  if (!media) return (run) => tellOfLoss(run, errand.contact);
  return async (run) => {
    const lane = (await whatsappLane(parts, run, errand.contact)) ?? (await phoneLane(run, errand));
    if (lane) await putInto(run, lane, errand, media);
  };
}

async function fetched(parts: Parts, shop: ShopFacts, errand: Recorded, tries: number): Promise<Attachment | null> {
  const account = { channel: 'phone' as const, account: errand.account };
  const connection = await connectionOfAccount(parts.hub, shop.id, account);
  if (!connection) return null;
  try {
    return await fetchFile(parts, connection, { ref: { id: errand.recording } });
  } catch (error) {
    if (failureOf(error)?.action === 'retry' && tries < MOST_TRIES) throw error;
    parts.log.warn('a recording could not be fetched', { shop: shop.slug, recording: errand.recording, error });
    return null;
  }
}

type Lane = { connectionId: number; channel: 'whatsapp' | 'phone'; account: string; contact: Contact };

/**
 * The caller's own WhatsApp thread, where it is open: the answer is read there, and only there, so that whoever shows a
 * number that is not theirs learns nothing. Never a member's: a number that is shown speaks for nobody.
 */
async function whatsappLane(parts: Parts, run: Run, { id }: Contact): Promise<Lane | null> {
  const windowMs = parts.channels.whatsapp?.limits.windowMs;
  if (!windowMs || !/^\d+$/.test(id)) return null;
  const row = await run.trx
    .selectFrom('conversation')
    .innerJoin('connection', 'connection.id', 'conversation.connection_id')
    .select(['connection.id', 'connection.account'])
    .where('connection.channel', '=', 'whatsapp')
    .where('connection.state', '=', 'on')
    .where('contact', '=', id)
    .where('member_id', 'is', null)
    .where('customer_id', 'is not', null)
    .where('last_inbound_at', '>', new Date(run.at - windowMs))
    .where((eb) => eb.not(eb.exists(eb.selectFrom('member').select('id').where('phone', '=', `+${id}`))))
    .orderBy('last_inbound_at', 'desc')
    .executeTakeFirst();
  return row ? { connectionId: row.id, channel: 'whatsapp', account: row.account, contact: { id, ids: [] } } : null;
}

async function phoneLane(run: Run, { account, contact }: Recorded): Promise<Lane | null> {
  const row = await run.trx
    .selectFrom('connection')
    .select('id')
    .where('channel', '=', 'phone')
    .where('account', '=', account)
    .executeTakeFirst();
  return row ? { connectionId: row.id, channel: 'phone', account, contact } : null;
}

async function putInto(run: Run, lane: Lane, errand: Recorded, media: Attachment): Promise<void> {
  const { connectionId, ...where } = lane;
  const externalId = CALL + errand.recording.split('/').at(-1);
  const arrival: Arrival = {
    ...where,
    externalId,
    at: errand.at,
    what: {
      kind: 'message',
      content: { kind: 'media', media: 'audio', ref: { id: errand.recording }, mime: media.mime, voice: true },
    },
    raw: null,
  };
  const row = {
    connectionId,
    lane: `${connectionId}:${lane.contact.id}`,
    externalId,
    kind: 'message',
    at: errand.at,
    arrival,
    dueAt: run.at,
  };
  await store(run.trx, run.shop.id, [row], run.at, (woken) => {
    for (const { kind, ref, dueAt } of woken) run.bells.push({ kind, ref, at: dueAt });
  });
  const message = await run.trx
    .selectFrom('message')
    .select('id')
    .where('connection_id', '=', connectionId)
    .where('external_id', '=', externalId)
    .executeTakeFirstOrThrow();
  await keepAttachment(run, message.id, media);
}

async function tellOfLoss(run: Run, { ids }: Contact): Promise<void> {
  const phone = ids.find(({ kind }) => kind === 'phone')?.value;
  await tellMembers(run, 'recording_lost', (language) => {
    const texts = textsFor(language).phone;
    return alert(run, language, phone ? texts.lost(phone) : texts.lostHidden);
  });
}
