/**
 * What the real Graph API refuses, for the bodies we send it. Written from Meta's tables and on purpose not from our
 * own composing code: a limit we got wrong there must be found here.
 */

/** An error as Graph answers it. */
export type GraphRefusal = { status: number; code: number; subcode?: number; message: string; details: string };

/** A template as the fake account knows it. */
export type KnownTemplate = {
  id: string;
  name: string;
  language: string;
  category: string;
  status: 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED';
  components: unknown[];
};

/** What a message is checked against besides its own shape. */
export type Account = {
  hasMedia(id: string): boolean;
  template(name: string, language: string): KnownTemplate | undefined;
};

export function refuse(code: number, details: string, status = 400, subcode?: number): GraphRefusal {
  const message = `(#${code}) ${TITLES[code] ?? 'Invalid parameter'}`;
  return { status, code, message, details, ...(subcode !== undefined && { subcode }) };
}

/** A refusal as the HTTP answer Graph gives. */
export function asResponse({ status, code, subcode, message, details }: GraphRefusal): Response {
  const error_data = { messaging_product: 'whatsapp', details };
  const error = { message, type: 'OAuthException', code, error_subcode: subcode, error_data, fbtrace_id: 'fake' };
  return Response.json({ error: { ...error, error_user_msg: details } }, { status });
}

const TITLES: Record<number, string> = {
  0: 'AuthException',
  190: 'Invalid OAuth access token',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131047: 'Re-engagement message',
  131056: 'Pair rate limit hit',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132005: 'Translated text too long',
  132015: 'Template is paused',
  132018: 'There is an issue with the parameters in your template',
};

/** Reads a path of keys in unknown JSON. */
export function at(node: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (found, key) => (typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined),
    node,
  );
}

/** The list at a path, or none. */
export function listAt(node: unknown, ...path: (string | number)[]): unknown[] {
  const found = at(node, ...path);
  return Array.isArray(found) ? found : [];
}

/** The text at a path, '' when there is none. */
export function textAt(node: unknown, ...path: (string | number)[]): string {
  const found = at(node, ...path);
  return typeof found === 'string' ? found : '';
}

/** Null when WhatsApp would take this message, otherwise what it would answer. */
export function checkMessage(body: unknown, account: Account): GraphRefusal | null {
  return checkHead(body) ?? checkKind(body, account);
}

/** Null when this is a proper read receipt (with or without typing indicator). */
export function checkReceipt(body: unknown): GraphRefusal | null {
  if (!textAt(body, 'message_id').startsWith('wamid.'))
    return refuse(131009, 'message_id is not a WhatsApp message id');
  const typing = at(body, 'typing_indicator');
  if (typing !== undefined && textAt(typing, 'type') !== 'text')
    return refuse(100, 'typing_indicator.type must be text');
  return null;
}

function checkHead(body: unknown): GraphRefusal | null {
  if (at(body, 'messaging_product') !== 'whatsapp') return refuse(100, 'The parameter messaging_product is required');
  const [to, recipient] = [textAt(body, 'to'), textAt(body, 'recipient')];
  if (!to && !recipient) return refuse(131008, 'to or recipient is required');
  // The real one accepts a user id under `to` and drops the message, which no test would see.
  if (to && !/^\+?[1-9]\d{5,14}$/.test(to)) return refuse(131009, `to is not a phone number: ${to}`);
  if (recipient && !/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(recipient))
    return refuse(131009, 'recipient is no BSUID');
  if (textAt(body, 'biz_opaque_callback_data').length > 512)
    return refuse(131009, 'biz_opaque_callback_data is too long');
  const context = at(body, 'context');
  if (context !== undefined && !textAt(context, 'message_id')) return refuse(100, 'context.message_id is required');
  return null;
}

function checkKind(body: unknown, account: Account): GraphRefusal | null {
  switch (textAt(body, 'type')) {
    case 'text':
      return within('text.body', at(body, 'text', 'body'), 4096);
    case 'document':
      return checkFile('document', at(body, 'document'), account);
    case 'image':
      return checkFile('image', at(body, 'image'), account);
    case 'interactive':
      return checkInteractive(at(body, 'interactive'), account);
    case 'template':
      return checkTemplate(at(body, 'template'), account);
    default:
      return refuse(100, `type is not one of those this fake knows: ${textAt(body, 'type')}`);
  }
}

function within(name: string, given: unknown, max: number, min = 1): GraphRefusal | null {
  if (typeof given !== 'string' || given.trim().length < min) return refuse(131008, `${name} is required`);
  return given.length > max ? refuse(131009, `${name} has ${given.length} characters, at most ${max}`) : null;
}

function checkFile(kind: 'document' | 'image', file: unknown, account: Account): GraphRefusal | null {
  const id = textAt(file, 'id');
  if (!id && !textAt(file, 'link')) return refuse(131008, `${kind}.id or ${kind}.link is required`);
  if (id && !account.hasMedia(id)) return refuse(131009, `${kind}.id: no media ${id}`);
  const caption = at(file, 'caption');
  if (kind === 'image' && at(file, 'filename') !== undefined) return refuse(100, 'image.filename is no parameter');
  if (textAt(file, 'filename').length > 240) return refuse(131009, `${kind}.filename is too long`);
  return caption === undefined ? null : within(`${kind}.caption`, caption, 1024);
}

function checkInteractive(given: unknown, account: Account): GraphRefusal | null {
  const body = within('interactive.body.text', at(given, 'body', 'text'), 1024);
  if (body) return body;
  const header = at(given, 'header');
  const headerType = textAt(header, 'type');
  if (header !== undefined && (headerType === 'document' || headerType === 'image')) {
    const file = checkFile(headerType, at(header, headerType), account);
    if (file) return file;
  }
  switch (textAt(given, 'type')) {
    case 'button':
      return checkButtons(listAt(given, 'action', 'buttons'));
    case 'list':
      if (header !== undefined && headerType !== 'text') return refuse(131009, 'a list header is text only');
      return checkList(at(given, 'action'));
    case 'cta_url':
      return checkLink(at(given, 'action'));
    default:
      return refuse(131009, `interactive.type: ${textAt(given, 'type')}`);
  }
}

function checkButtons(buttons: unknown[]): GraphRefusal | null {
  if (buttons.length < 1 || buttons.length > 3) return refuse(131009, `${buttons.length} buttons, 1 to 3 are allowed`);
  for (const button of buttons) {
    if (textAt(button, 'type') !== 'reply') return refuse(131009, 'button.type must be reply');
    const fault =
      within('button id', at(button, 'reply', 'id'), 256) ?? within('button title', at(button, 'reply', 'title'), 20);
    if (fault) return fault;
  }
  return (
    unique(
      'button id',
      buttons.map((button) => textAt(button, 'reply', 'id')),
    ) ??
    unique(
      'button title',
      buttons.map((button) => textAt(button, 'reply', 'title')),
    )
  );
}

function checkList(action: unknown): GraphRefusal | null {
  const button = within('action.button', at(action, 'button'), 20);
  if (button) return button;
  const sections = listAt(action, 'sections');
  if (sections.length < 1 || sections.length > 10)
    return refuse(131009, `${sections.length} sections, 1 to 10 are allowed`);
  if (sections.length > 1 && sections.some((section) => !textAt(section, 'title')))
    return refuse(131009, 'section titles');
  const rows = sections.flatMap((section) => listAt(section, 'rows'));
  if (rows.length < 1 || rows.length > 10) return refuse(131009, `${rows.length} rows, 1 to 10 are allowed`);
  for (const row of rows) {
    const description = at(row, 'description');
    const fault =
      within('row id', at(row, 'id'), 200) ??
      within('row title', at(row, 'title'), 24) ??
      (description === undefined ? null : within('row description', description, 72));
    if (fault) return fault;
  }
  return unique(
    'row id',
    rows.map((row) => textAt(row, 'id')),
  );
}

function checkLink(action: unknown): GraphRefusal | null {
  if (textAt(action, 'name') !== 'cta_url') return refuse(131009, 'action.name must be cta_url');
  const url = textAt(action, 'parameters', 'url');
  if (!URL.canParse(url) || !/^https?:/.test(url)) return refuse(131009, `action.parameters.url: ${url}`);
  return within('display_text', at(action, 'parameters', 'display_text'), 20);
}

function unique(name: string, given: string[]): GraphRefusal | null {
  return new Set(given).size === given.length ? null : refuse(131009, `Duplicate ${name}`);
}

function checkTemplate(given: unknown, account: Account): GraphRefusal | null {
  const [name, language] = [textAt(given, 'name'), textAt(given, 'language', 'code')];
  const known = account.template(name, language);
  if (known?.status === 'PAUSED') return refuse(132015, `${name} is paused`);
  if (known?.status !== 'APPROVED')
    return refuse(132001, `${name} in ${language} does not exist or is not approved`, 404);
  const sent = listAt(given, 'components');
  const parameters = listAt(
    sent.find((one) => textAt(one, 'type') === 'body'),
    'parameters',
  );
  const body = textAt(
    known.components.find((one) => textAt(one, 'type') === 'BODY'),
    'text',
  );
  const expected = body.match(/\{\{\d+\}\}/g)?.length ?? 0;
  if (parameters.length !== expected)
    return refuse(132000, `body: ${parameters.length} parameters, ${expected} expected`);
  for (const parameter of parameters) {
    const text = textAt(parameter, 'text');
    if (text.trim() === '') return refuse(131008, 'Parameter of type text is missing text value');
    if (/[\n\r\t]| {4,}/.test(text))
      return refuse(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
  }
  const filled = body.replace(/\{\{(\d+)\}\}/g, (_, number: string) => textAt(parameters[Number(number) - 1], 'text'));
  if (filled.length > 1024) return refuse(132005, `the filled body has ${filled.length} characters`);
  return checkTemplateButtons(
    sent,
    listAt(
      known.components.find((one) => textAt(one, 'type') === 'BUTTONS'),
      'buttons',
    ),
  );
}

function checkTemplateButtons(sent: unknown[], known: unknown[]): GraphRefusal | null {
  const given = sent.filter((one) => textAt(one, 'type') === 'button');
  for (const button of given) {
    const index = Number(at(button, 'index'));
    const kind = textAt(known[index], 'type').toLowerCase();
    if (kind === '' || kind !== textAt(button, 'sub_type'))
      return refuse(132012, `buttons: no ${textAt(button, 'sub_type')} at ${index}`);
    const key = kind === 'quick_reply' ? 'payload' : 'text';
    if (!textAt(button, 'parameters', 0, key)) return refuse(131008, `buttons: ${index} needs a ${key}`);
  }
  const variable = known.findIndex((one) => textAt(one, 'url').includes('{{1}}'));
  if (variable >= 0 && !given.some((one) => Number(at(one, 'index')) === variable))
    return refuse(131008, 'buttons: the url needs its end');
  return null;
}
