/** Latin words and numbers inside an Arabic sentence keep their own direction (Unicode isolates). */
export const apart = (text: string): string => `\u2066${text}\u2069`;
