import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { freePort } from '../../db/embedded/cluster.ts';

const PROGRAM = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find((path) => existsSync(path));
const PASSWORD = 'a-password';
/** "nobody": who reads mail where the tests run as root, whom dovecot refuses. */
const NOBODY = 65_534;

/** Why there is no IMAP server for the tests; false when there is. Under REQUIRE_SERVICES=1 that is a failure. */
export function withoutDovecot(): string | false {
  if (PROGRAM) return false;
  const why = 'no dovecot is installed (Debian: dovecot-imapd): the tests of mailboxes are skipped';
  if (process.env.REQUIRE_SERVICES === '1') throw new Error(`REQUIRE_SERVICES=1 and ${why}`);
  return why;
}

export type Dovecot = {
  /** The address of a user's mailbox; every user exists. */
  url(user: string, password?: string): string;
  /** A letter is delivered to a user. */
  put(user: string, raw: string | Buffer): Promise<void>;
  /** A mail program of the user's keeps a letter in a folder of hers, made when it is not there. */
  keep(user: string, folder: string, raw: string | Buffer): Promise<void>;
  /** A folder is thrown away; made anew it has another validity. */
  forget(user: string, folder: string): Promise<void>;
  /** The user's mailbox is thrown away and made anew, as after a restore: its uids start over. */
  renumber(user: string, letters: (string | Buffer)[]): Promise<void>;
  /** The server goes away, and comes back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

/** Debian's own IMAP server, from a folder of its own, on a free port. */
export async function startDovecot(): Promise<Dovecot> {
  const root = userInfo().uid === 0;
  // The folder of a test run is closed to everybody else, and root's mail is read by "nobody".
  const dir = await mkdtemp(join(root ? '/tmp' : tmpdir(), 'dovecot-'));
  const port = await freePort();
  const mail = join(dir, 'mail');
  await mkdir(mail, { mode: 0o777 });
  const { uid, gid, username } = userInfo();
  const [mailUid, mailGid] = root ? [NOBODY, NOBODY] : [uid, gid];
  if (root) await chown(mail, mailUid, mailGid);
  const conf = join(dir, 'dovecot.conf');
  const ours = root ? '' : `default_login_user = ${username}\ndefault_internal_user = ${username}\n`;
  await writeFile(
    conf,
    `${ours}base_dir = ${join(dir, 'run')}
state_dir = ${join(dir, 'state')}
log_path = ${join(dir, 'log')}
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${mail}/%n
mail_uid = ${mailUid}
mail_gid = ${mailGid}
first_valid_uid = 1
first_valid_gid = 1
mail_fsync = never
mailbox_idle_check_interval = 1 s
namespace inbox {
  inbox = yes
  mailbox Parties {
    special_use = \\Sent
  }
}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${mailUid} gid=${mailGid} home=${mail}/%n
}
service imap-login {
  ${root ? '' : 'chroot ='}
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
${root ? '' : 'service anvil {\n  chroot =\n}\n'}service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
`,
  );
  // Its user has to get through the folders above its mail.
  if (root) await chmod(dir, 0o755);
  let child: ChildProcess | null = null;
  const start = async () => {
    child = spawn(PROGRAM!, ['-F', '-c', conf], { stdio: 'ignore', detached: true });
    for (let tries = 0; tries < 400; tries++) {
      if (child.exitCode !== null)
        throw new Error(`dovecot ended at once (${child.exitCode}); see ${join(dir, 'log')}`);
      if (await answers(port)) return;
      await pause(25);
    }
    throw new Error('dovecot does not answer');
  };
  const stop = async () => {
    const running = child;
    child = null;
    if (!running?.pid || running.exitCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGTERM');
    await ended;
  };
  await start();
  const url = (user: string, password = PASSWORD) => `imap://${user}:${password}@127.0.0.1:${port}`;
  const put = (user: string, raw: string | Buffer) =>
    inMailbox(port, user, (client) => client.append('INBOX', raw).then(() => {}));
  return {
    url,
    put,
    keep: (user, folder, raw) =>
      inMailbox(port, user, async (client) => {
        await client.mailboxCreate(folder);
        await client.append(folder, raw, ['\\Seen']);
      }),
    forget: (user, folder) =>
      inMailbox(port, user, async (client) => {
        await client.mailboxDelete(folder);
        await pause(1_100);
      }),
    async renumber(user, letters) {
      await rm(join(mail, user), { recursive: true, force: true });
      // The new validity is the time in seconds: it must be another.
      await pause(1_100);
      for (const letter of letters) await put(user, letter);
    },
    stop,
    start,
    async close() {
      await stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

async function inMailbox(port: number, user: string, work: (client: ImapFlow) => Promise<void>): Promise<void> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port,
    secure: false,
    auth: { user, pass: PASSWORD },
    logger: false,
  });
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.logout();
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('data', (chunk) => finish(String(chunk).startsWith('* OK')));
  });
}
