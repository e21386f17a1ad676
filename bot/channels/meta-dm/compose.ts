/**
 * A reply -> the messages that say it on Messenger or Instagram. These cost nothing, so what does not fit into one
 * message becomes several; what can be tapped comes under the last, since a later message hides quick replies.
 */
import type { Choice, Reply } from '../../../tools/conversations/message.ts';
import type { Limits, Outbound, OutboundDocument } from '../channel.ts';
import { cannotSay } from '../whatsapp/cannot-say.ts';
import { fitLine, fitTitles } from '../whatsapp/fit.ts';
import { writeMark } from './mark.ts';
import type { DirectName } from './payload.ts';
import { bytes, characters, split } from './split.ts';

const HOUR_MS = 3_600_000;
const WINDOW_MS = 24 * HOUR_MS;
const PERSON_WINDOW_MS = 7 * 24 * HOUR_MS;

/** Messenger's limits. Up to three choices are buttons that stay; more are quick replies, numbered in the text. */
export const MESSENGER_LIMITS: Limits = {
  text: 2000,
  buttons: 3,
  buttonTitle: 20,
  listRows: 13,
  windowMs: WINDOW_MS,
  personWindowMs: PERSON_WINDOW_MS,
  numbersFrom: 4,
  documents: true,
};

/** Instagram's: a text is counted in bytes, choices are quick replies, and no document can be sent. */
export const INSTAGRAM_LIMITS: Limits = {
  ...MESSENGER_LIMITS,
  text: 1000,
  textBytes: 1000,
  buttons: 13,
  documents: false,
};

/** Text above the buttons of a template. */
const BUTTONS_TEXT = 640;
const PAYLOAD = 1000;
const LONGEST_LINK = 500;
const LINK_LABEL = 80;

/** The body of one `POST /{account}/messages`, in Meta's own names; `file`: the reply's document goes with it. */
export type WireRequest = {
  recipient: { id: string } | { comment_id: string };
  message: Record<string, unknown>;
  file?: true;
} & Record<string, unknown>;

/**
 * The requests for one outbound message, in order. The document's attachment id is put in by the sender, which uploads
 * it only when a request wants it. Throws `cannotSay` for an empty message, or a choice or link that cannot be carried.
 */
export function compose(message: Outbound, channel: DirectName): WireRequest[] {
  const { reply, tracker, asPerson } = message;
  const parts = reply.comment ? [oneText(reply, channel)] : partsOf(reply, channel);
  if (parts.length === 0) throw cannotSay('The message has no text.');
  const type = asPerson
    ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }
    : channel === 'messenger' && { messaging_type: 'RESPONSE' };
  return parts.map(({ file, ...part }, index) => ({
    recipient: reply.comment ? { comment_id: reply.comment } : { id: message.to },
    ...type,
    // Only Messenger repeats it in the echo.
    message: { ...part, ...(channel === 'messenger' && { metadata: writeMark(tracker, index, parts.length) }) },
    ...(file && { file: true as const }),
  }));
}

type Part = Record<string, unknown> & { file?: true };

/** A comment gets one message: all in one text, the choices with numbers, the end left off where it is too long. */
function oneText(reply: Outbound['reply'], channel: DirectName): Part {
  const choices = distinct(reply.choices ?? []);
  const rows = choices.map(({ title, description }, at) => row(at + 1, title, description));
  const link = reply.link ? webLink(reply.link) : undefined;
  const address = link && (link.label ? `${link.label} : ${link.url}` : link.url);
  const end = [rows.join('\n'), address ?? ''].filter((part) => part !== '').join('\n\n');
  const size = channel === 'instagram' ? bytes : characters;
  const { text: most } = channel === 'instagram' ? INSTAGRAM_LIMITS : MESSENGER_LIMITS;
  const room = most - (end === '' ? 0 : size(`\n\n${end}`));
  const [words = ''] = split(reply.text, Math.max(1, room), Math.max(1, room), size);
  const text = [words, end].filter((part) => part !== '').join('\n\n');
  if (text === '') throw cannotSay('The message has no text.');
  return { text };
}

function partsOf(reply: Outbound['reply'], channel: DirectName): Part[] {
  const choices = distinct(reply.choices ?? []);
  const link = reply.link && webLink(reply.link);
  const buttons = channel === 'messenger' ? buttonsOf(choices, link) : [];
  const said = textOf(reply, choices, buttons.length > 0 ? undefined : link, channel);
  const texts = pieces(said, buttons.length > 0, channel).map((text): Part => ({ text }));
  const last = texts.at(-1);
  const file: Part[] = reply.document ? fileOf(reply.document, channel) : [];
  if (!last) return file;
  if (buttons.length > 0) {
    const payload = { template_type: 'button', text: last.text, buttons };
    texts[texts.length - 1] = { attachment: { type: 'template', payload } };
  } else if (choices.length > 0) texts[texts.length - 1] = { ...last, quick_replies: quickReplies(choices) };
  return choices.length > 0 ? [...file, ...texts] : [...texts, ...file];
}

/** Messenger gets the file itself, uploaded before; Instagram takes pictures alone, and fetches them from their address. */
function fileOf({ mime, url }: OutboundDocument, channel: DirectName): Part[] {
  if (channel === 'messenger') return [{ file: true }];
  return url && INSTAGRAM_PICTURES.has(mime) ? [{ attachment: { type: 'image', payload: { url } } }] : [];
}

/** Up to 8 MB; what is kept of a product is smaller. */
const INSTAGRAM_PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);

function pieces(said: string, buttons: boolean, channel: DirectName): string[] {
  if (channel === 'instagram') return split(said, INSTAGRAM_LIMITS.text, INSTAGRAM_LIMITS.text, bytes);
  return split(said, MESSENGER_LIMITS.text, buttons ? BUTTONS_TEXT : MESSENGER_LIMITS.text, characters);
}

/** The whole text: the words, the choices with numbers where there are many, and the addresses no button carries. */
function textOf(reply: Outbound['reply'], choices: Choice[], link: Reply['link'], channel: DirectName): string {
  const numbered = choices.length >= (MESSENGER_LIMITS.numbersFrom ?? Number.POSITIVE_INFINITY);
  const rows = numbered ? choices.map(({ title, description }, at) => row(at + 1, title, description)) : [];
  const sent = reply.document && INSTAGRAM_PICTURES.has(reply.document.mime);
  const paper = channel === 'instagram' && !sent ? reply.document : undefined;
  const addresses = [
    ...(link ? [link] : []),
    ...(paper?.url ? [webLink({ label: paper.filename, url: paper.url })] : []),
  ].map(({ label, url }) => (label ? `${label} : ${url}` : url));
  return [reply.text.trim(), rows.join('\n'), ...addresses].filter((part) => part !== '').join('\n\n');
}

function row(number: number, title: string, description: string | undefined): string {
  const more = description?.trim() ? ` — ${description.trim()}` : '';
  return `${number}. ${title.trim()}${more}`;
}

/** A link with a label of one line. One that could not stay whole in a message is refused. */
function webLink({ label, url }: { label: string; url: string }): { label: string; url: string } {
  if (url.length > LONGEST_LINK) throw cannotSay(`The link is too long (${url.length} characters).`);
  return { label: fitLine(label, LINK_LABEL), url };
}

/** The buttons of a template, when all there is to tap fits on one. */
function buttonsOf(choices: Choice[], link: Reply['link']): object[] {
  const web = link && /^https?:/.test(link.url) && URL.canParse(link.url) ? link : undefined;
  const count = choices.length + (web ? 1 : 0);
  if (count === 0 || count > MESSENGER_LIMITS.buttons) return [];
  const titles = fitTitles(
    [...choices.map((choice) => choice.title), ...(web ? [web.label || '→'] : [])],
    MESSENGER_LIMITS.buttonTitle,
  );
  return [
    ...choices.map(({ id }, at) => ({ type: 'postback', title: titles[at], payload: id })),
    ...(web ? [{ type: 'web_url', title: titles.at(-1), url: web.url }] : []),
  ];
}

function quickReplies(choices: Choice[]): object[] {
  const shown = choices.slice(0, MESSENGER_LIMITS.listRows);
  const titles = fitTitles(
    shown.map((choice) => choice.title),
    MESSENGER_LIMITS.buttonTitle,
  );
  return shown.map(({ id }, at) => ({ content_type: 'text', title: titles[at], payload: id }));
}

function distinct(choices: Choice[]): Choice[] {
  for (const { id } of choices)
    if (id.trim() === '' || id.length > PAYLOAD)
      throw cannotSay(`A choice's id needs 1 to ${PAYLOAD} characters; "${id.slice(0, 40)}" has ${id.length}.`);
  return choices.filter((choice, at) => choices.findIndex(({ id }) => id === choice.id) === at);
}

/** An address as it is left out of what is compared: ours are signed anew each time. */
const ADDRESS = /https?:\/\/\S+/g;

/** A text as echoes are compared: without addresses and differences of white space. */
export function comparable(text: string): string {
  return text.replace(ADDRESS, '').replace(/\s+/g, ' ').trim();
}

/** The texts a reply leaves as on Instagram, whose echoes carry no mark of ours; comparable, a picture's empty. */
export function echoesOf(reply: Reply): string[] {
  const { document, ...rest } = reply;
  const url = 'https://hub.example/doc';
  const paper = document && { document: { ...document, bytes: new Uint8Array(), url } };
  try {
    // A picture has no words.
    return partsOf({ ...rest, ...paper }, 'instagram').map(({ text }) =>
      typeof text === 'string' ? comparable(text) : '',
    );
  } catch {
    return [];
  }
}
