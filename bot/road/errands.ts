import { forShop } from '../../db/shop.ts';
import { finish, holds, type Lease, postpone, take, type Work } from '../../db/work.ts';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import { alert } from '../../tools/conversations/index.ts';
import { say, tellMembers } from '../../tools/conversations/say.ts';
import type { ErrandPayload, PaperDelivery } from '../../tools/errands.ts';
import { keepFiles, paperPdf } from '../../tools/invoicing/archive/paper-pdf.ts';
import { fileOf, handOverReply } from '../../tools/invoicing/index.ts';
import type { PaperRow } from '../../tools/invoicing/issue.ts';
import { logoOf } from '../../tools/invoicing/logo.ts';
import { issueOrWait, issueOwed } from '../../tools/invoicing/owed.ts';
import type { PaperSnapshot } from '../../tools/invoicing/snapshot.ts';
import { tellCustomer } from '../../tools/orders/place.ts';
import { deliverSheet, productionOf } from '../../tools/orders/production.ts';
import { productionHtml } from '../../tools/orders/production-page.tsx';
import { orderById } from '../../tools/orders/read.ts';
import { remindCard } from '../../tools/orders/remind.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { attachmentSent, fileArrived } from './attachments.ts';
import { drawChart } from './chart.ts';
import { marketOrderFetched, marketPolled, marketTold } from './marketplace.ts';
import { pageShown } from './page.ts';
import { paperMailed } from './paper-mail.ts';
import type { Parts } from './parts.ts';
import { closePaymentPage, compareBooks, lookAtPayment, readPaymentRefunds, refundPayment } from './payments.ts';
import { photoSent } from './photo.ts';
import { invoiceHandedOver, platformPolled, reportHandedOver } from './platform.ts';
import { callRecorded } from './recording.ts';

const LEASE_MS = 90_000;
/** After this many attempts the customer gets the message without the paper, and the members are told. */
const ATTEMPTS_BEFORE_WORD = 4;
const MOST_BACK_OFF_MS = 15 * 60_000;

/** Does one errand; what fails is tried again with back-off, for papers without end: the number is taken. */
export async function runErrand(parts: Parts, work: Work): Promise<void> {
  const { hub } = parts;
  const lease = await take(hub.database, work, hub.now(), LEASE_MS);
  if (lease === null) return;
  if (typeof lease === 'number') return hub.ring([{ work, at: lease }]);
  const shop = await shopFacts(hub, work.shopId);
  try {
    parts.passing('errand leased');
    const payload = await payloadOf(parts, work);
    if (payload) await DO[payload.kind](parts, shop, lease, payload as never);
    else await complete(parts, shop, lease, async () => {});
    parts.passing('errand done');
  } catch (error) {
    parts.log.error('an errand failed', { errand: work.ref, shop: shop.slug, attempts: lease.attempts, error });
    if (lease.attempts === ATTEMPTS_BEFORE_WORD) await sayWithoutPaper(parts, shop, work);
    const dueAt = hub.now() + Math.min(MOST_BACK_OFF_MS, 2_000 * 2 ** lease.attempts);
    await postpone(hub.database, lease, dueAt);
    hub.ring([{ work, at: dueAt }]);
  }
}

const DO = {
  print_paper: printPaper,
  issue_invoice: issueInvoice,
  issue_owed: issueWhatIsOwed,
  mail: sendMail,
  mail_paper: mailPaper,
  draw_chart: sendChart,
  remind_card: remind,
  print_production: printProduction,
  refund_payment: refundPayment(complete),
  read_refunds: readPaymentRefunds(complete),
  look_at_session: lookAtPayment(complete),
  close_session: closePaymentPage(complete),
  reconcile: compareBooks(complete),
  keep_photo: keepPhoto,
  fetch_recording: through(callRecorded),
  keep_file: through(fileArrived),
  fetch_attachment: through(attachmentSent),
  show_page: showLines,
  fetch_market_order: through(marketOrderFetched),
  poll_market: through(marketPolled),
  tell_market: through(marketTold),
  send_to_platform: through(invoiceHandedOver),
  send_report: through(reportHandedOver),
  poll_platform: through(platformPolled),
};

/** An errand whose work outside gives what is to be done in its own transaction. `tries`: this one is counted. */
function through<E>(
  work: (parts: Parts, shop: ShopFacts, errand: E, tries: number) => Promise<(run: Run) => Promise<void>>,
) {
  return async (parts: Parts, shop: ShopFacts, lease: Lease, errand: E) =>
    complete(parts, shop, lease, await work(parts, shop, errand, lease.attempts));
}

async function payloadOf(parts: Parts, work: Work): Promise<ErrandPayload | null> {
  const row = await forShop(parts.hub.database, work.shopId, (trx) =>
    trx.selectFrom('errand').select(['payload', 'state']).where('id', '=', Number(work.ref)).executeTakeFirst(),
  );
  return row && row.state !== 'done' ? (row.payload as ErrandPayload) : null;
}

/** The errand's result and its end in one transaction. */
async function complete(
  parts: Parts,
  shop: ShopFacts,
  lease: Lease,
  result: (run: Run) => Promise<void>,
): Promise<void> {
  await inShop(contextOf(parts, shop, lease), async (run) => {
    if (!(await holds(run.trx, lease))) return;
    await result(run);
    await run.trx
      .updateTable('errand')
      .set({ state: 'done', done_at: new Date(run.at), error: null })
      .where('id', '=', Number(lease.ref))
      .execute();
    await finish(run.trx, lease);
  });
}

function contextOf(parts: Parts, shop: ShopFacts, work: Work): Ctx {
  return { hub: parts.hub, shop, actor: { kind: 'system' }, language: shop.language, cause: `errand:${work.ref}` };
}

type Printing = Extract<ErrandPayload, { kind: 'print_paper' }>;

async function printPaper(parts: Parts, shop: ShopFacts, lease: Lease, errand: Printing): Promise<void> {
  const { paper, printed, logo } = await forShop(parts.hub.database, shop.id, async (trx) => {
    const paper = await trx.selectFrom('paper').selectAll().where('id', '=', errand.paperId).executeTakeFirstOrThrow();
    const printed = await fileOf({ trx }, errand.paperId);
    return { paper, printed, logo: printed ? null : await logoOf(trx, JSON.parse(paper.canonical) as PaperSnapshot) };
  });
  const bytes = printed ? null : await paperPdf(parts.printer, JSON.parse(paper.canonical) as PaperSnapshot, logo);
  parts.passing('paper printed');
  await complete(parts, shop, lease, async (run) => {
    if (bytes) await keepFiles(run, paper, bytes);
    await deliverPaper(run, paper, errand.deliver, true);
  });
}

async function deliverPaper(run: Run, paper: PaperRow, deliver: PaperDelivery, withFile: boolean): Promise<void> {
  const file = withFile ? await fileOf(run, paper.id) : null;
  const view = paper.order_id === null ? null : await orderById(run.trx, paper.order_id);
  const short = view?.order.short ?? 0;
  if (deliver.to !== 'customer') {
    await say(run, deliver.conversationId, 'paper', handOverReply(run, { paper, short, file, deliver }));
    return;
  }
  if (!view) return;
  await tellCustomer(run, view, withFile ? 'paper' : 'word', (language) =>
    handOverReply({ ...run, language }, { paper, short, file, deliver }),
  );
}

type Issuing = Extract<ErrandPayload, { kind: 'issue_invoice' }>;

async function issueInvoice(parts: Parts, shop: ShopFacts, lease: Lease, errand: Issuing): Promise<void> {
  await complete(parts, shop, lease, async (run) => {
    const view = await orderById(run.trx, errand.orderId, true);
    await issueOrWait(run, view, { kind: 'invoice' }, errand.deliver);
  });
}

type Owing = Extract<ErrandPayload, { kind: 'issue_owed' }>;

async function issueWhatIsOwed(parts: Parts, shop: ShopFacts, lease: Lease, errand: Owing): Promise<void> {
  await complete(parts, shop, lease, (run) => issueOwed(run, errand.orderId));
}

type Mailing = Extract<ErrandPayload, { kind: 'mail' }>;

async function sendMail(parts: Parts, shop: ShopFacts, lease: Lease, errand: Mailing): Promise<void> {
  if (parts.mail) await parts.mail(errand.to, errand.subject, errand.text);
  await complete(parts, shop, lease, async () => {});
}

type PaperMailing = Extract<ErrandPayload, { kind: 'mail_paper' }>;

async function mailPaper(parts: Parts, shop: ShopFacts, lease: Lease, errand: PaperMailing): Promise<void> {
  await complete(parts, shop, lease, await paperMailed(parts, shop, errand, Number(lease.ref)));
}

type Charting = Extract<ErrandPayload, { kind: 'draw_chart' }>;

async function sendChart(parts: Parts, shop: ShopFacts, lease: Lease, errand: Charting): Promise<void> {
  await complete(parts, shop, lease, await drawChart(parts, shop, errand));
}

type Reminding = Extract<ErrandPayload, { kind: 'remind_card' }>;

async function remind(parts: Parts, shop: ShopFacts, lease: Lease, errand: Reminding): Promise<void> {
  await complete(parts, shop, lease, (run) => remindCard(run, errand, parts.mail !== null));
}

type Sheet = Extract<ErrandPayload, { kind: 'print_production' }>;

async function printProduction(parts: Parts, shop: ShopFacts, lease: Lease, errand: Sheet): Promise<void> {
  const ctx = { ...contextOf(parts, shop, lease), language: errand.language };
  const sheet = await inShop(ctx, (run) => productionOf(run, errand.day));
  const bytes = await parts.printer.print(productionHtml(sheet, ctx));
  await complete(parts, shop, lease, (run) => deliverSheet({ ...run, language: errand.language }, errand, bytes));
}

type Photo = Extract<ErrandPayload, { kind: 'keep_photo' }>;

async function keepPhoto(parts: Parts, shop: ShopFacts, lease: Lease, errand: Photo): Promise<void> {
  await complete(parts, shop, lease, await photoSent(parts, shop, errand));
}

type Lines = Extract<ErrandPayload, { kind: 'show_page' }>;

async function showLines(parts: Parts, shop: ShopFacts, lease: Lease, errand: Lines): Promise<void> {
  await complete(parts, shop, lease, await pageShown(parts, shop, lease, errand));
}

/** The paper is late: the customer hears that the money came, the members that the PDF did not. */
async function sayWithoutPaper(parts: Parts, shop: ShopFacts, work: Work): Promise<void> {
  const payload = await payloadOf(parts, work);
  if (payload?.kind !== 'print_paper') return;
  await inShop(contextOf(parts, shop, work), async (run) => {
    const paper = await run.trx
      .selectFrom('paper')
      .selectAll()
      .where('id', '=', payload.paperId)
      .executeTakeFirstOrThrow();
    const { deliver } = payload;
    if (deliver.to === 'customer' && (deliver.paidAmount !== undefined || deliver.refunded !== undefined)) {
      await deliverPaper(run, paper, deliver, false);
      // The PDF, once it exists, goes out as what it is: the thanks have been said.
      const later: ErrandPayload = { ...payload, deliver: { to: 'customer' } };
      await run.trx
        .updateTable('errand')
        .set({ payload: JSON.stringify(later) })
        .where('id', '=', Number(work.ref))
        .execute();
    }
    await tellMembers(run, 'paper_failed', (language) =>
      alert(run, language, textsFor(language).member.paperFailed(paper.number)),
    );
  });
}
