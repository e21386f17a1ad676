import { z } from 'zod';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';

export const showTeam = defineTool({
  name: 'show_team',
  says: 'Lists the members with their roles, their linked threads and who receives what.',
  for: ['member'],
  input: z.object({}),
  command: {
    words: ['equipe', 'team', 'membres'],
    takes: 'nothing',
    help: { fr: 'l’équipe et qui reçoit quoi', en: 'the team and who gets what', ar: 'الفريق ومن يصله ماذا' },
    slashless: true,
  },
  run: async (run) => {
    const texts = textsFor(run.language).orders;
    const members = await run.trx
      .selectFrom('member')
      .select(['id', 'name', 'role', 'phone', 'email'])
      .where('active', '=', true)
      .orderBy('id')
      .execute();
    const threads = await threadsByMember(run);
    const opens = await hasWhatsApp(run);
    const rows = members.flatMap((member) => {
      const channels = threads.get(member.id) ?? [];
      return [
        `• ${member.name} (${texts.teamRoles[member.role]})`,
        `   ${whereTo(run, channels, opens ? member.phone : null)}`,
        ...(member.email ? [`   ${texts.teamMail(member.email)}`] : []),
      ];
    });
    return {
      facts: { members: members.map(({ name, role }) => ({ name, role })) },
      reply: { text: [`👥 ${texts.team(run.shop.name)}`, ...rows].join('\n') },
    };
  },
});

function whereTo(run: Run, channels: string[], phone: string | null): string {
  const texts = textsFor(run.language);
  const last = channels[0];
  if (last) return texts.orders.teamThread(texts.channels[last as keyof typeof texts.channels]);
  return phone ? texts.orders.teamOpens(phone) : texts.orders.teamNone;
}

/** The channels of each member's threads, the one she last wrote from first: that is where cards go. */
async function threadsByMember(run: Run): Promise<Map<number, string[]>> {
  const rows = await run.trx
    .selectFrom('conversation')
    .innerJoin('connection', 'connection.id', 'conversation.connection_id')
    .select(['conversation.member_id', 'conversation.channel'])
    .where('conversation.member_id', 'is not', null)
    .where('connection.state', '!=', 'off')
    .orderBy('conversation.last_inbound_at', (order) => order.desc().nullsLast())
    .orderBy('conversation.id', 'desc')
    .execute();
  const found = new Map<number, string[]>();
  for (const row of rows) found.set(row.member_id!, [...(found.get(row.member_id!) ?? []), row.channel]);
  return found;
}

async function hasWhatsApp(run: Run): Promise<boolean> {
  const row = await run.trx
    .selectFrom('connection')
    .select('id')
    .where('channel', '=', 'whatsapp')
    .where('state', '!=', 'off')
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
