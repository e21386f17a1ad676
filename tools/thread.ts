import { botSwitch, restoreBot } from './conversations/bot-switch.ts';
import { undoLast } from './undo/index.ts';

/** The verbs about the member's thread itself: what is taken back, who answers. */
export const THREAD_TOOLS = [undoLast, botSwitch, restoreBot];
