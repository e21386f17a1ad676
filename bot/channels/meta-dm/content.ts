/** A direct message -> what a person sent, part by part. Never blank: what cannot be carried is named. */
import type { Arrival, Content } from '../../../tools/conversations/message.ts';
import type { WireAttachment, WireMessage, WireReferral } from './payload.ts';

/** What one message says: its text, its attachments, in that order of importance; at least one content. */
export function contentsOf(message: WireMessage): Content[] {
  const text = message.text?.trim() ? message.text : undefined;
  const payload = message.quick_reply?.payload;
  if (payload !== undefined) return [tapOf(payload, text)];
  const carried = message.attachments.flatMap((one) => attachmentOf(one, text));
  if (text === undefined) return carried.length > 0 ? carried : [{ kind: 'unsupported', what: nameOf(message) }];
  const [first, ...rest] = carried;
  if (first?.kind === 'media' && first.caption === undefined) return [{ ...first, caption: text }, ...rest];
  return [{ kind: 'text', text }, ...carried];
}

/**
 * A tap on one of ours, or on a button somebody set up elsewhere (Meta's own inbox, another tool): the payload of
 * those is a machine's word, and what the person chose is the title they saw.
 */
export function tapOf(payload: string, title: string | undefined): Content {
  // The button that opens every Messenger conversation says no more than hello.
  if (/^get[ _-]?started/i.test(payload)) return { kind: 'tap', payload: 'Bonjour', title: title ?? payload };
  const foreign = /^[A-Z0-9]+(?:[_:-][A-Z0-9_:-]*)$|[{}]/.test(payload);
  return { kind: 'tap', payload: foreign ? (title ?? payload) : payload, title: title ?? payload };
}

function attachmentOf(given: WireAttachment, text: string | undefined): Content[] {
  const { payload, type = 'attachment' } = given;
  const url = payload?.url ?? given.url;
  const title = payload?.title ?? given.title;
  switch (type) {
    case 'image':
      return [media(payload?.sticker_id === undefined ? 'image' : 'sticker', url, type)];
    case 'sticker':
    case 'audio':
    case 'video':
      return [media(type, url, type)];
    case 'file':
      return [media('document', url, type)];
    case 'story_mention':
    case 'share':
    case 'ig_post':
      return [captioned(media('image', url, type), title)];
    case 'reel':
    case 'ig_reel':
      return [captioned(media('video', url, type), title)];
    case 'location':
      return [locationOf(given)];
    case 'fallback': {
      // The preview of a link that stands in the text already.
      const said = [title, url].filter((one) => one !== undefined).join('\n');
      if (text !== undefined) return [];
      return [said ? { kind: 'text', text: said } : { kind: 'unsupported', what: type }];
    }
    default:
      return [{ kind: 'unsupported', what: type }];
  }
}

type Media = Extract<Content, { kind: 'media' }>;

function media(kind: Media['media'], url: string | undefined, type: string): Content {
  if (url === undefined) return { kind: 'unsupported', what: type };
  const filename = kind === 'document' ? filenameIn(url) : undefined;
  return { kind: 'media', media: kind, ref: { url }, ...(filename !== undefined && { filename }) };
}

function captioned(content: Content, caption: string | undefined): Content {
  return content.kind === 'media' && caption !== undefined ? { ...content, caption } : content;
}

/** "…/facture.pdf?oh=1" -> "facture.pdf": Messenger names a file only in its address. */
function filenameIn(url: string): string | undefined {
  const last = URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : undefined;
  if (last === undefined || !/\.\w{1,8}$/.test(last)) return undefined;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function locationOf({ payload, title, url }: WireAttachment): Content {
  const { lat, long } = payload?.coordinates ?? {};
  if (lat === undefined || long === undefined || Math.abs(lat) > 90 || Math.abs(long) > 180)
    return { kind: 'unsupported', what: url ? 'location link' : 'location' };
  return { kind: 'location', latitude: lat, longitude: long, ...(title !== undefined && { name: title }) };
}

function nameOf(message: WireMessage): string {
  return message.is_unsupported ? 'unsupported' : 'empty message';
}

/** Where a message comes from: the story it answers or mentions, the post it shares, the ad or product it began at. */
export function originOf(message: WireMessage): Pick<Arrival, 'origin'> {
  const story = message.reply_to?.story;
  if (story) return { origin: { kind: 'story', ...named(story) } };
  for (const { type, payload } of message.attachments) {
    if (type === 'story_mention') return { origin: { kind: 'story', ...named(payload ?? {}) } };
    if (type !== undefined && SHARED.has(type) && payload) {
      const id = payload.ig_post_media_id ?? payload.reel_video_id ?? payload.id;
      const { url, title } = payload;
      return { origin: { kind: 'post', ...named({ id, url }), ...(title !== undefined && { title }) } };
    }
  }
  return referralOf(message.referral);
}

const SHARED: ReadonlySet<string> = new Set(['share', 'ig_post', 'reel', 'ig_reel']);

/** The advertisement, product or link a person came by. */
export function referralOf(referral: WireReferral | undefined): Pick<Arrival, 'origin'> {
  if (!referral) return {};
  const ad = referral.ads_context_data;
  const product = referral.product?.id ?? ad?.product_id;
  if (product !== undefined && referral.ad_id === undefined) return { origin: { kind: 'product', id: product } };
  const id = referral.ad_id ?? ad?.post_id;
  const url = ad?.photo_url ?? ad?.video_url ?? referral.referer_uri;
  const words = { title: ad?.ad_title, text: referral.ref };
  if (id === undefined && url === undefined && words.title === undefined && words.text === undefined) return {};
  return {
    origin: {
      kind: referral.ad_id === undefined ? 'post' : 'ad',
      ...named({ id, url }),
      ...(words.title !== undefined && { title: words.title }),
      ...(words.text !== undefined && { text: words.text }),
    },
  };
}

function named({ id, url }: { id?: string | undefined; url?: string | undefined }) {
  return { ...(id !== undefined && { id }), ...(url !== undefined && { url }) };
}
