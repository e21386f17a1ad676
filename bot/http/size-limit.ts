import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';

/**
 * Bodies of at most `most` bytes; `tooLarge` answers others. One that states its length is judged by it: node's parser
 * holds it to that. Only one that does not is counted as it comes, which turns it into a stream and costs a fifth of a
 * whole request.
 */
export function sizeLimit(
  most: number,
  tooLarge: (c: Context) => Response | Promise<Response> = (c) => c.text('Payload Too Large', 413),
): MiddlewareHandler {
  const counted = bodyLimit({ maxSize: most, onError: tooLarge });
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const stated = c.req.header('transfer-encoding') ? undefined : c.req.header('content-length');
    if (stated === undefined) return counted(c, next);
    return Number(stated) > most ? tooLarge(c) : next();
  };
}
