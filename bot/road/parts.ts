import type { Mind } from '../../flows/agent/model.ts';
import type { Hub } from '../../tools/context.ts';
import type { ChannelName } from '../../tools/conversations/message.ts';
import type { Platforms } from '../../tools/einvoicing/access.ts';
import type { Printer } from '../../tools/invoicing/pdf.ts';
import type { Channel } from '../channels/channel.ts';
import type { TikTokShop } from '../channels/tiktok/index.ts';
import type { Log } from '../log.ts';
import type { Queue } from '../queue.ts';
import type { Settings } from '../settings.ts';
import type { Looker } from '../vision/looker.ts';
import type { Transcriber } from '../voice/transcriber.ts';

/** The steps of the road that a process can die between. */
export const STEPS = [
  'letters read',
  'arrivals stored',
  'lane leased',
  'turn opened',
  'turn thought',
  'turn closed',
  'delivery leased',
  'message claimed',
  'message sent',
  'message settled',
  'payment settled',
  'errand leased',
  'paper printed',
  'errand done',
] as const;
export type Step = (typeof STEPS)[number];

/** What the road of a message runs on. */
export type Parts = {
  hub: Hub;
  queue: Queue;
  log: Log;
  channels: Partial<Record<ChannelName, Channel>>;
  printer: Printer;
  /** Where TikTok Shop's API is, and what it can do. */
  tiktokUrl: string;
  tiktok: TikTokShop;
  mind: Mind;
  /** Writes down voice notes; null when no model's server is set. */
  transcriber: Transcriber | null;
  /** Reads pictures that members send; null when no model for them is set. */
  looker: Looker | null;
  /** Quiet time after which a burst of messages becomes one turn, milliseconds. */
  burstMs: number;
  /** Called between any two steps of the road; tests kill the process there. */
  passing(step: Step): void;
  /** What the doctor and the clock that tends connections ask the providers with. */
  settings: Settings;
  /** Whether digests and alerts are sent by the clock. */
  watches?: boolean;
  /** The approved platforms shops hand invoices and reports to. */
  platforms: Platforms;
  /** Sends an e-mail to a member; null when no SMTP_URL is set. */
  mail: ((to: string, subject: string, text: string) => Promise<void>) | null;
};
