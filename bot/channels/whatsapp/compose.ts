/**
 * A reply -> the one WhatsApp request that says it. Everything goes into a single message, because each outbound
 * message costs the shop; what does not fit is cut where a reader would cut it.
 */
import type { Choice } from '../../../tools/conversations/message.ts';
import type { Limits, Outbound } from '../channel.ts';
import { cannotSay } from './cannot-say.ts';
import { BSUID, phoneDigits } from './contact.ts';
import { fitKeepingEnd, fitLine, fitText, fitTitles } from './fit.ts';
import { templatePart } from './template-message.ts';

/** The body of `POST /{phone_number_id}/messages`, in Meta's own names. */
export type WireRequest = Record<string, unknown> & { messaging_product: 'whatsapp'; type: string };

const HOUR_MS = 3_600_000;

/** WhatsApp's limits (interactive bodies are shorter than texts; see `BODY`). */
export const WHATSAPP_LIMITS: Limits = {
  text: 4096,
  buttons: 3,
  buttonTitle: 20,
  listRows: 10,
  windowMs: 24 * HOUR_MS,
  documents: true,
};

/** Body of an interactive message, and caption of a document. */
const BODY = 1024;
const ROW_TITLE = 24;
const ROW_DESCRIPTION = 72;
const CHOICE_ID = 200;
const FILENAME = 240;
const TRACKER = 512;

/**
 * The request for one outbound message. `documentId` is the uploaded media's id when the reply has a document.
 * Throws `cannotSay` for an address that is none, an empty message, or a choice whose id could not come back whole.
 */
export function compose(message: Outbound, documentId?: string): WireRequest {
  const { reply, tracker } = message;
  const head = {
    messaging_product: 'whatsapp' as const,
    recipient_type: 'individual',
    ...addressOf(message.to),
    // A reply to something that is no WhatsApp message would be refused whole.
    ...(reply.quote?.startsWith('wamid.') && { context: { message_id: reply.quote } }),
    ...(tracker !== '' && { biz_opaque_callback_data: tracker.slice(0, TRACKER) }),
  };
  if (message.asTemplate) {
    if (!reply.template) throw cannotSay('The 24 h window is closed and this reply has no template.');
    return { ...head, type: 'template', template: templatePart(reply.template) };
  }
  const file = reply.document && documentId ? fileOf(documentId, reply.document) : null;
  return { ...head, ...freeForm(reply, file) };
}

/** A file by the name it has; a picture by its content alone, and shown as one. */
type File = { type: 'document'; document: { id: string; filename: string } } | { type: 'image'; image: { id: string } };
type Said = { type: string } & Record<string, unknown>;

function freeForm(reply: Outbound['reply'], file: File | null): Said {
  const choices = distinct(reply.choices ?? []);
  const text = reply.text.trim();
  if (!text && !file) throw cannotSay('The message has no text.');
  const header = file ? { header: file } : {};

  if (choices.length > 0 && choices.length <= WHATSAPP_LIMITS.buttons && text)
    return interactive('button', bodyWithLink(text, reply.link), { buttons: buttonsOf(choices) }, header);
  // A list takes no file, so beside one the choices are written out.
  if (file) return captioned(file, [text, ...choices.map(({ title }) => `• ${title}`)].join('\n'), reply.link);
  if (choices.length > 0) return list(text, choices, reply);
  if (reply.link && isWeb(reply.link.url)) {
    const display_text = fitLine(reply.link.label, WHATSAPP_LIMITS.buttonTitle) || '→';
    const action = { name: 'cta_url', parameters: { display_text, url: reply.link.url } };
    return interactive('cta_url', fitKeepingEnd(text, BODY), action);
  }
  const body = withLink(text, reply.link, WHATSAPP_LIMITS.text, fitText);
  return { type: 'text', text: { body, preview_url: false } };
}

function interactive(type: string, text: string, action: object, more: object = {}): Said {
  return { type: 'interactive', interactive: { type, ...more, body: { text }, action } };
}

function buttonsOf(choices: Choice[]) {
  const titles = fitTitles(
    choices.map((choice) => choice.title),
    WHATSAPP_LIMITS.buttonTitle,
  );
  return choices.map(({ id }, at) => ({ type: 'reply', reply: { id, title: titles[at] } }));
}

function list(text: string, choices: Choice[], { choicesLabel, link }: Outbound['reply']): Said {
  const shown = choices.slice(0, WHATSAPP_LIMITS.listRows);
  const titles = fitTitles(
    shown.map((choice) => choice.title),
    ROW_TITLE,
  );
  const rows = shown.map(({ id, title, description }, at) => {
    // What the short title had to leave out is the best description.
    const more = description?.trim() || (titles[at] === title.trim() ? '' : title);
    return { id, title: titles[at], ...(more && { description: fitLine(more, ROW_DESCRIPTION) }) };
  });
  const button = fitLine(choicesLabel ?? '', WHATSAPP_LIMITS.buttonTitle) || '☰';
  return interactive('list', bodyWithLink(text, link), { button, sections: [{ rows }] });
}

function captioned(file: File, text: string, link: Outbound['reply']['link']): Said {
  const caption = bodyWithLink(text, link);
  const more = caption ? { caption } : {};
  if (file.type === 'image') return { type: 'image', image: { ...file.image, ...more } };
  return { type: 'document', document: { ...file.document, ...more } };
}

function bodyWithLink(text: string, link: Outbound['reply']['link']): string {
  return withLink(text, link, BODY, fitKeepingEnd);
}

/** The address is never cut: the text gives way. */
function withLink(
  text: string,
  link: Outbound['reply']['link'],
  max: number,
  fit: (text: string, max: number) => string,
): string {
  if (!link) return fit(text, max);
  const label = fitLine(link.label, 80);
  const line = label ? `${label} : ${link.url}` : link.url;
  if (line.length > max / 2) throw cannotSay(`The link is too long (${link.url.length} characters).`);
  const said = fit(text, max - line.length - 2);
  return said ? `${said}\n\n${line}` : line;
}

/** The same id twice would be the same tap twice; WhatsApp refuses it. */
function distinct(choices: Choice[]): Choice[] {
  for (const { id } of choices)
    if (id === '' || id.length > CHOICE_ID)
      throw cannotSay(`A choice's id needs 1 to ${CHOICE_ID} characters; "${id.slice(0, 40)}" has ${id.length}.`);
  return choices.filter((choice, at) => choices.findIndex(({ id }) => id === choice.id) === at);
}

function fileOf(id: string, { filename, mime }: { filename: string; mime: string }): File {
  if (mime === 'image/png' || mime === 'image/jpeg') return { type: 'image', image: { id } };
  const plain = filename.replace(/[\\/:*?"<>|\p{Cc}]+/gu, '-').trim() || 'document';
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 ? plain.slice(dot).slice(0, 16) : '';
  const named = plain.length > FILENAME ? `${plain.slice(0, FILENAME - ending.length)}${ending}` : plain;
  return { type: 'document', document: { id, filename: named } };
}

function isWeb(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** A business-scoped id goes under `recipient`: put under `to` it is dropped without an error. */
function addressOf(to: string): { to: string } | { recipient: string } {
  if (BSUID.test(to)) return { recipient: to };
  const digits = phoneDigits(to);
  if (digits === null) throw cannotSay(`"${to}" is neither a phone number (E.164) nor a WhatsApp user id.`);
  return { to: digits };
}
