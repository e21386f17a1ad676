import type { PaperTables } from './papers.ts';
import type { PeopleTables } from './people.ts';
import type { TalkTables } from './talk.ts';
import type { TradeTables } from './trade.ts';

/** Every table of the hub by name, as Kysely sees it. Ids and money come out as numbers, timestamps as Date. */
export type Tables = PeopleTables & TalkTables & TradeTables & PaperTables;
