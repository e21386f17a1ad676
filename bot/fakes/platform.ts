/**
 * A small real server that behaves like an approved platform's Flow Service (AFNOR XP Z12-013, annex A, 1.1.0) for the
 * calls we make, and checks what it gets: the token, the flow's info, the file's hash, the invoice inside the PDF.
 */
import { createHash, randomUUID } from 'node:crypto';
import { extractXml, Profile, validateXsd } from '@stackforge-eu/factur-x';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { faultsOfReport } from './platform-report.ts';
import { type Bindings, type Fault, faults, listen } from './serving.ts';

export const PLATFORM_CLIENT = { id: 'hub-1', secret: 'p&ss word' };

const infoSchema = z.discriminatedUnion('flowSyntax', [
  z.strictObject({
    trackingId: z.string().min(1).max(36),
    name: z.string().min(1).max(255),
    processingRule: z.literal('B2B'),
    flowSyntax: z.literal('Factur-X'),
    flowProfile: z.enum(['Basic', 'CIUS', 'Extended-CTC-FR']),
    sha256: z.string().regex(/^[a-f0-9]{64}$/),
  }),
  z.strictObject({
    trackingId: z.string().min(1).max(36),
    name: z.string().min(1).max(255),
    processingRule: z.literal('B2C'),
    flowSyntax: z.literal('FRR'),
    sha256: z.string().regex(/^[a-f0-9]{64}$/),
  }),
]);
const MIMES = { 'Factur-X': 'application/pdf', FRR: 'application/xml' } as const;
const searchSchema = z.strictObject({
  limit: z.int().min(1).max(100).optional(),
  where: z
    .strictObject({
      trackingId: z.string().max(36).optional(),
      flowType: z.array(z.string()).optional(),
      flowDirection: z.array(z.enum(['In', 'Out'])).optional(),
      updatedAfter: z.iso.datetime({ offset: true }).optional(),
    })
    .refine((where) => Object.keys(where).length > 0),
});

type Kept = {
  flowId: string;
  trackingId?: string;
  flowType:
    | 'CustomerInvoice'
    | 'CustomerInvoiceLC'
    | 'AggregatedCustomerTransactionReport'
    | 'AggregatedCustomerPaymentReport';
  flowDirection: 'In' | 'Out';
  flowSyntax: 'Factur-X' | 'CDAR' | 'FRR';
  at: number;
  acknowledgement: { status: 'Pending' | 'Ok' | 'Error'; details?: object[] };
  file: string | Uint8Array;
  invoice?: { number: string; seller: string };
};

export type FakePlatform = Awaited<ReturnType<typeof startFakePlatform>>;

/** Starts it. `now`: the clock of its dates. */
export async function startFakePlatform({ now = Date.now }: { now?: () => number } = {}) {
  const flows: Kept[] = [];
  const refused: string[] = [];
  const failures = faults();
  const tokens = new Set<string>();
  const app = new Hono<Bindings>();
  const no = (c: Context<Bindings>, status: 400 | 401 | 404 | 422, errorCode: string, errorMessage = '') => {
    if (status !== 401) refused.push(`${errorCode} ${errorMessage}`.trim());
    return c.json({ errorCode, errorMessage }, status);
  };

  app.post('/oauth/token', async (c) => {
    const wanted = `Basic ${Buffer.from(`${PLATFORM_CLIENT.id}:${PLATFORM_CLIENT.secret}`).toString('base64')}`;
    const form = await c.req.formData();
    if (c.req.header('authorization') !== wanted || form.get('grant_type') !== 'client_credentials')
      return c.json({ error: 'invalid_client' }, 401);
    const token = randomUUID();
    tokens.add(token);
    return c.json({ access_token: token, token_type: 'Bearer', expires_in: 3600 });
  });
  app.use('/flow-service/v1/*', async (c, next) => {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    return token && tokens.has(token) ? next() : no(c, 401, 'MISSING_TOKEN');
  });
  app.get('/flow-service/v1/healthcheck', (c) => c.body(null, 200));

  app.post('/flow-service/v1/flows', (c) =>
    failures.meet(c, async () => {
      const form = await c.req.formData();
      const [given, file] = [form.get('flowInfo'), form.get('file')];
      if (!(given instanceof Blob) || !(file instanceof Blob)) return no(c, 400, 'MISSING_REQUIRED_FIELD', 'parts');
      if (given.type !== 'application/json') return no(c, 400, 'INVALID_FORMAT', 'types');
      const info = infoSchema.safeParse(JSON.parse(await given.text()));
      if (!info.success) return no(c, 400, 'INVALID_FORMAT', info.error.message);
      if (file.type !== MIMES[info.data.flowSyntax]) return no(c, 400, 'INVALID_FORMAT', 'types');
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (createHash('sha256').update(bytes).digest('hex') !== info.data.sha256) return no(c, 422, 'ChecksumMismatch');
      if (flows.some((flow) => flow.trackingId === info.data.trackingId)) return no(c, 422, 'AlreadyExistingFlow');
      if (info.data.flowSyntax === 'FRR') {
        const report = Buffer.from(bytes).toString('utf8');
        const [wrong] = faultsOfReport(report);
        if (wrong) return no(c, 422, 'InvalidSchema', wrong);
        const kept: Kept = {
          flowId: randomUUID(),
          trackingId: info.data.trackingId,
          flowType: report.includes('<PaymentsReport>')
            ? 'AggregatedCustomerPaymentReport'
            : 'AggregatedCustomerTransactionReport',
          ...{ flowDirection: 'Out', flowSyntax: 'FRR', at: now(), file: report },
          acknowledgement: { status: 'Pending' },
        };
        flows.push(kept);
        return c.json({ flowId: kept.flowId, submittedAt: new Date(kept.at).toISOString(), ...info.data }, 202);
      }
      const { xml } = await extractXml(bytes);
      const schema = await validateXsd(xml, Profile.EN16931);
      if (schema.errors.length > 0) return no(c, 422, 'InvalidSchema', JSON.stringify(schema.errors));
      if (!/<ram:Content>B2B</.test(xml)) return no(c, 422, 'OtherTechnicalError', 'not an invoice to a business');
      const number = /<rsm:ExchangedDocument><ram:ID>([^<]+)</.exec(xml)?.[1] ?? '';
      const seller = /<ram:SellerTradeParty>.*?schemeID="0002">(\d{9})</s.exec(xml)?.[1] ?? '';
      const kept: Kept = {
        flowId: randomUUID(),
        trackingId: info.data.trackingId,
        ...{ flowType: 'CustomerInvoice', flowDirection: 'Out', flowSyntax: 'Factur-X', at: now(), file: bytes },
        acknowledgement: { status: 'Pending' },
        invoice: { number, seller },
      };
      flows.push(kept);
      return c.json({ flowId: kept.flowId, submittedAt: new Date(kept.at).toISOString(), ...info.data }, 202);
    }),
  );

  app.post('/flow-service/v1/flows/search', async (c) => {
    const asked = searchSchema.safeParse(await c.req.json());
    if (!asked.success) return no(c, 400, 'PARAMS_ERROR', asked.error.message);
    const { where, limit = 25 } = asked.data;
    const after = where.updatedAfter === undefined ? null : Date.parse(where.updatedAfter);
    const found = flows.filter(
      (flow) =>
        (where.trackingId === undefined || flow.trackingId === where.trackingId) &&
        (where.flowType?.includes(flow.flowType) ?? true) &&
        (where.flowDirection?.includes(flow.flowDirection) ?? true) &&
        (after === null || flow.at > after),
    );
    const results = found
      .sort((a, b) => a.at - b.at)
      .slice(0, limit)
      .map(({ file: _file, invoice: _invoice, at, ...flow }) => ({ ...flow, updatedAt: new Date(at).toISOString() }));
    return c.json({ limit, filters: where, results });
  });

  app.get('/flow-service/v1/flows/:id', (c) => {
    const flow = flows.find((one) => one.flowId === c.req.param('id'));
    if (!flow) return no(c, 404, 'MISSING_RESOURCE');
    if (c.req.query('docType') !== 'Original') return c.json({ flowId: flow.flowId, flowType: flow.flowType });
    return c.body(flow.file as string, 200, { 'content-type': 'application/octet-stream' });
  });

  const { url, close } = await listen(app);
  const sent = () => flows.filter((flow) => flow.flowType === 'CustomerInvoice');
  const reports = () => flows.filter((flow) => flow.flowSyntax === 'FRR');
  return {
    /** The address before /v1. */
    url: `${url}/flow-service`,
    /** Where a token is got, with the client's id and secret in it. */
    tokenUrl: url
      .replace('//', `//${PLATFORM_CLIENT.id}:${encodeURIComponent(PLATFORM_CLIENT.secret)}@`)
      .concat('/oauth/token'),
    /** What was handed over, oldest first. */
    sent,
    /** Reports of sales to consumers it took in, oldest first; their XML is `file`. */
    reports,
    /** What it makes of the report it took in last. */
    answersReport(status: 'Ok' | 'Error', details?: object[]) {
      const flow = reports().at(-1);
      if (!flow) throw new Error('no report');
      flow.acknowledgement = { status, ...(details ? { details } : {}) };
      flow.at = now();
    },
    /** What was turned away, and why. */
    refused,
    fail: (fault: Fault) => failures.add(fault),
    /** Its checks of a file are over. */
    acknowledges(number: string, status: 'Ok' | 'Error', details?: object[]) {
      const flow = sent().find((one) => one.invoice?.number === number);
      if (!flow) throw new Error(`no invoice ${number}`);
      flow.acknowledgement = { status, ...(details ? { details } : {}) };
      flow.at = now();
    },
    /** A message about an invoice's life, such as 213 with its reason; `seller`: by another shop's SIREN. */
    says(number: string, code: number, reason?: { code: string; text: string }, seller?: string) {
      const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      const siren = seller ?? sent().find((one) => one.invoice?.number === number)?.invoice?.seller ?? '000000000';
      const status = reason
        ? `<ram:SpecifiedDocumentStatus><ram:ReasonCode>${reason.code}</ram:ReasonCode><ram:Reason>${escaped(reason.text)}</ram:Reason></ram:SpecifiedDocumentStatus>`
        : '';
      flows.push({
        ...{ flowId: randomUUID(), flowType: 'CustomerInvoiceLC', flowDirection: 'In', flowSyntax: 'CDAR', at: now() },
        acknowledgement: { status: 'Ok' },
        file: `<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossDomainAcknowledgementAndResponse xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossDomainAcknowledgementAndResponse:100" xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100">
<rsm:ExchangedDocument><ram:ID>${randomUUID()}</ram:ID></rsm:ExchangedDocument>
<rsm:AcknowledgementDocument><ram:TypeCode>23</ram:TypeCode><ram:ReferenceReferencedDocument><ram:IssuerAssignedID>${number}</ram:IssuerAssignedID><ram:ProcessConditionCode>${code}</ram:ProcessConditionCode><ram:IssuerTradeParty><ram:GlobalID schemeID="0002">${siren}</ram:GlobalID><ram:RoleCode>SE</ram:RoleCode></ram:IssuerTradeParty>${status}</ram:ReferenceReferencedDocument></rsm:AcknowledgementDocument>
</rsm:CrossDomainAcknowledgementAndResponse>`,
      });
    },
    /** Something in the list that is no message. */
    saysNonsense() {
      flows.push({
        ...{ flowId: randomUUID(), flowType: 'CustomerInvoiceLC', flowDirection: 'In', flowSyntax: 'CDAR', at: now() },
        acknowledgement: { status: 'Ok' },
        file: '<!DOCTYPE x [<!ENTITY a "b">]><rsm:CrossDomainAcknowledgementAndResponse>&a;',
      });
    },
    close,
  };
}
