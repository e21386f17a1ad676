/** How firmly an hour is meant: exact, around, before, after. */

import type { TimeIs } from './types.ts';

import type { WhenContext } from './when-context.ts';

/** exact | around | before | after, from the words on either side. */
export function timeIs(ctx: WhenContext, i: number, next: number): TimeIs {
  const before = ` ${ctx.words.slice(Math.max(0, i - 4), i).join(' ')} `;
  const after = ` ${ctx.words.slice(next, next + 4).join(' ')} `;
  if (
    / (?:vers|environ|autour|alentours|around|about|approximately|genre|5ater|7walay|ta9riban|حوالي|بحدود)(?: de| les| le)? $/.test(
      before,
    ) ||
    /^ (?:environ|ish|a peu pres|max environ)/.test(after)
  )
    return 'around';
  if (
    / (?:avant|before|by|jusque a|jusque|9bal|qbal|قبل|au plus tard|maxi?|de ici)(?: le| les| a| de)? $/.test(before) ||
    /^ (?:au plus tard|max|maxi|maximum|dernier delai|grand max|latest|at the latest)/.test(after)
  )
    return 'before';
  if (
    / (?:apres|after|a partir de|des|from|ba3d|بعد|post)(?: les| de| le)? $/.test(before) ||
    /^ (?:ou plus tard|or later|onwards|passe)/.test(after)
  )
    return 'after';
  return 'exact';
}
