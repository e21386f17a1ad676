/** Stub. */
export function readCommandWords(_text: string): string | null { return null; }
