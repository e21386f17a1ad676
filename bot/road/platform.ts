import { forShop } from '../../db/shop.ts';
import type { ShopFacts } from '../../tools/context.ts';
import { moveFlow, takeMessages } from '../../tools/einvoicing/handover.ts';
import { PlatformRefusal } from '../../tools/einvoicing/platform.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import type { Run } from '../../tools/tool.ts';
import type { Parts } from './parts.ts';

type Sending = Extract<ErrandPayload, { kind: 'send_to_platform' }>;
type Polling = Extract<ErrandPayload, { kind: 'poll_platform' }>;
type Result = (run: Run) => Promise<void>;

/**
 * Hands an invoice to the approved platform, once: before it is sent the platform is asked whether it has it, since a try
 * before this one may have ended between its yes and our note of it.
 */
export async function invoiceHandedOver(parts: Parts, shop: ShopFacts, errand: Sending): Promise<Result> {
  const { platform } = parts;
  if (!platform) throw new Error('no approved platform is set: PLATFORM_URL');
  const row = await forShop(parts.hub.database, shop.id, (trx) =>
    trx
      .selectFrom('platform_flow')
      .innerJoin('paper_file', 'paper_file.paper_id', 'platform_flow.paper_id')
      .select(['platform_flow.paper_id', 'tracking_id', 'filename', 'bytes', 'sha256'])
      .where('platform_flow.id', '=', errand.flowId)
      .where('mime', '=', 'application/pdf')
      .executeTakeFirstOrThrow(),
  );
  const { paper_id: paperId, tracking_id: trackingId } = row;
  try {
    const file = new Uint8Array(row.bytes);
    const flow =
      (await platform.find(trackingId)) ??
      (await platform.send({ trackingId, name: row.filename, file, sha256: row.sha256 }));
    const status = flow.state === 'error' ? 'rejected' : 'sent';
    return (run) => moveFlow(run, { paperId, status, why: flow.why, flowId: flow.flowId });
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    const why = error.message;
    return (run) => moveFlow(run, { paperId, status: 'rejected', why });
  }
}

/** Reads what the platform says of the shop's invoices, and of files whose checks were still under way. */
export async function platformPolled(parts: Parts, shop: ShopFacts, errand: Polling): Promise<Result> {
  const { platform } = parts;
  if (!platform) return async () => {};
  const unchecked = await forShop(parts.hub.database, shop.id, (trx) =>
    trx.selectFrom('platform_flow').select(['paper_id', 'tracking_id']).where('status', '=', 'sent').execute(),
  );
  const turned: { paperId: number; why: string }[] = [];
  for (const one of unchecked) {
    const flow = await platform.find(one.tracking_id);
    if (flow?.state === 'error') turned.push({ paperId: one.paper_id, why: flow.why });
  }
  const said = await platform.messages(errand.since);
  return async (run) => {
    for (const one of turned) await moveFlow(run, { ...one, status: 'rejected' });
    await takeMessages(run, said);
  };
}
