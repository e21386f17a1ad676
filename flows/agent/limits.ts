/** How far one turn may go: tool calls, and milliseconds of thinking. */
export type Limits = { toolCalls: number; turnMs: number };

export const LIMITS: Limits = { toolCalls: 6, turnMs: 25_000 };
