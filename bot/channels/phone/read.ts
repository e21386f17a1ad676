/** Twilio's webhooks -> arrivals. Everything is a form; which kind it is shows in the fields it has. */
import type { Arrival, Contact, Happening } from '../../../tools/conversations/message.ts';
import { notThisChannel } from '../meta.ts';

/** One signed request: its form, what its address said besides, and the number of ours that it is about. */
export type TwilioCall = { account: string; form: Record<string, string>; query: Record<string, string> };

/** Reports of Twilio's on a text message, as ours; the others say nothing new. */
const STATES = { sent: 'sent', delivered: 'delivered', read: 'read', failed: 'failed', undelivered: 'failed' } as const;
/** Other channels tell whole seconds: what is said on both stands in the order it was said. */
const SECOND_MS = 1_000;
const SID = /^[A-Z]{2}[0-9a-f]{32}$/;

/**
 * What a request tells: a call began, a recording is there, a text message came, a report on one of ours. `now` dates it:
 * the forms carry no time. Throws `notThisChannel` when it is none of Twilio's.
 */
export function readTwilio(body: unknown, now: number): Arrival[] {
  const { account, form, query } = body as TwilioCall;
  const { MessageSid, MessageStatus, RecordingSid, CallSid } = form;
  const arrival = (externalId: string, what: Happening, contact?: Contact): Arrival[] => [
    {
      channel: 'phone',
      account,
      externalId,
      at: Math.floor(now / SECOND_MS) * SECOND_MS,
      ...(contact ? { contact } : {}),
      what,
      raw: form,
    },
  ];
  if (RecordingSid) {
    if (form.RecordingStatus && form.RecordingStatus !== 'completed')
      return arrival(`${RecordingSid}:${form.RecordingStatus}`, { kind: 'other', what: 'recording' });
    const id = `${form.AccountSid}/${RecordingSid}`;
    if (!id.split('/').every((part) => SID.test(part))) throw notThisChannel('Twilio', 'RecordingSid');
    const seconds = Math.max(0, Math.trunc(Number(form.RecordingDuration ?? 0)) || 0);
    return arrival(RecordingSid, { kind: 'recorded', id, seconds }, callerOf(query.from ?? form.From, CallSid ?? id));
  }
  if (MessageSid && MessageStatus) {
    const state = STATES[MessageStatus as keyof typeof STATES];
    const failure = { code: Number(form.ErrorCode ?? 0) || 0, title: form.ErrorMessage ?? MessageStatus };
    return arrival(
      `${MessageSid}:${MessageStatus}`,
      state
        ? { kind: 'status', of: MessageSid, state, ...(state === 'failed' ? { failure } : {}) }
        : { kind: 'other', what: `message ${MessageStatus}` },
    );
  }
  if (MessageSid) {
    const { Body = '' } = form;
    const content = Body.trim()
      ? ({ kind: 'text', text: Body } as const)
      : ({ kind: 'unsupported', what: 'MMS' } as const);
    return arrival(MessageSid, { kind: 'message', content }, callerOf(form.From, MessageSid));
  }
  if (CallSid)
    return arrival(`${CallSid}:${form.CallStatus ?? ''}`, {
      kind: 'other',
      what: `call ${form.CallStatus ?? ''}`.trim(),
    });
  throw notThisChannel('Twilio', 'CallSid');
}

/**
 * Who calls, as the network shows it: nobody vouches for that number, so it names a customer and never a member. A hidden
 * number is a person of its own each time.
 */
function callerOf(from: string | undefined, call: string): Contact {
  const phone = /^\+?\d{6,15}$/.test(from ?? '') ? `+${from!.replace('+', '')}` : null;
  if (!phone || HIDDEN.has(phone)) return { id: `hidden-${call}`, ids: [] };
  return { id: phone.slice(1), ids: [{ kind: 'phone', value: phone }] };
}

/** Numbers that Twilio shows for callers who hide theirs: "anonymous", "restricted", "unavailable" on a keypad. */
const HIDDEN = new Set(['+266696687', '+2666966687', '+7378742833', '+86282452253', '+256667']);
