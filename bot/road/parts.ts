import type { Hub } from '../../tools/context.ts';
import type { ChannelName } from '../../tools/conversations/message.ts';
import type { Printer } from '../../tools/invoicing/pdf.ts';
import type { Mind } from '../../flows/agent/model.ts';
import type { Channel } from '../channels/channel.ts';
import type { Log } from '../log.ts';
import type { Queue } from '../queue.ts';

/** What the road of a message runs on. */
export type Parts = {
  hub: Hub;
  queue: Queue;
  log: Log;
  channels: Partial<Record<ChannelName, Channel>>;
  printer: Printer;
  mind: Mind;
  /** Quiet time after which a burst of messages becomes one turn, milliseconds. */
  burstMs: number;
  /** Sends an e-mail to a member; null when no SMTP_URL is set. */
  mail: ((to: string, subject: string, text: string) => Promise<void>) | null;
};
