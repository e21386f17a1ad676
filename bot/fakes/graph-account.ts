/** The memory of the fake Graph API: what was sent to it, and what it was told to believe or to fail. */
import { randomUUID } from 'node:crypto';
import { submissions } from '../channels/whatsapp/templates/submission.ts';
import { type Account, at, type KnownTemplate, listAt, textAt } from './graph-checks.ts';

/** One accepted message, and what a reader of it would see. */
export type SentMessage = {
  id: string;
  phoneNumberId: string;
  /** Phone digits or BSUID. */
  to: string;
  type: string;
  body: Record<string, unknown>;
  /** Body, caption, or a template's text filled in. */
  text: string;
  /** Buttons, rows or a template's quick replies: what a tap sends back. */
  choices: { id: string; title: string }[];
  /** The address behind a button. */
  url?: string;
  template?: string;
  documentId?: string;
  tracker?: string;
  quote?: string;
};

export type Upload = { id: string; phoneNumberId: string; mime: string; filename: string; bytes: Uint8Array };

export type Receipt = { phoneNumberId: string; messageId: string; typing: boolean };

/** A failure to come: an error code, a bare HTTP status, a cut connection, or no answer at all. */
export type Fault = {
  /** How many calls fail; 1 by default. */
  times?: number;
  /** Which calls: messages (default), read receipts, uploads, downloads, or any. */
  on?: 'send' | 'receipt' | 'upload' | 'download' | 'any';
  code?: number;
  subcode?: number;
  details?: string;
  httpStatus?: number;
  retryAfterSeconds?: number;
  /** Cut the connection before or after the message was accepted. */
  drop?: 'before' | 'after';
  /** Never answer. */
  hang?: boolean;
};

export type FakeAccount = ReturnType<typeof createAccount>;

/** A fresh memory. `closedByDefault`: a contact's window is closed until it writes or `open` is called. */
export function createAccount(closedByDefault: boolean, publicUrl: string) {
  const sent: SentMessage[] = [];
  const receipts: Receipt[] = [];
  const uploads: Upload[] = [];
  const kept = new Map<string, { mime: string; bytes: Uint8Array }>();
  const templates: KnownTemplate[] = [];
  const windows = new Map<string, boolean>();
  const faults: (Fault & { left: number })[] = [];
  const watchers = new Set<() => void>();
  /** Comments under posts by id: whose, and whether the one private reply left. */
  const comments = new Map<string, { from: string; answered?: boolean }>();

  const approve = (names?: string[]) => {
    for (const one of submissions(publicUrl)) {
      if (names && !names.includes(one.name)) continue;
      const known = templates.find(({ name, language }) => name === one.name && language === one.language);
      if (known) known.status = 'APPROVED';
      else templates.push({ ...one, id: randomUUID(), status: 'APPROVED' });
    }
  };

  const account: Account = {
    hasMedia: (id) => uploads.some((one) => one.id === id),
    template: (name, language) => templates.find((one) => one.name === name && one.language === language),
  };

  return {
    sent,
    receipts,
    uploads,
    kept,
    templates,
    watchers,
    comments,
    account,
    approve,
    /** The account forgets one template, or all: sending it answers 132001. */
    unapprove: (name?: string) => {
      for (const one of templates) if (name === undefined || one.name === name) one.status = 'PENDING';
    },
    open: (user: string) => void windows.set(user, true),
    closeWindow: (user: string) => void windows.set(user, false),
    isOpen: (user: string) => windows.get(user) ?? !closedByDefault,
    /** Returns how to end the fault before its time. */
    failNext: (fault: Fault) => {
      const one = { ...fault, left: fault.times ?? 1 };
      faults.push(one);
      return () => {
        one.left = 0;
      };
    },
    /** The fault this call must show, counted down. */
    faultFor: (on: NonNullable<Fault['on']>): Fault | null => {
      const found = faults.find((one) => one.left > 0 && (one.on === 'any' || (one.on ?? 'send') === on));
      if (found) found.left -= 1;
      return found ?? null;
    },
    /** Records an accepted message and tells whoever waits for one. */
    accept: (phoneNumberId: string, body: Record<string, unknown>): SentMessage => {
      const message = asSent(phoneNumberId, body, account);
      sent.push(message);
      for (const tell of watchers) tell();
      return message;
    },
  };
}

function asSent(phoneNumberId: string, body: Record<string, unknown>, account: Account): SentMessage {
  const interactive = at(body, 'interactive');
  const template = textAt(body, 'template', 'name');
  const url = textAt(interactive, 'action', 'parameters', 'url') || templateUrl(body, account);
  const documentId = ['document', 'image']
    .map((kind) => textAt(body, kind, 'id') || textAt(interactive, 'header', kind, 'id'))
    .find(Boolean);
  const tracker = textAt(body, 'biz_opaque_callback_data');
  const quote = textAt(body, 'context', 'message_id');
  return {
    id: `wamid.${randomUUID()}`,
    phoneNumberId,
    to: textAt(body, 'to').replace(/^\+/, '') || textAt(body, 'recipient'),
    type: textAt(body, 'type'),
    body,
    text: textOf(body, account),
    choices: choicesOf(body, account),
    ...(url && { url }),
    ...(template && { template }),
    ...(documentId && { documentId }),
    ...(tracker && { tracker }),
    ...(quote && { quote }),
  };
}

function part(body: unknown, account: Account, type: string): unknown {
  const known = account.template(textAt(body, 'template', 'name'), textAt(body, 'template', 'language', 'code'));
  return known?.components.find((one) => textAt(one, 'type') === type);
}

function sentParameters(body: unknown, type: string, index?: number): unknown[] {
  const components = listAt(body, 'template', 'components');
  const found = components.find(
    (one) => textAt(one, 'type') === type && (index === undefined || Number(at(one, 'index')) === index),
  );
  return listAt(found, 'parameters');
}

function textOf(body: unknown, account: Account): string {
  const parameters = sentParameters(body, 'body');
  const template = textAt(part(body, account, 'BODY'), 'text');
  return (
    textAt(body, 'text', 'body') ||
    textAt(body, 'interactive', 'body', 'text') ||
    textAt(body, 'document', 'caption') ||
    textAt(body, 'image', 'caption') ||
    template.replace(/\{\{(\d+)\}\}/g, (_, number: string) => textAt(parameters[Number(number) - 1], 'text'))
  );
}

function choicesOf(body: unknown, account: Account): { id: string; title: string }[] {
  const named = (one: unknown) => ({ id: textAt(one, 'id'), title: textAt(one, 'title') });
  const action = at(body, 'interactive', 'action');
  const buttons = listAt(action, 'buttons').map((button) => named(at(button, 'reply')));
  const rows = listAt(action, 'sections').flatMap((section) => listAt(section, 'rows').map(named));
  const quick = listAt(part(body, account, 'BUTTONS'), 'buttons').flatMap((button, index) => {
    if (textAt(button, 'type') !== 'QUICK_REPLY') return [];
    return { id: textAt(sentParameters(body, 'button', index), 0, 'payload'), title: textAt(button, 'text') };
  });
  return [...buttons, ...rows, ...quick];
}

function templateUrl(body: unknown, account: Account): string {
  const buttons = listAt(part(body, account, 'BUTTONS'), 'buttons');
  const index = buttons.findIndex((one) => textAt(one, 'type') === 'URL');
  const end = textAt(sentParameters(body, 'button', index), 0, 'text');
  return index < 0 ? '' : textAt(buttons[index], 'url').replace('{{1}}', end);
}
