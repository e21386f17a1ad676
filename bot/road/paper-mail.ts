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
import { smtpFailure } from '../channels/email/smtp.ts';
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
  const pdf = Buffer.from(printed?.pdf ?? kept!.bytes);
  const failed = await send(parts, errand.to, {
    subject: texts.sending.letterSubject(what, paper.number, shop.name),
    text: texts.sending.letter(what, paper.number, shop.name),
    attachments: [{ filename: `${paper.number}.pdf`, contentType: 'application/pdf', content: pdf }],
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
      alert(run, language, textsFor(language).sending.mailFailed(paper.number, errand.to, failed)),
    );
  };
}

type Letter = Parameters<NonNullable<Parts['mail']>>[3] & { subject: string; text: string };

/** Null: it left. Else why it never will; throws what may pass. */
async function send(parts: Parts, to: string, { subject, text, ...more }: Letter): Promise<string | null> {
  if (!parts.mail) return 'SMTP_URL';
  try {
    await parts.mail(to, subject, text, more);
    return null;
  } catch (error) {
    const failure = smtpFailure(error as Parameters<typeof smtpFailure>[0]);
    if (failure.action !== 'give_up') throw error;
    return failure.details;
  }
}
