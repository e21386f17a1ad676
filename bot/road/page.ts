import { lineCard, type ReadLine, readLine } from '../../flows/merchant/page.ts';
import { pictureKind } from '../../tools/catalog/photo.ts';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import { say } from '../../tools/conversations/say.ts';
import { keepPicture } from '../../tools/day/picture.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import { type NotebookLine, notebookPage } from '../../tools/pages/page.ts';
import { inShop } from '../../tools/perform.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { cropHtml } from '../vision/crop.ts';
import type { Parts } from './parts.ts';

type Showing = Extract<ErrandPayload, { kind: 'show_page' }>;

/**
 * Reads each line of a page the way /nouvelle would and cuts its part out of the photo; what it returns puts one card per
 * line into the thread, in the errand's own end.
 */
export async function pageShown(
  parts: Parts,
  shop: ShopFacts,
  work: { ref: string },
  errand: Showing,
): Promise<(run: Run) => Promise<void>> {
  const { pageId, conversationId, memberId, language } = errand;
  const actor = { kind: 'member' as const, memberId, role: errand.role, name: '', conversationId };
  const ctx: Ctx = { hub: parts.hub, shop, actor, language, cause: `errand:${work.ref}` };
  const page = await inShop(ctx, (run) => notebookPage(run, pageId));
  const read: { line: ReadLine; crop: Uint8Array | null }[] = [];
  for (const line of page.lines) {
    read.push({ line: await readLine(ctx, line.text), crop: await cropOf(parts, page.bytes, line) });
  }
  return async (run) => {
    const texts = textsFor(language).pages;
    for (const [index, { line, crop }] of read.entries()) {
      const at = String(index + 1);
      const filename = `photo-${pageId}-${at}.png`;
      const fileId = crop ? await keepPicture(run, filename, crop) : null;
      const place = { conversationId, memberId, key: `line:${pageId}:${at}` };
      const card = await lineCard({ ...run, language }, place, line, {
        pageId,
        title: texts.line(String(pageId), at, String(read.length)),
        document: fileId ? { fileId, filename, mime: 'image/png' } : undefined,
      });
      await say(run, conversationId, `line:${pageId}:${at}`, card);
    }
  };
}

/** The part of the photo where the line stands, the whole photo where nobody said; null where it cannot be drawn. */
async function cropOf(parts: Parts, bytes: Buffer, line: NotebookLine): Promise<Uint8Array | null> {
  const mime = pictureKind(bytes);
  if (!mime) return null;
  try {
    const { html, size } = cropHtml({ bytes, mime }, line.box);
    return await parts.printer.picture(html, size);
  } catch (error) {
    parts.log.warn('a part of a photo could not be cut out', { error });
    return null;
  }
}
