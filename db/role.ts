import { type Kysely, sql } from 'kysely';

/** The role the hub's transactions take when the login itself is above row security. Has no login, owns nothing. */
export const HUB_ROLE = 'quelyos_hub';

/** Start is refused: no role can be had that row security binds. The message holds the SQL that mends it. */
export class NoSafeRole extends Error {
  override name = 'NoSafeRole';
}

type Rights = { me: string; above: boolean; creates: boolean };

/**
 * The role every transaction will `set local role` to, or null when the login is already bound by row security
 * (neither superuser nor BYPASSRLS; FORCE ROW LEVEL SECURITY then binds it even as the tables' owner).
 * A login above row security gets HUB_ROLE, created here when it may; otherwise throws NoSafeRole with the SQL to run.
 */
export async function claimRole<T>(db: Kysely<T>): Promise<string | null> {
  const rights = await readRights(db);
  if (!rights.above) return null;
  const found = await sql<{ above: boolean; member: boolean }>`
    select rolsuper or rolbypassrls as above, pg_has_role(current_user, oid, 'member') as member
    from pg_roles where rolname = ${HUB_ROLE}`.execute(db);
  const existing = found.rows[0];
  if (existing?.above) throw new NoSafeRole(refusal(rights.me, `role ${HUB_ROLE} is above row security`));
  if (existing?.member) return HUB_ROLE;
  if (!existing && rights.creates) {
    await createRole(db);
    return HUB_ROLE;
  }
  throw new NoSafeRole(refusal(rights.me, `login ${rights.me} is above row security and may not create a role`));
}

async function readRights<T>(db: Kysely<T>): Promise<Rights> {
  const { rows } = await sql<Rights>`
    select current_user::text as me, rolsuper or rolbypassrls as above, rolsuper or rolcreaterole as creates
    from pg_roles where rolname = current_user`.execute(db);
  return rows[0]!;
}

async function createRole<T>(db: Kysely<T>): Promise<void> {
  // Two databases of one cluster may start at once; roles belong to the cluster, so the loser finds it made.
  await sql`do $$ begin
    create role ${sql.id(HUB_ROLE)} nologin nosuperuser nobypassrls;
  exception when duplicate_object or unique_violation then null; end $$`.execute(db);
  await sql`grant ${sql.id(HUB_ROLE)} to current_user`.execute(db);
}

function refusal(me: string, why: string): string {
  return (
    `row-level security cannot be enforced: ${why}. Run as an administrator: ` +
    `CREATE ROLE ${HUB_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS; GRANT ${HUB_ROLE} TO "${me}"; ` +
    `or: ALTER ROLE "${me}" NOSUPERUSER NOBYPASSRLS;`
  );
}
