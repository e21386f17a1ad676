import type { Hub, Language, ShopFacts } from '../tools/context.ts';
import type { Content, Reply } from '../tools/conversations/message.ts';
import type { ReaderTurn } from './understand/index.ts';

/** A message to answer, in the order it was sent. */
export type TurnMessage = {
  id: number;
  externalId: string;
  at: number;
  content: Content;
  /** What was said, as words: a tap's title, a caption, a cart spelled out; empty when there are none. */
  text: string;
  /** The provider's id of the message it answers. */
  quoted?: string;
};

/** Everything said since the last answer in one conversation, with what is needed to answer it once. */
export type Turn = {
  hub: Hub;
  shop: ShopFacts;
  /** The turn's id; `cause` is derived from it, so a turn that runs twice acts once. */
  id: number;
  cause: string;
  conversation: {
    id: number;
    channel: string;
    customerId: number | null;
    member: { id: number; name: string; role: 'owner' | 'manager' | 'staff' } | null;
    language: Language;
    /** The customer has been told that an automatic assistant writes here. */
    introduced: boolean;
    /** A person had the conversation since the assistant last said that it writes here. */
    handedBack?: boolean;
  };
  messages: TurnMessage[];
  /** What both sides said since the conversation's last order, oldest first, this turn's messages included. */
  story: ReaderTurn[];
};

/** The one message a turn answers with (null: silence), and what it settled about the conversation. */
export type Answer = {
  reply: Reply | null;
  about?: { orderId: number; version: number };
  language: Language;
  /** The answer said that an automatic assistant writes. */
  introduces?: boolean;
};
