import { DEMO_SHOP } from '../../tools/shops/demo-shop.ts';
import type { ShopFileInput } from '../../tools/shops/shop-file.ts';

export const OWNER_PHONE = '33611111111';
export const MANAGER_PHONE = '33622222222';
export const CUSTOMER_PHONE = '33633333333';
/** The shop's own WhatsApp number, as Graph names it. */
export const PHONE_NUMBER_ID = '100000000000001';
/** A Facebook page and an Instagram account of the shop's. */
export const PAGE_ID = '200000000000001';
export const ACCOUNT_ID = '17841400000000001';
export const API_KEY = 'test-api-key-0123456789';

/** The three channels of Meta's, as a shop file connects them. */
export const META_CONNECTIONS: NonNullable<ShopFileInput['connections']> = [
  { channel: 'whatsapp', phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' },
  { channel: 'messenger', page_id: PAGE_ID, access_token: 'fake-token' },
  { channel: 'instagram', account_id: ACCOUNT_ID, access_token: 'fake-token' },
];

/** A real shop for tests: the demo's catalogue, with a WhatsApp number, two members, Stripe and an API key. */
export function aShop(slug: string, changes: Partial<ShopFileInput> & { phoneNumberId?: string } = {}): ShopFileInput {
  const { phoneNumberId = PHONE_NUMBER_ID, ...rest } = changes;
  return {
    ...DEMO_SHOP,
    shop: slug,
    name: 'Maison Test',
    members: [
      {
        name: 'Olivia',
        role: 'owner',
        phone: `+${OWNER_PHONE}`,
        email: `olivia@${slug}.example`,
        password: 'correct-horse-battery',
      },
      { name: 'Max', role: 'manager', phone: `+${MANAGER_PHONE}` },
    ],
    connections: [{ channel: 'whatsapp', phone_number_id: phoneNumberId, access_token: 'fake-token' }],
    payments: { stripe: { secret_key: 'sk_test_hub', webhook_secret: 'whsec_hub' } },
    api_key: `${API_KEY}-${slug}`,
    ...rest,
  };
}
