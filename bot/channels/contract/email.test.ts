import { type FakeSmtp, startFakeSmtp } from '../../fakes/smtp.ts';
import { channelContract } from './contract.ts';
import type { ProviderCall, Words } from './provider.ts';

const ADDRESS = 'bonjour@maison.example';
const KEY = 'inbound-key-0123456789';
const PATH = '/webhooks/email/maison';

let smtp: FakeSmtp;

const headers = { 'content-type': 'application/json' };
const signed = (raw: string): ProviderCall => ({ path: `${PATH}?key=${KEY}`, body: raw, headers });

const letter = ({ from, text, id, at }: Words) => ({
  From: from,
  To: ADDRESS,
  Subject: 'Re: Maison Test',
  Date: at ? new Date(at).toUTCString() : '',
  Headers: [{ Name: 'Message-ID', Value: `<${id}@client.example>` }],
  TextBody: text,
});

/** The letter comes back: a delivery report, as Postmark hands it over. */
function bounced(messageId: string, to: string): ProviderCall {
  const status = [
    'Reporting-MTA: dns; mx.client.example',
    '',
    `Final-Recipient: rfc822; ${to}`,
    'Action: failed',
    'Status: 5.1.1',
    'Diagnostic-Code: smtp; 550 5.1.1 no such user',
  ].join('\r\n');
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return signed(
    JSON.stringify({
      From: 'MAILER-DAEMON@mx.client.example',
      To: ADDRESS,
      Subject: 'Undelivered Mail Returned to Sender',
      TextBody: 'I’m sorry to have to inform you',
      Headers: [{ Name: 'Message-ID', Value: `<bounce-of-${messageId.slice(1, -1)}>` }],
      Attachments: [
        { Name: 'details.txt', ContentType: 'message/delivery-status', Content: base64(status) },
        { Name: 'letter.eml', ContentType: 'message/rfc822', Content: base64(`Message-ID: ${messageId}\r\n\r\n`) },
      ],
    }),
  );
}

channelContract({
  channel: 'email',
  samples: 'email',
  connections: [{ channel: 'email', address: ADDRESS, inbound_key: KEY }],
  long: 'whole',
  most: Number.POSITIVE_INFINITY,
  before: async () => {
    smtp = await startFakeSmtp();
    return { more: { SMTP_URL: smtp.url }, close: smtp.close };
  },
  open: () => ({
    customer: (n) => `client${n}@client.example`,
    says: (words) => signed(JSON.stringify(letter(words))),
    forgeries: (call) => [
      { ...call, path: PATH },
      { ...call, path: `${PATH}?key=` },
      { ...call, path: `${PATH}?key=${KEY}x` },
      { ...call, path: PATH, headers: { ...headers, authorization: `Basic ${btoa('postmark:another-key')}` } },
      { ...call, path: PATH, headers: { ...headers, authorization: 'Basic !' } },
    ],
    signs: signed,
    novelty: ({ mark }) => signed(JSON.stringify({ RecordType: 'Hologram', Hologram: { mark } })),
    reports: (sent, to, what) => (what === 'failed' ? bounced(sent.id, to) : null),
    heard: (customer) => smtp.sentTo(customer).map(({ messageId: id, text, choices }) => ({ id, text, choices })),
    refusesNext: () => smtp.failNext({ code: 550, message: '5.1.1 no such user here' }),
    ours: (text, file) => (file.startsWith('postmark') ? text : null),
  }),
});
