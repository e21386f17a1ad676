/** One mailbox, open at its server: what is new in it, and when something comes. */
import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import { MOST_MAIL_BYTES } from './mail.ts';
import { isLocal } from './smtp.ts';

const CONNECT_MS = 20_000;
const SOCKET_MS = 5 * 60_000;
/** IDLE is begun anew after this long: home routers forget a silent connection (RFC 2177 says 29 minutes at most). */
const LONGEST_IDLE_MS = 4 * 60_000;

/** A letter of the mailbox. `raw` holds only its header when it is too large to be taken (`whole` false). */
export type Lying = { uid: number; at: number; raw: Uint8Array; whole: boolean };

/** One folder of the mailbox, selected for reading only. */
export type Folder = {
  /** Uids count from the start when this changes (RFC 9051 2.3.1.1). */
  validity: number;
  /** The uid the next letter gets. */
  next(): number;
  /** The uids above `uid`, lowest first. */
  above(uid: number): Promise<number[]>;
  /** The uids of letters that came on a day or after it, lowest first. */
  since(at: number): Promise<number[]>;
  /** A letter; null when it is gone. */
  read(uid: number): Promise<Lying | null>;
};

export type OpenMailbox = {
  /** The INBOX, which stays selected and announces what comes. */
  inbox(): Folder;
  /** Where mail programs keep what was sent, and how far it counts, without selecting it; null: there is none yet. */
  sent(): Promise<{ path: string; validity: number; next: number } | null>;
  /** Works in another folder, then selects the INBOX again: what came there meanwhile is not announced. */
  inside<T>(path: string, work: (folder: Folder) => Promise<T>): Promise<T>;
  /** Has the server announce what comes, from now on: left to itself the library begins after 15 s of silence. */
  listen(): void;
  /** Asks the server whether it is still there; what is new is then known. */
  ask(): Promise<void>;
  onNews(call: () => void): void;
  onEnd(call: () => void): void;
  close(): Promise<void>;
};

/** Options of a connection to the mailbox at `url`; a password crosses the open network only encrypted. */
export function imapOptions(url: string): ImapFlowOptions {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'imaps:';
  return {
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    ...(secure || isLocal(hostname) ? {} : { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    maxIdleTime: LONGEST_IDLE_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SOCKET_MS,
  };
}

/** Why a mailbox cannot be read: `login`, the credentials; else the line or the server. */
export function imapTrouble(error: unknown): { kind: 'login' | 'line'; why: string } {
  const { authenticationFailed, responseText, message, code } = error as {
    authenticationFailed?: boolean;
    responseText?: string;
    message?: string;
    code?: string;
  };
  const why = (responseText || message || code || String(error)).replace(/\s+/g, ' ').slice(0, 200);
  return { kind: authenticationFailed ? 'login' : 'line', why };
}

/**
 * Logs in and opens the INBOX for reading only: nothing there or in the folder of sent letters is ever marked, moved or
 * deleted. Throws when it cannot.
 */
export async function openMailbox(url: string): Promise<OpenMailbox> {
  const client = new ImapFlow(imapOptions(url));
  const ends: (() => void)[] = [];
  // Without a listener an error of the line would end the process; the end of the connection follows it.
  client.on('error', () => {});
  client.on('close', () => {
    for (const call of ends) call();
  });
  try {
    await client.connect();
    let sent = await sentFolder(client);
    let inbox = await select(client, INBOX);
    return {
      inbox: () => inbox,
      async sent() {
        // Some mail programs make it with the first letter that is sent.
        sent ??= await sentFolder(client);
        const state = sent !== null && (await client.status(sent, { uidNext: true, uidValidity: true }));
        if (sent === null || !state) return null;
        return { path: sent, validity: Number(state.uidValidity), next: state.uidNext ?? 1 };
      },
      async inside(path, work) {
        try {
          return await work(await select(client, path));
        } finally {
          if (client.usable) inbox = await select(client, INBOX);
        }
      },
      listen: () => void client.idle().catch(() => {}),
      ask: () => client.noop(),
      onNews: (call) => client.on('exists', call),
      onEnd: (call) => {
        if (client.usable) ends.push(call);
        else call();
      },
      async close() {
        await Promise.race([client.logout().catch(() => {}), new Promise((done) => setTimeout(done, 2_000).unref())]);
        client.close();
      },
    };
  } catch (error) {
    client.close();
    throw error;
  }
}

const INBOX = 'INBOX';

/** The folder marked \Sent (RFC 6154), else one of the names mail programs give it in their languages. */
async function sentFolder(client: ImapFlow): Promise<string | null> {
  const folders = await client.list();
  const sent = folders.filter(({ specialUse, flags }) => specialUse === '\\Sent' && !flags.has('\\Noselect'));
  return (sent.find(({ specialUseSource }) => specialUseSource === 'extension') ?? sent[0])?.path ?? null;
}

async function select(client: ImapFlow, path: string): Promise<Folder> {
  const box = await client.mailboxOpen(path, { readOnly: true });
  return {
    validity: Number(box.uidValidity),
    next: () => (client.mailbox && client.mailbox.path === box.path ? client.mailbox.uidNext : box.uidNext),
    async above(uid) {
      const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true });
      // "N:*" always has the last letter in it, even one below N.
      return (found || []).filter((one) => one > uid).sort((a, b) => a - b);
    },
    async since(at) {
      const found = await client.search({ since: new Date(at) }, { uid: true });
      return (found || []).sort((a, b) => a - b);
    },
    read: (uid) => readOne(client, uid),
  };
}

/** Whether the mailbox at `url` opens, over an encrypted line, and announces what comes. */
export async function checkImap(
  url: string,
): Promise<
  | { ok: true; secure: boolean; idles: boolean; sent: string | null }
  | { ok: false; kind: 'login' | 'line'; why: string }
> {
  const client = new ImapFlow(imapOptions(url));
  client.on('error', () => {});
  try {
    await client.connect();
    await client.mailboxOpen(INBOX, { readOnly: true });
    const sent = await sentFolder(client);
    return { ok: true, secure: client.secureConnection, idles: client.capabilities.has('IDLE'), sent };
  } catch (error) {
    return { ok: false, ...imapTrouble(error) };
  } finally {
    client.close();
  }
}

async function readOne(client: ImapFlow, uid: number): Promise<Lying | null> {
  const known = await client.fetchOne(String(uid), { uid: true, size: true, internalDate: true }, { uid: true });
  if (!known) return null;
  const whole = (known.size ?? 0) <= MOST_MAIL_BYTES;
  const part = whole ? { source: true } : { headers: true };
  const found = await client.fetchOne(String(uid), { uid: true, ...part }, { uid: true });
  const raw = found ? (whole ? found.source : found.headers) : undefined;
  if (!raw) return null;
  return { uid, at: new Date(known.internalDate ?? Date.now()).getTime(), raw, whole };
}
