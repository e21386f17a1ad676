import { forShop } from '../../db/shop.ts';
import type { ShopFacts } from '../../tools/context.ts';
import { moveFlow, takeMessages } from '../../tools/einvoicing/handover.ts';
import { type ApprovedPlatform, PlatformRefusal } from '../../tools/einvoicing/platform.ts';
import { moveReport } from '../../tools/einvoicing/reports.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import type { Run } from '../../tools/tool.ts';
import type { Parts } from './parts.ts';

type Sending = Extract<ErrandPayload, { kind: 'send_to_platform' }>;
type Reporting = Extract<ErrandPayload, { kind: 'send_report' }>;
type Polling = Extract<ErrandPayload, { kind: 'poll_platform' }>;
type Result = (run: Run) => Promise<void>;

/**
 * Hands an invoice to the approved platform, once: before it is sent the platform is asked whether it has it, since a try
 * before this one may have ended between its yes and our note of it.
 */
export async function invoiceHandedOver(parts: Parts, shop: ShopFacts, errand: Sending): Promise<Result> {
  const platform = await platformOf(parts, shop);
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
      (await platform.send({ what: 'invoice', trackingId, name: row.filename, file, sha256: row.sha256 }));
    const status = flow.state === 'error' ? 'rejected' : 'sent';
    return (run) => moveFlow(run, { paperId, status, why: flow.why, flowId: flow.flowId });
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    const why = error.message;
    return (run) => moveFlow(run, { paperId, status: 'rejected', why });
  }
}

/** Throws where the shop has no platform any more: what is to be sent waits until it has one. */
async function platformOf(parts: Parts, shop: ShopFacts): Promise<ApprovedPlatform> {
  const platform = await parts.platforms.of(shop.id);
  if (!platform) throw new Error('the shop has no approved platform');
  return platform;
}

/** Hands a report over, once: as an invoice is. */
export async function reportHandedOver(parts: Parts, shop: ShopFacts, errand: Reporting): Promise<Result> {
  const platform = await platformOf(parts, shop);
  const { reportId } = errand;
  const row = await forShop(parts.hub.database, shop.id, (trx) =>
    trx.selectFrom('platform_report').selectAll().where('id', '=', reportId).executeTakeFirstOrThrow(),
  );
  const { tracking_id: trackingId, kind, period_from: from, xml, sha256 } = row;
  if (xml === null || sha256 === null) return async () => {};
  const file = new TextEncoder().encode(xml);
  const name = `ereporting-${kind}-${from}-${row.version}.xml`;
  try {
    const flow =
      (await platform.find(trackingId)) ?? (await platform.send({ what: 'report', trackingId, name, file, sha256 }));
    return (run) => moveReport(run, { reportId, status: REPORTED[flow.state], why: flow.why, flowId: flow.flowId });
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    const why = error.message;
    return (run) => moveReport(run, { reportId, status: 'rejected', why });
  }
}

const REPORTED = { pending: 'sent', ok: 'accepted', error: 'rejected' } as const;

/** Reads what the platform says of the shop's invoices, and of files whose checks were still under way. */
export async function platformPolled(parts: Parts, shop: ShopFacts, errand: Polling): Promise<Result> {
  const platform = await parts.platforms.of(shop.id);
  if (!platform) return async () => {};
  const reports = await forShop(parts.hub.database, shop.id, (trx) =>
    trx.selectFrom('platform_report').select(['id', 'tracking_id']).where('status', '=', 'sent').execute(),
  );
  const checked: Parameters<typeof moveReport>[1][] = [];
  for (const one of reports) {
    const flow = await platform.find(one.tracking_id);
    if (flow) checked.push({ reportId: one.id, status: REPORTED[flow.state], why: flow.why });
  }
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
    for (const one of checked) await moveReport(run, one);
    for (const one of turned) await moveFlow(run, { ...one, status: 'rejected' });
    await takeMessages(run, said);
  };
}
