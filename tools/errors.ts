/** Why something was refused. Each surface (thread, admin, API) puts it into words once. */
export type RefusalCode =
  | 'not_found'
  | 'not_allowed'
  | 'wrong_state'
  | 'invalid'
  | 'conflict'
  | 'limit'
  | 'unavailable';

/** The one error a tool throws on purpose. `message` is a sentence for the reader, already in their language. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
