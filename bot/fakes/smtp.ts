import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A letter as a mail server took it, and what its reader sees. */
export type TakenLetter = {
  to: string;
  from: string;
  fromName: string;
  subject: string;
  /** The plain part without what stands under its signature line. */
  text: string;
  html: string;
  messageId: string;
  inReplyTo: string | null;
  references: string[];
  headers: Map<string, string>;
  attachments: { filename: string; mime: string; bytes: Buffer }[];
  /** The choices written out with numbers. */
  choices: { id: string; title: string }[];
  raw: Buffer;
};

export type FakeSmtp = {
  url: string;
  sent: TakenLetter[];
  sentTo(address: string): TakenLetter[];
  waitFor(wanted: (letter: TakenLetter) => boolean, ms?: number): Promise<TakenLetter>;
  /** Refuses the next recipient, or takes the next letter and cuts the line before it says so. */
  failNext(how: { code: number; message: string } | 'cut'): void;
  close(): Promise<void>;
};

export const SMTP_USER = 'maison';
export const SMTP_PASSWORD = 'a-password';

/** A mail server that takes letters after a login, and checks what it is given as a strict one does. */
export async function startFakeSmtp(): Promise<FakeSmtp> {
  const sent: TakenLetter[] = [];
  const failures: Parameters<FakeSmtp['failNext']>[0][] = [];
  const server = new SMTPServer({
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    size: 40 * 1024 * 1024,
    onAuth(auth, _session, done) {
      const right = auth.username === SMTP_USER && auth.password === SMTP_PASSWORD;
      if (right) return done(null, { user: SMTP_USER });
      done(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 }));
    },
    onRcptTo(_address, _session, done) {
      const failure = failures[0];
      if (failure === undefined || failure === 'cut') return done();
      failures.shift();
      done(Object.assign(new Error(failure.message), { responseCode: failure.code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        void letterOf(Buffer.concat(chunks), to[0] ?? '').then((letter) => {
          const fault = faultOf(letter, session.envelope.mailFrom ? session.envelope.mailFrom.address : '');
          if (fault) return done(Object.assign(new Error(`5.6.0 ${fault}`), { responseCode: 554 }));
          sent.push(letter);
          if (failures[0] !== 'cut') return done();
          failures.shift();
          done(Object.assign(new Error('cut'), { responseCode: 421 }));
        }, done);
      });
    },
  });
  server.on('error', () => {});
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return {
    url: `smtp://${SMTP_USER}:${SMTP_PASSWORD}@127.0.0.1:${port}`,
    sent,
    sentTo: (address) => sent.filter(({ to }) => to === address),
    async waitFor(wanted, ms = 15_000) {
      for (const until = Date.now() + ms; ; ) {
        const found = sent.find(wanted);
        if (found) return found;
        if (Date.now() > until)
          throw new Error(
            `no such letter among ${JSON.stringify(sent.map(({ to, subject, text }) => [to, subject, text]))}`,
          );
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    failNext: (how) => failures.push(how),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** What a strict server or a careful reader would hold against a letter; null: nothing. */
function faultOf(letter: TakenLetter, envelopeFrom: string): string | null {
  if (letter.from !== envelopeFrom) return `From ${letter.from} is not the envelope's ${envelopeFrom}`;
  if (!/^<[^<>\s@]+@[^<>\s@]+>$/.test(letter.messageId)) return 'no Message-ID';
  if (!letter.headers.has('date')) return 'no Date';
  if (!/^multipart\/(?:mixed|alternative)/.test(letter.headers.get('content-type') ?? '')) return 'not plain and HTML';
  if (letter.text.trim() === '' || letter.html === '') return 'a part is empty';
  if (letter.inReplyTo && !letter.references.includes(letter.inReplyTo)) return 'References lacks In-Reply-To';
  if (/<script|javascript:/i.test(letter.html)) return 'a script';
  return null;
}

async function letterOf(raw: Buffer, to: string): Promise<TakenLetter> {
  const parsed = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true });
  const from = parsed.from?.value[0];
  const text = (parsed.text ?? '').split(/^-- $/m)[0]!.trim();
  const titles = [...text.matchAll(/^(\d{1,2})\. (.+)$/gm)].map(([, number, title]) => ({
    id: number!,
    title: title!,
  }));
  const headers = new Map(parsed.headerLines.map(({ key, line }) => [key, line.slice(line.indexOf(':') + 1).trim()]));
  return {
    to,
    from: from?.address ?? '',
    fromName: from?.name ?? '',
    subject: parsed.subject ?? '',
    text,
    html: parsed.html || '',
    messageId: parsed.messageId ?? '',
    inReplyTo: parsed.inReplyTo ?? null,
    references: [parsed.references ?? []].flat(),
    headers,
    attachments: parsed.attachments.map(({ filename = '', contentType, content }) => ({
      filename,
      mime: contentType,
      bytes: content,
    })),
    choices: titles,
    raw,
  };
}
