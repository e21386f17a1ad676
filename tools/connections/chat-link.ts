import type { Trx } from '../../db/shop.ts';

/** Where a customer opens a chat with a shop, and what is typed for them; Instagram takes no text. */
export type ChatLink = { channel: 'whatsapp' | 'messenger' | 'instagram'; url: string };

const ORDER = ['whatsapp', 'messenger', 'instagram'] as const;

/**
 * The addresses that open the shop's chats, the best first: `wa.me/<digits>`, `m.me/<page>`, `ig.me/m/<name>`. `text` is
 * put into the message box where the channel can; nothing is sent before the customer does.
 */
export async function chatLinks(trx: Trx, text = ''): Promise<ChatLink[]> {
  const rows = await trx
    .selectFrom('connection')
    .select(['channel', 'account', 'display'])
    .where('state', '!=', 'off')
    .where('channel', 'in', [...ORDER])
    .orderBy('id')
    .execute();
  const query = text ? `?text=${encodeURIComponent(text)}` : '';
  return ORDER.flatMap((channel) =>
    rows
      .filter((row) => row.channel === channel)
      .flatMap(({ account, display }): ChatLink[] => {
        const digits = display?.replace(/\D/g, '') ?? '';
        const name = display?.replace(/^@/, '') ?? '';
        if (channel === 'whatsapp') return digits ? [{ channel, url: `https://wa.me/${digits}${query}` }] : [];
        if (channel === 'messenger') return [{ channel, url: `https://m.me/${account}${query}` }];
        return /^[\w.]{1,30}$/.test(name) ? [{ channel, url: `https://ig.me/m/${name}` }] : [];
      }),
  );
}
