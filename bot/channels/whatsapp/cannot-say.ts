/** A message that no rendering can make valid; `send` turns it into a failure the merchant is told of. */
export function cannotSay(reason: string): Error {
  const error = new Error(reason);
  error.name = 'CannotSay';
  return error;
}

/** Whether an error came from `cannotSay`. */
export function isCannotSay(error: unknown): error is Error {
  return error instanceof Error && error.name === 'CannotSay';
}
