/**
 * A small real server that behaves like Twilio for what we use: it calls a hub's webhook signed as the real one does
 * (independently of our own checking code), reads the TwiML it is answered, serves recordings behind the account's
 * password, and takes text messages. For tests.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { serve } from '@hono/node-server';
import { type Context, Hono } from 'hono';

export type FakeTwilioOptions = { authToken: string; accountSid?: string; number: string };

/** A form as Twilio posts it, signed. */
export type TwilioRequest = { url: string; body: string; headers: Record<string, string> };
export type TextMessage = { sid: string; to: string; from: string; body: string; reportsTo: string };
/** What a call is told to do, read from its TwiML. */
export type Told = { xml: string; says: string[]; recorded: string | null; ended: string | null };

export type FakeTwilio = Awaited<ReturnType<typeof startFakeTwilio>>;

const sid = (prefix: string) => prefix + randomBytes(16).toString('hex');

/** Starts the server on a free port of 127.0.0.1. */
export async function startFakeTwilio(options: FakeTwilioOptions) {
  const { authToken, number, accountSid = sid('AC') } = options;
  const recordings = new Map<string, { mime: string; bytes: Uint8Array; missing: number }>();
  const texts: TextMessage[] = [];
  const refusals: { status: number; code: number; message: string }[] = [];
  const refused: string[] = [];
  const app = new Hono();
  const refuse = (c: Context, status: 400 | 401 | 404 | 500, code: number, message: string) =>
    c.json({ code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }, status);
  app.use(async (c, next) => {
    const wanted = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    if (c.req.header('authorization') === wanted) return next();
    refused.push(`${c.req.method} ${c.req.path}: authorization`);
    return refuse(c, 401, 20003, 'Authenticate');
  });
  app.get('/2010-04-01/Accounts/:account/Recordings/:file', (c) => {
    const [id, ending] = c.req.param('file').split('.');
    const kept = recordings.get(id ?? '');
    if (c.req.param('account') !== accountSid || !kept || kept.missing-- > 0)
      return refuse(c, 404, 20404, 'The requested resource was not found');
    return ending === 'mp3' ? c.body(new Uint8Array(kept.bytes), 200, { 'content-type': kept.mime }) : c.notFound();
  });
  app.post('/2010-04-01/Accounts/:account/Messages.json', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const [to, from, body] = ['To', 'From', 'Body'].map((name) => form.get(name) ?? '');
    const fault = refusals.shift();
    if (fault) return refuse(c, fault.status as 400, fault.code, fault.message);
    if (!/^\+[1-9]\d{6,14}$/.test(to!))
      return refuse(c, 400, 21211, `The 'To' number ${to} is not a valid phone number`);
    if (from !== number) return refuse(c, 400, 21606, `The From phone number ${from} is not valid`);
    if (!body || body.length > 1600)
      return refuse(c, 400, 21617, 'The concatenated message body exceeds 1600 characters');
    const text = { sid: sid('SM'), to: to!, from: from!, body, reportsTo: form.get('StatusCallback') ?? '' };
    texts.push(text);
    return c.json({ sid: text.sid, status: 'queued', account_sid: accountSid, to, from, body }, 201);
  });
  app.get('/2010-04-01/Accounts/:account/IncomingPhoneNumbers.json', (c) =>
    c.json({
      incoming_phone_numbers: [
        {
          phone_number: number,
          voice_url: hooks.voice,
          sms_url: hooks.sms,
          voice_method: 'POST',
          capabilities: { voice: true, sms: true },
        },
      ],
    }),
  );
  app.get('/2010-04-01/Accounts/:account{[A-Z0-9a-f]+\\.json}', (c) => c.json({ sid: accountSid, status: 'active' }));
  /** Where the number is set to call, as the console shows it. */
  const hooks = { voice: '', sms: '' };
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise<void>((ready) => server.once('listening', ready));
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;

  /** Any form to any address, signed under `secret`. */
  const signs = (to: string, form: Record<string, string> | string, secret = authToken): TwilioRequest => {
    const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
    const fields = [...new URLSearchParams(body)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const distinct = fields.filter(([n, v], at) => fields.findIndex(([m, w]) => m === n && w === v) === at);
    const signed = distinct.sort(([a, v], [b, w]) => (a === b ? (v < w ? -1 : 1) : 0)).map(([n, v]) => n + v);
    const signature = createHmac('sha1', secret)
      .update(to + signed.join(''))
      .digest('base64');
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
    return { url: to, body, headers };
  };
  const post = async (request: TwilioRequest): Promise<{ status: number; text: string }> => {
    const response = await fetch(request.url, { method: 'POST', body: request.body, headers: request.headers });
    return { status: response.status, text: await response.text() };
  };
  const call = (from: string, callSid: string, more: Record<string, string> = {}) => ({
    AccountSid: accountSid,
    ApiVersion: '2010-04-01',
    CallSid: callSid,
    CallStatus: 'ringing',
    Direction: 'inbound',
    From: from,
    To: number,
    ...more,
  });
  const keep = (bytes: Uint8Array, mime = 'audio/mpeg', missing = 0) => {
    const id = sid('RE');
    recordings.set(id, { bytes, mime, missing });
    return id;
  };
  /** What the recording callback of a call says. */
  const recordedForm = (callSid: string, recording: string, seconds = 6) => ({
    AccountSid: accountSid,
    CallSid: callSid,
    RecordingSid: recording,
    RecordingUrl: `https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Recordings/${recording}`,
    RecordingStatus: 'completed',
    RecordingDuration: String(seconds),
    RecordingChannels: '1',
    RecordingSource: 'RecordVerb',
  });
  return {
    url,
    accountSid,
    texts,
    refused,
    hooks,
    signs,
    post,
    keep,
    recordedForm,
    sid,
    refusesNext: (fault: { status?: number; code: number; message: string }) =>
      void refusals.push({ status: 400, ...fault }),
    /** Somebody calls: what the hub answers. */
    rings: async (hook: string, from: string, callSid = sid('CA')): Promise<Told & { callSid: string }> => {
      const { text } = await post(signs(hook, call(from, callSid)));
      return { callSid, ...readTwiml(text) };
    },
    /** Somebody calls, speaks, and hangs up; the status of the last webhook, and the recording's id. */
    leaves: async (hook: string, from: string, bytes: Uint8Array, more: { missing?: number; mime?: string } = {}) => {
      const callSid = sid('CA');
      const told = readTwiml((await post(signs(hook, call(from, callSid)))).text);
      if (!told.recorded || !told.ended) throw new Error(`the call is not recorded: ${told.xml}`);
      const recording = keep(bytes, more.mime, more.missing);
      const ended = { RecordingSid: recording, CallStatus: 'completed', Digits: 'hangup' };
      const end = readTwiml((await post(signs(told.ended, call(from, callSid, ended)))).text);
      const request = signs(told.recorded, recordedForm(callSid, recording));
      return { recording, told, end, request, ...(await post(request)) };
    },
    textForm: (from: string, body: string, messageSid = sid('SM')) => ({
      AccountSid: accountSid,
      MessageSid: messageSid,
      SmsSid: messageSid,
      From: from,
      To: number,
      Body: body,
      NumMedia: '0',
    }),
    reportForm: (text: TextMessage, status: string) => ({
      AccountSid: accountSid,
      MessageSid: text.sid,
      SmsSid: text.sid,
      MessageStatus: status,
      From: text.from,
      To: text.to,
      ...(status === 'failed' || status === 'undelivered' ? { ErrorCode: '30003' } : {}),
    }),
    close: () => new Promise<void>((done) => server.close(() => done())),
  };
}

/** The verbs a call gets, as Twilio reads them. */
function readTwiml(xml: string): Told {
  const plain = (text: string) =>
    text
      .replace(/&(lt|gt|quot|apos);/g, (_all, name: string) => ({ lt: '<', gt: '>', quot: '"', apos: "'" })[name]!)
      .replaceAll('&amp;', '&');
  const record = /<Record ([^>]*)\/>/.exec(xml)?.[1] ?? '';
  const attribute = (name: string) => {
    const found = new RegExp(`${name}="([^"]*)"`).exec(record)?.[1];
    return found === undefined ? null : plain(found);
  };
  const says = [...xml.matchAll(/<Say [^>]*>([^<]*)<\/Say>/g)].map(([, words]) => plain(words!));
  return { xml, says, recorded: attribute('recordingStatusCallback'), ended: attribute('action') };
}
