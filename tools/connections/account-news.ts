import type { Texts } from '../texts/index.ts';

/** News of an account as an alert keeps it: what happened by our own word, and the names its sentence needs. */
export type AccountNews = {
  facts: Record<string, string>;
  /** The account can no longer be used as it was: its connection is to be looked at. */
  broken: boolean;
};

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const QUALITY_DOWN = new Set(['FLAGGED', 'DOWNGRADE']);
const TEMPLATE_BAD = new Set(['REJECTED', 'PAUSED', 'DISABLED', 'FLAGGED', 'PENDING_DELETION']);
const ACCOUNT_BROKEN = /DISABLED|DELETED|OFFBOARDED|DISCONNECT|PARTNER_REMOVED|UNINSTALLED/;
const ACCOUNT_WARNED = /RESTRICTION|VIOLATION|REJECT/;

/**
 * What of Meta's account webhooks the members should hear, or null for what needs nobody
 * (developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components). `field` is the webhook's field.
 */
export function newsOf(field: string, details: Record<string, unknown>): AccountNews | null {
  const event = text(details.event);
  switch (field) {
    case 'phone_number_quality_update':
      if (!QUALITY_DOWN.has(event)) return null;
      return news('quality', { number: text(details.display_phone_number), limit: text(details.current_limit) });
    case 'message_template_status_update': {
      const name = text(details.message_template_name);
      if (TEMPLATE_BAD.has(event)) return news('template', { name, state: event, why: reasonOf(details.reason) });
      return event === 'APPROVED' ? news('approved', { name }) : null;
    }
    case 'account_alerts':
      return text(details.alert_severity) === 'INFORMATIONAL' ? null : news('alert', { why: describe(details) });
    case 'phone_number_name_update':
      return /REJECT|DECLIN/.test(text(details.decision))
        ? news('name', { why: text(details.rejection_reason) })
        : null;
    case 'security':
      return news('security', { what: event });
    case 'account_review_update':
      return /REJECT|DISABLED/.test(text(details.decision))
        ? news('restricted', { why: text(details.decision) }, true)
        : null;
    case 'policy':
      return news(
        'restricted',
        { why: [text(details.action), text(details.reason)].filter(Boolean).join(' : ') },
        true,
      );
    case 'account_update':
      if (ACCOUNT_BROKEN.test(event)) return news('cut', { why: event }, true);
      return ACCOUNT_WARNED.test(event) ? news('restricted', { why: describe(details) || event }, true) : null;
    default:
      if (field === 'error') return news('alert', { why: describe(details) });
      return null;
  }
}

const news = (what: string, facts: Record<string, string>, broken = false): AccountNews => ({
  facts: { what, ...facts },
  broken,
});

const reasonOf = (reason: unknown): string => (reason === 'NONE' ? '' : text(reason));

/** The provider's own words of what is wrong, as far as they are words. */
function describe(details: Record<string, unknown>): string {
  const inside = Object.values(details).flatMap((value) =>
    Array.isArray(value) ? value : typeof value === 'object' && value !== null ? [value] : [],
  ) as Record<string, unknown>[];
  const said = [
    text(details.alert_description) || text(details.message) || text(details.title) || text(details.alert_type),
    ...inside.flatMap((one) => [text(one.restriction_type), text(one.violation_type), text(one.waba_ban_state)]),
  ];
  return said.filter(Boolean).join(', ').slice(0, 300);
}

/** The sentence of an `account` alert: what happened and what to do. */
export function accountText(texts: Texts, facts: Record<string, string | number>): string {
  const fact = (name: string) => String(facts[name] ?? '') || '—';
  const { tending } = texts;
  switch (facts.what) {
    case 'quality':
      return tending.quality(fact('number'), fact('limit'));
    case 'template':
      return tending.template(fact('name'), fact('state'), fact('why'));
    case 'approved':
      return tending.approved(fact('name'));
    case 'name':
      return tending.nameRefused(fact('why'));
    case 'security':
      return tending.security(fact('what'));
    case 'restricted':
      return tending.restricted(fact('why'));
    case 'cut':
      return tending.cut(fact('why'));
    case 'resubscribed':
      return tending.resubscribed(fact('name'));
    case 'caught_up':
      return tending.caughtUp(fact('name'), fact('count'));
    default:
      return tending.providerAlert(fact('why'));
  }
}
