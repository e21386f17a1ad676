import type { ConnectTexts } from '../fr/connect.ts';

export const connect: ConnectTexts = {
  connected: (channel, name) => `Done: ${channel} ${name} is connected to the shop.`,
  renewed: (channel, name) => `The new access of ${channel} ${name} replaces the former one.`,
  disconnected: (channel, name) => `${channel} ${name} is disconnected: nothing arrives or leaves. Conversations stay.`,
  offBy: (who) => `disconnected by ${who}`,
  notThere: 'This connection does not exist or is cut already.',
  taken: (name) => `${name} is already connected to another shop.`,
  fieldWrong: (field) => `Check the field “${field}”: it is empty or malformed.`,
  refused: (why) => `Nothing was saved. Meta answers: ${why}`,
  notAnswering: 'Nothing was saved: Meta does not answer for now. Try again in a few minutes.',
  nobodyAnswers: (who) => `${who} does not answer at the moment. Try again in a few minutes.`,
  keptUnproved: (said) =>
    `${said} Nothing could be checked: the server did not answer. The state below is brought up to date with each check.`,
  tokenDead: 'Nothing was saved: this token is not valid.',
  scopesMissing: (scopes) => `Nothing was saved: the token lacks ${scopes}.`,
  dialogFailed: 'Meta’s window was closed before the end. Start again whenever you like.',
  dialogStale: 'This request has expired. Start again from this page.',
  noNumber: 'Meta named no number. Finish adding the number in the window, then start again.',
  noPages: 'This Facebook account manages no page. Sign in with the one that manages the page of the shop.',
};
