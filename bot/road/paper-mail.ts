import { forShop } from '../../db/shop.ts';
import type { ShopFacts } from '../../tools/context.ts';
import { alert } from '../../tools/conversations/index.ts';
import { tellMembers } from '../../tools/conversations/say.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import { keepFiles, paperPdf } from '../../tools/invoicing/archive/paper-pdf.ts';
import { logoOf } from '../../tools/invoicing/logo.ts';
import type { PaperSnapshot } from '../../tools/invoicing/snapshot.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { composeLetter } from '../channels/email/compose.ts';
import { sendBySmtp } from '../channels/email/smtp.ts';
import { senderOf } from '../mail.ts';
import type { Parts } from './parts.ts';

type Mailing = Extract<ErrandPayload, { kind: 'mail_paper' }>;

/**
 * Sends a paper as a letter by the hub's mail server, printing it first where it was not. What the server refuses for
 * good is told to the members and noted in the errand; anything else throws, to be tried again.
 */
export async function paperMailed(
  parts: Parts,
  shop: ShopFacts,
  errand: Mailing,
  errandId: number,
): Promise<(run: Run) => Promise<void>> {
  const { paper, kept, logo } = await forShop(parts.hub.database, shop.id, async (trx) => {
    const paper = await trx.selectFrom('paper').selectAll().where('id', '=', errand.paperId).executeTakeFirstOrThrow();
    const kept = await trx
      .selectFrom('paper_file')
      .select('bytes')
      .where('paper_id', '=', errand.paperId)
      .where('mime', '=', 'application/pdf')
      .executeTakeFirst();
    return { paper, kept, logo: await logoOf(trx, JSON.parse(paper.canonical) as PaperSnapshot) };
  });
  const printed = kept ? null : await paperPdf(parts.printer, JSON.parse(paper.canonical) as PaperSnapshot, logo);
  const texts = textsFor(shop.language);
  const what = texts.papers.titles[paper.kind];
  const failed = await send(parts, shop, {
    to: errand.to,
    id: errandId,
    text: texts.papers.sending.letter(what, paper.number, shop.name),
    subject: texts.papers.sending.letterSubject(what, paper.number),
    pdf: { bytes: printed?.pdf ?? new Uint8Array(kept!.bytes), filename: `${paper.number}.pdf` },
  });
  return async (run) => {
    if (printed) await keepFiles(run, paper, printed);
    if (failed === null) return;
    await run.trx
      .updateTable('errand')
      .set({ payload: JSON.stringify({ ...errand, failed }) })
      .where('id', '=', errandId)
      .execute();
    await tellMembers(run, 'mail_failed', (language) =>
      alert(run, language, textsFor(language).papers.sending.mailFailed(paper.number, errand.to, failed)),
    );
  };
}

type Letter = { to: string; id: number; subject: string; text: string; pdf: { bytes: Uint8Array; filename: string } };

/** Null: it left. Else why it never will; throws what may pass. */
async function send(parts: Parts, shop: ShopFacts, letter: Letter): Promise<string | null> {
  const { smtpUrl } = parts.settings;
  if (!smtpUrl) return 'SMTP_URL';
  const sender = senderOf(smtpUrl);
  // Some logins are no address; then the server says what it wants.
  const address = sender.includes('@') ? sender : `${sender}@${new URL(smtpUrl).hostname}`;
  const message = {
    to: letter.to,
    tracker: String(letter.id),
    attempt: 0,
    asTemplate: false,
    reply: { text: letter.text, document: { ...letter.pdf, mime: 'application/pdf' } },
    letterhead: { shop: shop.name, language: shop.language, subject: null, inReplyTo: null, references: [] },
  };
  const composed = composeLetter(message, address, `<paper-${shop.id}-${letter.id}@${address.split('@')[1]}>`);
  const sent = await sendBySmtp(smtpUrl, { ...composed, subject: `${shop.name} – ${letter.subject}` });
  if (sent.ok) return null;
  if (sent.failure.action === 'give_up') return sent.failure.details;
  throw new Error(`the letter did not leave: ${sent.failure.details}`);
}
