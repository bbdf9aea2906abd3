import { listSecretParts } from './secretParts';

/**
 * The least characters of a secret: anything shorter would turn a log into
 * asterisks, and hide nothing.
 */
export const SHORTEST_SECRET = 3;

/**
 * Lists the ways in which a secret, and what is secret in it, shows in output:
 * as it is, quoted by a shell, in JSON, in a URL, in base64.
 */
export function listSecretForms(secret: string): string[] {
  const forms = new Set<string>();
  for (const part of listSecretParts(secret)) {
    for (const form of [
      part,
      part.trim(),
      ...shellForms(part),
      ...jsonForms(part),
      ...urlForms(part),
      ...base64Forms(part),
    ]) {
      if (form.length >= SHORTEST_SECRET) forms.add(form);
    }
  }
  return [...forms];
}

/** Lists how `set -x`, `printf %q` and `declare -p` of bash write a text. */
function shellForms(text: string): string[] {
  return [
    text.replaceAll("'", `'\\''`),
    text.replace(/[^A-Za-z0-9_/.:,@%+=-]/g, '\\$&'),
    text.replace(/[\\"$`]/g, '\\$&'),
    text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n'),
  ];
}

function jsonForms(text: string): string[] {
  const json = JSON.stringify(text).slice(1, -1);
  const ascii = json.replace(
    /[^\0-\x7f]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return [
    json,
    ascii,
    json.replaceAll('/', '\\/'),
    // JSON in a string of JSON.
    JSON.stringify(json).slice(1, -1),
  ];
}

function urlForms(text: string): string[] {
  const url = encodeURIComponent(text.toWellFormed());
  const strict = url.replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return [
    url,
    strict,
    url.replaceAll('%20', '+'),
    strict.replaceAll('%2F', '/'),
  ].flatMap(form => [
    form,
    form.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase()),
  ]);
}

/** The least characters of base64: shorter pieces are in many texts that hold no secret. */
const SHORTEST_BASE64 = 6;

/**
 * Lists the characters that only the secret decides in the base64 of a text
 * that has it somewhere inside (`user:password`). They depend on where in a
 * group of three bytes it starts, so there are three forms. Long base64 is
 * often wrapped at 64 or 76 characters.
 */
function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  const forms = [bytes.toString('base64'), bytes.toString('base64url')];
  for (let before = 0; before < 3; before++) {
    const padded = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor((padded.length * 8) / 6);
    forms.push(padded.toString('base64').slice(first, last));
    forms.push(padded.toString('base64url').slice(first, last));
  }
  const wrapped = [64, 76].flatMap(
    width => forms[0].match(new RegExp(`.{1,${width}}`, 'g')) ?? [],
  );
  return [...forms, ...wrapped].filter(form => form.length >= SHORTEST_BASE64);
}
