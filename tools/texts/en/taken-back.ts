import type { TakenBackTexts } from '../fr/taken-back.ts';

export const takenBack: TakenBackTexts = {
  edited: (order, who, was, now) =>
    `✏️ ${who} edited the message of order ${order}.\nBefore: “${was}”\nNow: “${now}”\nNothing has changed in the order.`,
  revoked: (order, who, was) =>
    `🗑 ${who} deleted the message of order ${order}: “${was}”\nThe order stands: should it be cancelled?`,
  editedTold: (order) =>
    `I saw your edited message. Order ${order} does not change yet: I pass it on to the shop, which answers you here.`,
  revokedTold: (order) =>
    `You deleted a message, but order ${order} is still in place. I am telling the shop, which answers you here.`,
  ownGone: (was) =>
    `Your message “${was}” was edited or deleted: the proposal made from it no longer holds. Nothing has changed.`,
};
