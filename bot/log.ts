import { inspect } from 'node:util';

/** From most to least talkative; `silent` writes nothing. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type Fields = Record<string, unknown>;

/** Structured lines: a fixed sentence, and what varies beside it as fields. Secrets in fields never reach the output. */
export type Log = {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  /** The same log with these fields on every line. */
  with(fields: Fields): Log;
};

export type LogOptions = {
  level: LogLevel;
  /** One readable line instead of JSON; default: whether the output is a terminal. */
  pretty?: boolean;
  /** Receives each finished line with its newline; default: standard output. */
  write?: (line: string) => void;
  /** Milliseconds since the epoch; default: the machine's clock. */
  now?: () => number;
};

const DEPTH_MAX = 6;
const ITEMS_MAX = 50;
const TEXT_MAX = 2_000;

/** Keys whose values are secrets whatever they hold: accessToken, access_token, META_APP_SECRET, cookie, api-key ... */
const SECRET_KEY =
  /token$|secret|passw|authori[sz]ation|cookie|credential|api_?-?key|private_?-?key|signature|^otp$|^key$/i;
const PHONE_KEY = /phone(?!_?number_?id)|wa_?id$|msisdn|^(from|to|sender|recipient|contact)$/i;

/** Secrets nobody can mistake, wherever they stand: in a field, in an error's text, in a message. */
const SECRET_SHAPES: [RegExp, string][] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, '$1 [secret]'],
  [/\b(sk|rk|pk)_(live|test)_\w{4,}/g, '$1_$2_[secret]'],
  [/\bwhsec_\w{4,}/g, 'whsec_[secret]'],
  [/\bsk-[\w-]{16,}/g, 'sk-[secret]'],
  [/\bEAA\w{20,}/g, 'EAA[secret]'],
  [/(\b[a-z][a-z\d+.-]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, '$1:[secret]@'],
  [/([?&]access_token=)[^&\s"']+/gi, '$1[secret]'],
];

/** Addresses that open a door to whoever holds them: cut in fields, left whole in a message written to be read. */
const SECRET_LINKS: [RegExp, string][] = [
  [/([?&](?:[\w-]*token|[\w-]*secret|api_?key|key|password|code)=)[^&\s"']+/gi, '$1[secret]'],
  [/(\/(?:pay|doc|p)\/)[\w.~-]{8,}/g, '$1[secret]'],
];

/**
 * The value as it may be written: secrets replaced by `[secret]`, phone numbers shortened to `+336…78` unless
 * `phones` is set, errors as name, message, code and cause, long texts and lists cut. Never throws.
 */
export function redact(value: unknown, options: { phones?: boolean; stack?: boolean } = {}): unknown {
  return clean(value, '', 0, options, new Set());
}

type Cleaning = { phones?: boolean; stack?: boolean };

function clean(value: unknown, key: string, depth: number, how: Cleaning, seen: Set<object>): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (SECRET_KEY.test(key)) return '[secret]';
  if (typeof value === 'number' || typeof value === 'bigint') return cleanNumber(value, key, how);
  if (typeof value === 'string') return cleanText(value, key, how);
  if (typeof value !== 'object') return `[${typeof value}]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (seen.has(value)) return '[circular]';
  if (depth >= DEPTH_MAX) return '[deeper]';
  const within = new Set(seen).add(value);
  if (value instanceof Error) return cleanError(value, depth, how, within);
  if (value instanceof Map) return clean(Object.fromEntries(value), key, depth, how, within);
  const list = value instanceof Set ? [...value] : value;
  if (Array.isArray(list)) {
    const shown = list.slice(0, ITEMS_MAX).map((item) => clean(item, key, depth + 1, how, within));
    return list.length > ITEMS_MAX ? [...shown, `[${list.length - ITEMS_MAX} more]`] : shown;
  }
  return cleanFields(list as Fields, depth, how, within);
}

function cleanFields(fields: Fields, depth: number, how: Cleaning, seen: Set<object>): Fields {
  const entries = Object.entries(fields).slice(0, ITEMS_MAX);
  return Object.fromEntries(entries.map(([key, value]) => [key, clean(value, key, depth + 1, how, seen)]));
}

function cleanNumber(value: number | bigint, key: string, how: Cleaning): unknown {
  if (!how.phones && PHONE_KEY.test(key)) return shortenPhone(String(value));
  if (typeof value === 'bigint' || !Number.isFinite(value)) return String(value);
  return value;
}

function cleanText(text: string, key: string, how: Cleaning): string {
  let shown = text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}[${text.length - TEXT_MAX} more]` : text;
  for (const [shape, instead] of [...SECRET_SHAPES, ...SECRET_LINKS]) shown = shown.replace(shape, instead);
  if (how.phones) return shown;
  if (PHONE_KEY.test(key)) return shortenPhone(shown);
  return shown.replace(/\+\d[\d .-]{6,16}\d/g, shortenPhone);
}

/** `+33612345678` -> `+336…78`; anything with fewer than seven digits, or with letters, stays. */
function shortenPhone(text: string): string {
  const digits = text.replace(/[\s().-]/g, '');
  return /^\+?\d{7,}$/.test(digits) ? `${digits.slice(0, 4)}…${digits.slice(-2)}` : text;
}

function cleanError(error: Error, depth: number, how: Cleaning, seen: Set<object>): Fields {
  const { code, cause } = error as Error & { code?: unknown };
  return {
    name: error.name,
    message: cleanText(error.message, '', how),
    ...(code === undefined ? {} : { code: clean(code, '', depth + 1, how, seen) }),
    ...(cause === undefined ? {} : { cause: clean(cause, '', depth + 1, how, seen) }),
    ...(how.stack && error.stack ? { stack: cleanText(error.stack, '', how) } : {}),
  };
}

/**
 * A log that drops lines below `level` and writes the rest: JSON (`time`, `level`, `message`, then the fields) or, on a
 * terminal, one readable line. Phone numbers are whole only on debug lines; stacks only in JSON, on debug and error lines.
 * A message stands as it is but for unmistakable secrets, so that a sign-in link written to be read stays whole.
 */
export function openLog(options: LogOptions): Log {
  const pretty = options.pretty ?? process.stdout.isTTY === true;
  const write = options.write ?? ((line) => void process.stdout.write(line));
  const now = options.now ?? Date.now;
  const floor = LOG_LEVELS.indexOf(options.level);

  const build = (base: Fields): Log => {
    const line = (level: LogLevel) => (message: string, fields?: Fields) => {
      if (LOG_LEVELS.indexOf(level) < floor) return;
      const how = { phones: level === 'debug', stack: !pretty && (level === 'debug' || level === 'error') };
      const shown = redact({ ...base, ...fields }, how) as Fields;
      let said = message;
      for (const [shape, instead] of SECRET_SHAPES) said = said.replace(shape, instead);
      write(pretty ? prettyLine(now(), level, said, shown) : jsonLine(now(), level, said, shown));
    };
    return {
      debug: line('debug'),
      info: line('info'),
      warn: line('warn'),
      error: line('error'),
      with: (fields) => build({ ...base, ...fields }),
    };
  };
  return build({});
}

function jsonLine(at: number, level: LogLevel, message: string, fields: Fields): string {
  const { time: _time, level: _level, message: _message, ...rest } = fields;
  return `${JSON.stringify({ time: new Date(at).toISOString(), level, message, ...rest })}\n`;
}

const MARKS: Record<LogLevel, string> = { debug: '  ', info: '• ', warn: '! ', error: '✗ ', silent: '' };

function prettyLine(at: number, level: LogLevel, message: string, fields: Fields): string {
  const time = new Date(at).toTimeString().slice(0, 8);
  const parts = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : inspect(value, { breakLength: Infinity })}`);
  const text = [time, MARKS[level] + message, ...parts].join(' ');
  // A line stays a line: what a customer typed can neither forge a second one nor drive the terminal.
  return `${text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1))}\n`;
}
