import { Busboy } from '@fastify/busboy';
import { MOST_MAIL_BYTES, MOST_PART_BYTES, MOST_PARTS } from './mail.ts';

export type FormFile = { field: string; filename: string; mime: string; bytes: Uint8Array };

/** A provider's form: fields as bytes (each may have a charset of its own), files in their order. */
export type Form = { fields: Map<string, Buffer>; files: FormFile[] };

const FORM = /^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i;

export function isForm(contentType: string): boolean {
  return FORM.test(contentType);
}

/** Reads a form, multipart or urlencoded. What is above the limits is cut or left out; a broken form throws. */
export function readForm(contentType: string, raw: Uint8Array): Promise<Form> {
  return new Promise((resolve, reject) => {
    const form: Form = { fields: new Map(), files: [] };
    const multipart = /^multipart/i.test(contentType);
    const parser = new Busboy({
      headers: { 'content-type': contentType },
      // One character a byte: the bytes stay as they are until their charset is known.
      defCharset: multipart ? 'latin1' : 'utf8',
      limits: {
        fields: 100,
        files: MOST_PARTS,
        fieldSize: MOST_MAIL_BYTES,
        fileSize: MOST_PART_BYTES,
        headerPairs: 50,
      },
    });
    parser.on('field', (name, value, _nameCut, _cut, _encoding, _mime) => {
      if (!form.fields.has(name)) form.fields.set(name, Buffer.from(value, multipart ? 'latin1' : 'utf8'));
    });
    parser.on('file', (field, stream, filename, _encoding, mime) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const name = Buffer.from(filename ?? '', 'latin1').toString('utf8');
        // A file that was cut would be a file nobody can open.
        if (!stream.truncated) form.files.push({ field, filename: name, mime, bytes: Buffer.concat(chunks) });
      });
      stream.on('error', reject);
    });
    parser.on('error', reject);
    parser.on('finish', () => resolve(form));
    parser.end(raw);
  });
}

/** A field as text; empty when it is absent. `charset`: what the provider says it is in. */
export function fieldText(form: Form, name: string, charset = 'utf-8'): string {
  const bytes = form.fields.get(name);
  if (!bytes) return '';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}
