/** Every door a provider's body may come by, on one hub: what a body becomes there, signed as its provider would. */
import { createHmac } from 'node:crypto';
import { FLOUCI_KEYS, KONNECT_KEYS, startFakeFlouci, startFakeKonnect } from '../fakes/flouci.ts';
import { multipart } from '../fakes/inbound-mail.ts';
import { type FakePayPal, PAYPAL_KEYS, startFakePayPal } from '../fakes/paypal.ts';
import { startFakeSmtp } from '../fakes/smtp.ts';
import { startFakeTikTok } from '../fakes/tiktok.ts';
import { startFakeTwilio } from '../fakes/twilio.ts';
import { startWalk, type Walk } from '../journeys/walk.ts';
import { APP_SECRET, SUNDAY } from '../testing/hub.ts';
import { aShop, PHONE_NUMBER_ID } from '../testing/shop.ts';

export type Call = { path: string; body: string | Uint8Array; headers: Record<string, string> };
export type Door = {
  name: string;
  /** The folders whose bodies come by here. */
  folders: string[];
  /** The body as it would be sent to an account of ours. */
  ours(text: string): string;
  call(raw: string): Call;
};

const PAGE = '200000000000009';
const ACCOUNT = '17841400000000009';
const TIKTOK = '7494049642642441621';
const [APP_KEY, TIKTOK_SECRET, TOKEN] = ['abcdef', 'tiktok-app-secret', 'tiktok-token'];
const TWILIO = { authToken: 'twilio-auth-token', accountSid: `AC${'0'.repeat(31)}1`, number: '+33180000001' };
const MAILBOX = { address: 'bonjour@maison.example', inbound_key: 'inbound-key-0123456789' };
const JSON_BODY = { 'content-type': 'application/json' };
const as = (name: string, value: string) => (text: string) =>
  text.replaceAll(new RegExp(`("${name}":\\s*")[^"]*"`, 'g'), `$1${value}"`);

export type Doors = { walk: Walk; doors: Door[]; close(): Promise<void> };

/** A shop in euros with every channel, Stripe and PayPal; one in dinars with Flouci and Konnect. */
export async function openDoors(): Promise<Doors> {
  const started = Date.now();
  const now = () => Date.parse(SUNDAY) + Date.now() - started;
  const [paypal, flouci, konnect, smtp] = await Promise.all([
    startFakePayPal({ now }),
    startFakeFlouci(),
    startFakeKonnect(),
    startFakeSmtp(),
  ]);
  const tiktok = await startFakeTikTok({
    appKey: APP_KEY,
    appSecret: TIKTOK_SECRET,
    token: TOKEN,
    shopId: TIKTOK,
    now,
  });
  const twilio = await startFakeTwilio(TWILIO);
  const access_token = 'fake-token';
  const walk = await startWalk({
    shops: [
      aShop('maison', {
        connections: [
          { channel: 'whatsapp', phone_number_id: PHONE_NUMBER_ID, access_token },
          { channel: 'messenger', page_id: PAGE, access_token },
          { channel: 'instagram', account_id: ACCOUNT, access_token },
          { channel: 'email', ...MAILBOX, smtp_url: smtp.url },
          { channel: 'phone', number: TWILIO.number, auth_token: TWILIO.authToken, account_sid: TWILIO.accountSid },
          { channel: 'tiktok', shop_id: TIKTOK, app_key: APP_KEY, app_secret: TIKTOK_SECRET, access_token: TOKEN },
        ],
        payments: { stripe: { secret_key: 'sk_test_hub', webhook_secret: 'whsec_hub' }, paypal: PAYPAL_KEYS },
      }),
      aShop('tunis', {
        currency: 'TND',
        connections: [],
        members: [],
        payments: { flouci: FLOUCI_KEYS, konnect: KONNECT_KEYS },
      }),
    ],
    more: {
      ...{ PAYPAL_URL: paypal.url, FLOUCI_URL: flouci.url, KONNECT_URL: konnect.url },
      ...{ TIKTOK_URL: tiktok.url, TWILIO_URL: twilio.url, BURST_MS: '10' },
    },
  });
  const close = async () => {
    await walk.close();
    for (const fake of [paypal, flouci, konnect, smtp, tiktok, twilio]) await fake.close();
  };
  const doors: Door[] = [
    ...metaDoors(),
    { name: 'email', folders: ['email'], ours: (text) => text, call: mailed },
    {
      name: 'phone',
      folders: [],
      ours: (text) => text,
      call: (raw) => {
        const path = '/webhooks/phone/maison';
        const { body, headers } = twilio.signs(walk.url + path, raw);
        return { path, body, headers };
      },
    },
    {
      name: 'tiktok',
      folders: ['tiktok'],
      ours: as('shop_id', TIKTOK),
      call: (raw) => ({ path: '/webhooks/tiktok', ...tiktok.signs(raw) }),
    },
    {
      name: 'stripe',
      folders: ['stripe'],
      ours: (text) => text,
      call: (raw) => {
        const at = Math.floor(walk.parts.hub.now() / 1_000);
        const v1 = createHmac('sha256', 'whsec_hub').update(`${at}.${raw}`).digest('hex');
        const headers = { ...JSON_BODY, 'stripe-signature': `t=${at},v1=${v1}` };
        return { path: '/webhooks/stripe/maison', body: raw, headers };
      },
    },
    { name: 'paypal', folders: ['paypal'], ours: (text) => text, call: (raw) => payPalCall(paypal, raw) },
    ...(['flouci', 'konnect'] as const).map(
      (name): Door => ({
        name,
        folders: [name],
        ours: (text) => text,
        call: (raw) => ({ path: `/webhooks/${name}/tunis`, body: raw, headers: JSON_BODY }),
      }),
    ),
  ];
  return { walk, doors, close };
}

/** One address and one secret for three channels; what we send WhatsApp ourselves is nothing it would send us. */
function metaDoors(): Door[] {
  const call = (raw: string): Call => {
    const hex = createHmac('sha256', APP_SECRET).update(raw).digest('hex');
    return { path: '/webhooks/meta', body: raw, headers: { ...JSON_BODY, 'x-hub-signature-256': `sha256=${hex}` } };
  };
  const entries = (account: string) => (text: string) => {
    const ids = (JSON.parse(text) as { entry?: { id: string }[] }).entry ?? [];
    return ids.reduce((all, { id }) => all.replaceAll(JSON.stringify(id), JSON.stringify(account)), text);
  };
  return [
    {
      name: 'whatsapp',
      folders: ['whatsapp', 'whatsapp_outbound'],
      ours: as('phone_number_id', PHONE_NUMBER_ID),
      call,
    },
    { name: 'messenger', folders: ['messenger'], ours: entries(PAGE), call },
    { name: 'instagram', folders: ['instagram'], ours: entries(ACCOUNT), call },
  ];
}

/** Postmark's letters are JSON; what else is kept as the fields of a form is sent as one. */
function mailed(raw: string): Call {
  const path = `/webhooks/email/maison?key=${MAILBOX.inbound_key}`;
  const fields = formOf(raw);
  return fields ? multipart(path, fields) : { path, body: raw, headers: JSON_BODY };
}

function formOf(raw: string): Record<string, string> | null {
  try {
    const fields = JSON.parse(raw) as Record<string, unknown>;
    if (!('envelope' in fields) && !('recipient' in fields)) return null;
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
  } catch {
    return null;
  }
}

/** Signed where it is JSON at all; what is not could come from anybody. */
function payPalCall(paypal: FakePayPal, raw: string): Call {
  const path = '/webhooks/paypal/maison';
  try {
    return { path, ...paypal.sign(JSON.parse(raw)) };
  } catch {
    return { path, body: raw, headers: JSON_BODY };
  }
}

/** The status a call is answered with. */
export async function knock(walk: Walk, { path, body, headers }: Call): Promise<number> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const response = await fetch(`${walk.url}${path}`, { method: 'POST', body: new Uint8Array(bytes), headers });
  await response.text();
  return response.status;
}
