/** The body of a WhatsApp message -> what a person sent. Never blank: what cannot be carried is named. */
import type { Content, MediaKind } from '../../../tools/conversations/message.ts';
import type { WireBody } from './payload.ts';

/**
 * What one message (or the new body of an edited one) says, in the neutral language.
 * A type we do not know, or a known one without its body, is `unsupported` with the provider's word for it.
 */
export function contentOf(body: WireBody): Content {
  return carried(body) ?? { kind: 'unsupported', what: nameOf(body) };
}

function carried(body: WireBody): Content | null {
  switch (body.type) {
    case 'text':
      return body.text?.body?.trim() ? { kind: 'text', text: body.text.body } : null;
    case 'image':
    case 'video':
    case 'sticker':
    case 'document':
      return media(body.type, body[body.type]);
    case 'audio':
      return media('audio', body.audio);
    case 'voice': // the old name of a voice note
      return media('audio', body.voice ? { ...body.voice, voice: true } : undefined);
    case 'location':
      return location(body.location);
    case 'contacts':
      return contacts(body.contacts);
    case 'interactive':
      return interactive(body.interactive);
    case 'button':
      return tap(body.button?.payload ?? body.button?.text, body.button?.text);
    case 'order':
      return cart(body.order);
    default:
      return null;
  }
}

function media(kind: MediaKind, file: WireBody['image']): Content | null {
  if (!file || (file.id === undefined && file.url === undefined)) return null;
  return {
    kind: 'media',
    media: kind,
    ref: { ...(file.id !== undefined && { id: file.id }), ...(file.url !== undefined && { url: file.url }) },
    ...(file.mime_type !== undefined && { mime: file.mime_type }),
    ...(file.filename !== undefined && { filename: file.filename }),
    ...(file.caption && { caption: file.caption }),
    ...(kind === 'audio' && file.voice !== undefined && { voice: file.voice }),
  };
}

function location(place: WireBody['location']): Content | null {
  if (place?.latitude === undefined || place.longitude === undefined) return null;
  if (Math.abs(place.latitude) > 90 || Math.abs(place.longitude) > 180) return null;
  return {
    kind: 'location',
    latitude: place.latitude,
    longitude: place.longitude,
    ...(place.name !== undefined && { name: place.name }),
    ...(place.address !== undefined && { address: place.address }),
  };
}

function contacts(cards: WireBody['contacts']): Content | null {
  const known = cards.map((card) => {
    const phones = card.phones.flatMap((one) => one.phone ?? (one.wa_id ? `+${one.wa_id}` : []));
    const parts = [card.name?.first_name, card.name?.last_name].filter((one) => one !== undefined);
    return { name: card.name?.formatted_name ?? parts.join(' '), phones };
  });
  const shown = known.filter((card) => card.name !== '' || card.phones.length > 0);
  return shown.length > 0 ? { kind: 'contacts', contacts: shown } : null;
}

function interactive(answer: WireBody['interactive']): Content | null {
  if (answer?.type === 'button_reply') return tap(answer.button_reply?.id, answer.button_reply?.title);
  if (answer?.type === 'list_reply') return tap(answer.list_reply?.id, answer.list_reply?.title);
  if (answer?.type === 'nfm_reply') return form(answer.nfm_reply?.response_json);
  return null;
}

function tap(payload: string | undefined, title: string | undefined): Content | null {
  return payload === undefined ? null : { kind: 'tap', payload, title: title ?? payload };
}

/**
 * The prices a cart shows are the phone's, not ours: only what and how many is read.
 * One line that cannot be read makes the whole cart a matter for a person, rather than a smaller order.
 */
function cart(order: WireBody['order']): Content | null {
  const items = order?.product_items ?? [];
  const lines = items.flatMap(({ product_retailer_id: sku, quantity: qty }) =>
    sku !== undefined && qty !== undefined && qty > 0 ? { sku, qty } : [],
  );
  if (lines.length === 0 || lines.length < items.length) return null;
  const text = order?.text?.trim();
  return { kind: 'cart', lines, ...(text && { text }) };
}

function form(json: string | undefined): Content | null {
  try {
    const data: unknown = JSON.parse(json ?? '');
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
    return { kind: 'form', data: { ...data } };
  } catch {
    return null;
  }
}

/** The provider's word for what could not be carried: `poll`, `interactive call_permission_reply`, `image`… */
function nameOf(body: WireBody): string {
  if (body.unsupported?.type !== undefined) return body.unsupported.type;
  if (body.type === 'interactive' && body.interactive?.type !== undefined)
    return `interactive ${body.interactive.type}`;
  return body.type ?? 'message';
}
