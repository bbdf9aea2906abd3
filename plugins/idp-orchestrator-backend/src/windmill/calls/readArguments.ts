import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import { z } from 'zod';
import { flagSchema, readChecked } from './readQuery';

const argumentsQuerySchema = z.object({
  payload: z.string('a text in base64').optional(),
  wrap_body: flagSchema,
  raw: flagSchema,
  include_header: z.string('names of headers').optional(),
  include_query: z.string('names of query parameters').optional(),
});

/**
 * Reads what a flow or script is to be run with: the JSON object of the body
 * (of `payload`, in base64, when it is a GET), and what the query adds to it.
 * Anything but an object becomes `{ body: … }`.
 *
 * @throws InputError
 */
export function readArguments(request: Request): Record<string, unknown> {
  const query = readChecked(argumentsQuerySchema, request.query);
  const text =
    request.method === 'GET'
      ? Buffer.from(query.payload ?? '', 'base64').toString()
      : textOf(request);
  const value = parse(text, request.method === 'GET' ? 'payload' : 'The body');
  return {
    ...(isObject(value) && !query.wrap_body ? value : { body: value }),
    ...(query.raw && { raw_string: text }),
    ...pick(query.include_header, name => request.get(name), toArgumentName),
    ...pick(query.include_query, name => request.query[name]),
  };
}

/** Reads the text of a body, whatever its type is. */
function textOf(request: Request): string {
  const text = typeof request.body === 'string' ? request.body : '';
  const type = request.get('content-type');
  if (text && type && !request.is(['json', '+json'])) {
    throw new InputError(
      `The body is not usable: expected the header "Content-Type: application/json", got ${type}`,
    );
  }
  return text;
}

function parse(text: string, what: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(
      `${what} is not usable: expected JSON, got a text that is none (${(error as Error).message})`,
    );
  }
}

/** Reads what a caller sent; an empty object when there is nothing. */
export function readJson(request: Request): unknown {
  return parse(textOf(request), 'The body');
}

/**
 * Reads what a caller sent, which has to be an object.
 *
 * @throws InputError
 */
export function readObject(request: Request): Record<string, unknown> {
  const value = readJson(request);
  if (isObject(value)) return value;
  throw new InputError('The body is not usable: expected a JSON object');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pick(
  names: string | undefined,
  read: (name: string) => unknown,
  rename = (name: string) => name,
): Record<string, unknown> {
  const wanted = (names ?? '').split(',').map(name => name.trim());
  return Object.fromEntries(
    wanted
      .filter(name => name !== '' && read(name) !== undefined)
      .map(name => [rename(name), read(name)]),
  );
}

function toArgumentName(header: string): string {
  return header.toLowerCase().replaceAll('-', '_');
}
