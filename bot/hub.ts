import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { migrate } from '../db/migrate.ts';
import { createMind, modelHost } from '../flows/agent/model.ts';
import type { Hub, ShopFacts } from '../tools/context.ts';
import { openPlatforms } from '../tools/einvoicing/access.ts';
import { openPrinter } from '../tools/invoicing/pdf.ts';
import { createShop } from '../tools/shops/create.ts';
import { shopFacts } from '../tools/shops/facts.ts';
import { BadShopFile, parseShopFile } from '../tools/shops/shop-file.ts';
import { createApp } from './app.ts';
import { createEmail } from './channels/email/index.ts';
import { createInstagram } from './channels/instagram/index.ts';
import { createMessenger } from './channels/messenger/index.ts';
import { createPhone } from './channels/phone/index.ts';
import { createSimulator } from './channels/simulator.ts';
import { createTikTok, createTikTokShop } from './channels/tiktok/index.ts';
import { createWhatsApp } from './channels/whatsapp/index.ts';
import { openDemoShop } from './demo.ts';
import { phoneUrl } from './http/phone.ts';
import type { Log } from './log.ts';
import { openMail } from './mail.ts';
import { openDatabaseFor } from './open-database.ts';
import type { Queue } from './queue.ts';
import { mailFile } from './road/letters.ts';
import { createLook, SWEEP_MS, sweep } from './road/look.ts';
import { keepMailboxes } from './road/mailboxes.ts';
import type { Parts } from './road/parts.ts';
import { createRing } from './road/ring.ts';
import { TEND, TEND_MS } from './road/tend.ts';
import { WATCH, WATCH_MS } from './road/watch.ts';
import { noteStart, openSealer, secretKeysOf } from './secret-key.ts';
import type { Settings } from './settings.ts';
import { createLooker } from './vision/looker.ts';
import { createTranscriber } from './voice/transcriber.ts';

export type RunningHub = {
  url: string;
  parts: Parts;
  demo: ShopFacts | null;
  /** Ids of shops made at this start. */
  created: number[];
  engine: string;
  /** Stops taking requests, finishes what runs, closes in order. */
  close(): Promise<void>;
};

/** How long after its start a hub unpacks the browser for its first paper, once for the machine. */
const PREPARE_MS = 5_000;

/** Starts everything the settings ask for. Throws an Error whose message is one line for a person. */
export async function startHub(
  settings: Settings,
  log: Log,
  passing: Parts['passing'] = () => {},
): Promise<RunningHub> {
  // Before anything is made: what a first start says once must not be lost to a port that is taken.
  if (settings.port !== 0) await closeServer(await listen(() => new Response(null, { status: 503 }), settings));
  const keys = await secretKeysOf(settings.secretKeys, settings.dataDir);
  const opened = await openDatabaseFor(settings, log);
  const closers: (() => Promise<unknown>)[] = [opened.close];
  const close = async () => {
    for (const step of closers.splice(0).reverse())
      await step().catch((error: unknown) => log.warn('closing', { error }));
  };
  try {
    await migrate(opened.database.db, opened.database.role);
    const sealer = await openSealer(opened.database, keys);
    await noteStart(opened.database, sealer);
    const queue = await opened.openQueue();
    closers.push(() => queue.close());
    const hub: Hub = {
      database: opened.database,
      now: settings.now,
      ring: createRing(queue, settings.now),
      sealer,
      publicUrl: settings.publicUrl,
      linksOff: settings.publicUrlCarriesLinks
        ? null
        : `PUBLIC_URL (${settings.publicUrl}) n’est pas une adresse https`,
      providerUrls: {
        stripe: settings.providers.stripeUrl,
        paypal: settings.providers.paypalUrl,
        flouci: settings.providers.flouciUrl,
        konnect: settings.providers.konnectUrl,
      },
      ownNumber: ownNumberOf(settings, log),
      facilities: {
        mail: settings.smtpUrl !== null,
        platform: settings.platform && {
          host: new URL(settings.platform.url).host,
          sender: settings.platform.sender,
        },
        version: await ownVersion(),
      },
      languageModel: settings.openai.enabled
        ? {
            host: modelHost(settings.openai.baseUrl),
            name: settings.openai.model,
            transcriber: settings.openai.transcribeModel,
            ...(settings.openai.visionModel ? { looker: settings.openai.visionModel } : {}),
          }
        : null,
    };
    const printer = openPrinter({
      ...(settings.chromePath ? { chromePath: settings.chromePath } : {}),
      allowUnsandboxed: true,
      log: (line) => log.debug(line),
    });
    closers.push(() => printer.close());
    const parts: Parts = {
      hub,
      queue,
      log,
      channels: channelsFor(settings, hub),
      printer,
      mind: createMind({
        ...(settings.openai.enabled ? { apiKey: settings.openai.apiKey, baseUrl: settings.openai.baseUrl } : {}),
        model: settings.openai.model,
        onTrouble: (why) => log.warn('the language model was left for the built-in reader', { why }),
      }),
      transcriber: settings.openai.enabled
        ? createTranscriber({ ...settings.openai, model: settings.openai.transcribeModel })
        : null,
      looker:
        settings.openai.enabled && settings.openai.visionModel
          ? createLooker({ ...settings.openai, model: settings.openai.visionModel })
          : null,
      tiktokUrl: settings.providers.tiktokUrl,
      tiktok: createTikTokShop({ tiktokUrl: settings.providers.tiktokUrl, now: settings.now }),
      burstMs: settings.burstMs,
      passing,
      mail: openMail(settings.smtpUrl),
      platforms: openPlatforms(hub, settings.platform),
      watches: settings.watches,
      settings,
    };
    const created = await loadShops(hub, settings.shopFiles, log);
    const before = settings.demo ? await shopCount(hub) : 0;
    const demo = settings.demo ? await openDemoShop(hub) : null;
    if (demo && (await shopCount(hub)) > before) created.push(demo.id);
    const app = createApp({ parts, settings, demo, engine: opened.engine });
    const server = await listen(app.fetch, settings);
    closers.push(() => closeServer(server));
    if (!settings.publicUrlGiven) hub.publicUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
    if (settings.role !== 'web') {
      await startWork(parts, queue);
      const ahead = setTimeout(() => void printer.prepare(), PREPARE_MS).unref();
      closers.push(async () => clearTimeout(ahead));
      const mailboxes = keepMailboxes(parts);
      closers.push(() => mailboxes.close());
    }
    return { url: hub.publicUrl, parts, demo, created, engine: opened.engine, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The hub's own number as it is used; null, with a line that says why, where something is missing. */
function ownNumberOf({ hubConnection, meta }: Settings, log: Log): NonNullable<Hub['ownNumber']> | null {
  if (!hubConnection) return null;
  const { phoneNumberId, accessToken } = hubConnection;
  if (accessToken && meta.appSecret) return { phoneNumberId, accessToken };
  log.warn(`HUB_CONNECTION is off: ${accessToken ? 'META_APP_SECRET is not set' : 'it has no access token'}`);
  return null;
}

/** The version this program carries. */
async function ownVersion(): Promise<string> {
  const own = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return own.version;
}

async function startWork(parts: Parts, queue: Queue): Promise<void> {
  await queue.work(createLook(parts));
  await queue.every('sweep', SWEEP_MS);
  if (parts.watches) {
    await queue.every(WATCH, WATCH_MS);
    await queue.every(TEND, TEND_MS);
  }
  // What the first turn needs is loaded after the hub is ready, so that no customer waits for it.
  void parts.mind.warm().catch((error: unknown) => parts.log.warn('the agent could not be loaded ahead', { error }));
  // What a dead process left is taken up now, not at the first sweep.
  await sweep(parts);
}

function channelsFor(settings: Settings, hub: Hub): Parts['channels'] {
  const { appSecret, graphUrl, graphVersion } = settings.meta;
  const { twilioUrl } = settings.providers;
  const reportsTo = async (shopId: number) => phoneUrl(hub.publicUrl, (await shopFacts(hub, shopId)).slug);
  // Their accounts have secrets of their own: nothing of the installation switches them off.
  const own = {
    simulator: createSimulator(),
    phone: createPhone({ twilioUrl, reportsTo, now: settings.now }),
    email: createEmail({
      sealer: hub.sealer,
      smtpUrl: settings.smtpUrl,
      fileOf: ({ shopId, id }, ref) => mailFile(hub, shopId, id, ref),
    }),
    tiktok: createTikTok({ now: settings.now }),
  };
  if (!appSecret) return own;
  const meta = { appSecret, graphUrl, graphVersion, now: settings.now };
  return {
    ...own,
    whatsapp: createWhatsApp(meta),
    messenger: createMessenger(meta),
    instagram: createInstagram(meta),
  };
}

async function loadShops(hub: Hub, paths: string[], log: Log): Promise<number[]> {
  const created: number[] = [];
  // All are read before the first is created: one that is refused leaves nothing of the others either.
  const files = await Promise.all(paths.map(async (path) => ({ path, file: await readShopFile(path) })));
  for (const { path, file } of files) {
    const id = await createShop(hub, file, { demo: false });
    if (id === null) log.info(`shop "${file.shop}" exists already and is left alone; ${path} was not applied`);
    else {
      created.push(id);
      log.info(`shop "${file.shop}" created from ${path}`);
    }
  }
  return created;
}

async function readShopFile(path: string) {
  try {
    return parseShopFile(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (error instanceof BadShopFile) throw new Error(`SHOP ${path} was refused whole:\n${error.message}`);
    throw new Error(`SHOP ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function shopCount(hub: Hub): Promise<number> {
  const { allShops } = await import('../tools/shops/facts.ts');
  return (await allShops(hub)).length;
}

function listen(fetch: (request: Request) => Response | Promise<Response>, settings: Settings): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: settings.port, hostname: settings.host }, () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') {
        reject(
          new Error(
            `PORT ${settings.port} on ${settings.host} is taken by another program; stop it or set PORT to a free one`,
          ),
        );
      } else reject(new Error(`cannot listen on ${settings.host}:${settings.port}: ${error.message}`));
    });
  });
}

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Event streams never end by themselves.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
