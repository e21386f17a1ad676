import { photoLost, storePhoto } from '../../tools/catalog/photo.ts';
import type { ShopFacts } from '../../tools/context.ts';
import { say } from '../../tools/conversations/say.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import type { Run } from '../../tools/tool.ts';
import type { Failure } from '../channels/channel.ts';
import { connectionFor } from './connections.ts';
import type { Parts } from './parts.ts';

type Photo = Extract<ErrandPayload, { kind: 'keep_photo' }>;

/**
 * Fetches the picture that a member sent, and gives what is done with it in the errand's own transaction: kept as the
 * product's photo, and her thread told. Throws where another try can help.
 */
export async function photoSent(parts: Parts, shop: ShopFacts, photo: Photo): Promise<(run: Run) => Promise<void>> {
  const bytes = await fetched(parts, shop, photo);
  return async (run) => {
    const text = bytes ? await storePhoto(run, photo.productId, bytes) : await photoLost(run, photo.productId);
    await say(run, photo.conversationId, 'photo', { text });
  };
}

/** The picture's bytes; null when it is gone or its channel keeps none. */
async function fetched(parts: Parts, shop: ShopFacts, photo: Photo): Promise<Uint8Array | null> {
  const connection = await connectionFor(parts.hub, shop.id, photo.conversationId);
  const channel = parts.channels[connection.channel];
  if (!channel?.fetchMedia) return null;
  try {
    return (await channel.fetchMedia(connection, photo.ref)).bytes;
  } catch (error) {
    if (failureOf(error)?.action === 'give_up') return null;
    throw error;
  }
}

/** What a channel says about a file it could not give. */
export function failureOf(error: unknown): Failure | null {
  return error instanceof Error && 'failure' in error ? (error.failure as Failure) : null;
}
