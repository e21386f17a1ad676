import type { faults as fr } from '../fr/faults.ts';

export const faults: typeof fr = {
  access: 'The access has expired or was withdrawn. Open “Manage” and give a new token; messages that wait will leave.',
  permission:
    'A permission to write in your name is missing. Reconnect the channel and accept every permission asked for.',
  number:
    'The number is not (or no longer) registered with the provider, or its name is not accepted yet. Check it in WhatsApp Manager.',
  restricted:
    'The provider has restricted or suspended the account. Open “Account quality” in the Business Manager, correct what is reported or ask for a review.',
  billing: 'The provider cannot be paid any more. Add or renew a payment method in the Business Manager.',
  busy: 'Too many messages in a short time: sending goes on by itself a little later.',
  provider: 'The provider did not answer. If it lasts, look at its status page (metastatus.com for Meta).',
  window:
    'The customer has not written for 24 h: the message leaves as soon as they write. If it is urgent, call them.',
  template: 'The message template is not (or no longer) accepted. Check the templates in WhatsApp Manager.',
  ours: 'The message was not of the expected form: that is ours to correct. Tell whoever runs the hub, with the details below.',
  unreachable:
    'This person cannot be reached here: no WhatsApp on the number, or they blocked it. Call them, or write elsewhere.',
  unknown: 'The provider refused. Its own words are below.',
};
