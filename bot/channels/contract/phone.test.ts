import { createHash } from 'node:crypto';
import { type FakeTwilio, startFakeTwilio } from '../../fakes/twilio.ts';
import { channelContract } from './contract.ts';
import type { Heard, ProviderCall } from './provider.ts';

const NUMBER = '+33180000001';
const AUTH_TOKEN = 'twilio-auth-token';
const ACCOUNT = `AC${'0'.repeat(31)}1`;
let twilio: FakeTwilio;

/** The calls of the telephone are their own journey; here its text messages keep the contract. */
channelContract({
  channel: 'phone',
  connections: [{ channel: 'phone', number: NUMBER, auth_token: AUTH_TOKEN, account_sid: ACCOUNT, sms: true }],
  long: 'cut',
  most: 1600,
  before: async () => {
    twilio = await startFakeTwilio({ authToken: AUTH_TOKEN, accountSid: ACCOUNT, number: NUMBER });
    return { more: { TWILIO_URL: twilio.url }, close: twilio.close };
  },
  open: ({ url }) => {
    const path = '/webhooks/phone/maison';
    const called = (form: Record<string, string> | string, secret?: string): ProviderCall => {
      const { body, headers } = twilio.signs(url + path, form, secret);
      return { path, body, headers };
    };
    const messageSid = (id: string) => `SM${createHash('md5').update(id).digest('hex')}`;
    return {
      customer: (n) => `336800${String(n).padStart(5, '0')}`,
      says: ({ from, text, id }) => called(twilio.textForm(`+${from}`, text, messageSid(id))),
      signs: (raw) => called(raw),
      forgeries: (call) => {
        const { 'x-twilio-signature': signature, ...unsigned } = call.headers;
        return [
          { ...call, headers: unsigned },
          { ...call, body: `${call.body}&Body=Bonsoir` },
          { ...call, path: `${path}?step=recorded` },
          { ...call, headers: { ...unsigned, 'x-twilio-signature': `${signature!.slice(0, -4)}AAA=` } },
          called(String(call.body), 'another-token'),
        ];
      },
      novelty: ({ id, mark }) => called({ AccountSid: ACCOUNT, CallSid: messageSid(id), To: NUMBER, Hologram: mark }),
      reports: (sent, _to, what) => {
        const text = twilio.texts.find(({ sid }) => sid === sent.id)!;
        return called(twilio.reportForm(text, what));
      },
      heard: (customer) =>
        twilio.texts
          .filter(({ to }) => to === `+${customer}`)
          .map(({ sid, body }): Heard => ({ id: sid, text: body, choices: [] })),
      refusesNext: () => twilio.refusesNext({ code: 21614, message: 'not a mobile number' }),
    };
  },
});
