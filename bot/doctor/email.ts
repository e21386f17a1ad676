import { forShop } from '../../db/shop.ts';
import { type Check, fail, ok, warn } from '../../tools/connections/checkup.ts';
import { dayOf, formatDay } from '../../tools/language.ts';
import { inEveryLanguage, type Texts, textsFor, type Words } from '../../tools/texts/index.ts';
import { checkImap } from '../channels/email/imap.ts';
import { checkSmtp, isLocal } from '../channels/email/smtp.ts';
import type { ConnectionVisit } from './visit.ts';

/** A mailbox is read without a pause; silent for longer than this, nobody reads it. */
const SEEN_WITHIN_MS = 10 * 60_000;

const say = (words: (texts: Texts['email']['doctor']) => string): Words =>
  inEveryLanguage((texts) => words(texts.email.doctor));

/** A mailbox: its ways in (IMAP, webhook), whether it is being read, its way out. */
export async function emailExaminer(visit: ConnectionVisit): Promise<Check[]> {
  const { secrets } = visit.connection;
  const smtpUrl = secrets.smtp_url ?? visit.settings.smtpUrl;
  const [incoming, read, outgoing] = await Promise.all([
    secrets.imap_url ? imap(secrets.imap_url) : [],
    secrets.imap_url ? [await lastRead(visit)] : [],
    smtp(smtpUrl),
  ]);
  return [...ways(visit), ...incoming, ...read, ...outgoing];
}

function ways({ connection, hub, shop }: ConnectionVisit): Check[] {
  const { imap_url: imapUrl, inbound_key: key } = connection.secrets;
  if (!imapUrl && !key)
    return [
      fail(
        'inbound',
        say((texts) => texts.noWayIn),
        say((texts) => texts.noWayInNext),
      ),
    ];
  const url = `${hub.publicUrl}/webhooks/email/${shop.slug}`;
  return [ok('webhook', key ? say((texts) => texts.webhookOk(url)) : say((texts) => texts.webhookOff))];
}

async function imap(url: string): Promise<Check[]> {
  const found = await checkImap(url);
  const { host, hostname } = new URL(url);
  if (!found.ok)
    return [
      found.kind === 'login'
        ? fail(
            'imap',
            say((texts) => texts.imapRefused),
            say((texts) => texts.imapRefusedNext),
          )
        : fail(
            'imap',
            say((texts) => texts.imapUnreachable(found.why)),
            say((texts) => texts.imapUnreachableNext),
          ),
    ];
  return [
    ok(
      'imap',
      say((texts) => texts.imapOk(host)),
    ),
    encrypted('IMAP', found.secure || isLocal(hostname)),
    found.idles
      ? ok(
          'idle',
          say((texts) => texts.idleOk),
        )
      : warn(
          'idle',
          say((texts) => texts.idleMissing),
          say((texts) => texts.idleMissingNext),
        ),
    found.sent
      ? ok(
          'sent',
          say((texts) => texts.sentOk(found.sent!)),
        )
      : warn(
          'sent',
          say((texts) => texts.sentMissing),
          say((texts) => texts.sentMissingNext),
        ),
  ];
}

async function smtp(url: string | null): Promise<Check[]> {
  if (!url)
    return [
      fail(
        'smtp',
        say((texts) => texts.smtpMissing),
        say((texts) => texts.smtpMissingNext),
      ),
    ];
  const { failure, secure } = await checkSmtp(url);
  const { host, hostname } = new URL(url);
  if (!failure)
    return [
      ok(
        'smtp',
        say((texts) => texts.smtpOk(host)),
      ),
      encrypted('SMTP', secure || isLocal(hostname)),
    ];
  return [
    failure.action === 'reconnect'
      ? fail(
          'smtp',
          say((texts) => texts.smtpRefused),
          say((texts) => texts.smtpRefusedNext),
        )
      : fail(
          'smtp',
          say((texts) => texts.smtpUnreachable(failure.details)),
          say((texts) => texts.smtpUnreachableNext),
        ),
  ];
}

function encrypted(what: string, secure: boolean): Check {
  const step = `${what.toLowerCase()}_tls`;
  if (secure)
    return ok(
      step,
      say((texts) => texts.tlsOk(what)),
    );
  return fail(
    step,
    say((texts) => texts.tlsMissing(what)),
    say((texts) => texts.tlsMissingNext),
  );
}

async function lastRead({ hub, shop, connection }: ConnectionVisit): Promise<Check> {
  const row = await forShop(hub.database, shop.id, (trx) =>
    trx.selectFrom('mailbox').select('seen_at').where('connection_id', '=', connection.id).executeTakeFirst(),
  );
  const seen = row?.seen_at?.getTime();
  const next = say((texts) => texts.notSeenNext);
  if (seen === undefined)
    return warn(
      'reading',
      say((texts) => texts.neverSeen),
      next,
    );
  if (hub.now() - seen < SEEN_WITHIN_MS)
    return ok(
      'reading',
      say((texts) => texts.lastSeen),
    );
  const day = dayOf(seen, shop.timezone);
  const since = (language: 'fr' | 'en' | 'ar') => textsFor(language).email.doctor.notSeen(formatDay(day, language));
  return fail('reading', { fr: since('fr'), en: since('en'), ar: since('ar') }, next);
}
