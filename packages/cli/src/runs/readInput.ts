import { readFileSync } from 'node:fs';
import { CliError } from '../CliError';
import { loaded } from '../loaded';

/** The JSON Schema of a flow's input, as far as it decides how texts are read. */
export interface InputSchema {
  properties?: Record<string, { type?: unknown }>;
}

export interface GivenInput {
  /** A file with all of it. */
  file?: string;
  /** Fields, as `name=value`, `name:=JSON` or `name=@FILE`. */
  fields: string[];
}

/**
 * Reads the input of a run: that of a file, and over it the fields, each as
 * the schema wants it.
 *
 * @throws CliError naming the field that cannot be read
 */
export async function readInput(
  { file, fields }: GivenInput,
  schema: InputSchema,
): Promise<Record<string, unknown>> {
  const input =
    file === undefined
      ? {}
      : await readObjectFile(file, 'the input, such as name: value,');
  for (const field of fields) {
    const [, name, operator, text] = /^([^=:]+)(:?=)(.*)$/s.exec(field) ?? [];
    if (name === undefined) {
      throw new CliError(`Expected name=value, got ${field}`);
    }
    const given = text.startsWith('@') ? readText(text.slice(1)) : text;
    input[name] =
      operator === ':='
        ? readJson(name, given)
        : readTyped(name, given, schema.properties?.[name]?.type);
  }
  return input;
}

/**
 * Reads a file with an object in it.
 *
 * @param what - what is expected in it, for a message
 * @throws CliError
 */
export async function readObjectFile(
  file: string,
  what: string,
): Promise<Record<string, unknown>> {
  const { parse } = loaded(await import('yaml'));
  const text = readText(file);
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    const [mistake] = (error as Error).message.split('\n');
    throw new CliError(`${file} is neither YAML nor JSON: ${mistake}`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return { ...value };
  }
  throw new CliError(`Expected an object with ${what} in ${file}`);
}

function readText(file: string): string {
  try {
    // A line end that a file or echo has at its end belongs to nobody's value.
    const text = readFileSync(file === '-' ? 0 : file, 'utf8');
    return text.replace(/\r?\n$/, '');
  } catch (error) {
    throw new CliError(`${file} cannot be read: ${(error as Error).message}`);
  }
}

function readJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(
      `Expected JSON in ${name}:=…, got ${text}: ${(error as Error).message}`,
    );
  }
}

/** Reads a text as the type that is wanted; the backend refuses one that does not fit. */
function readTyped(name: string, text: string, type: unknown): unknown {
  switch (type) {
    case 'boolean':
      return { true: true, false: false }[text] ?? text;
    case 'integer':
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text))
        ? Number(text)
        : text;
    case 'array':
      return text.startsWith('[') ? readJson(name, text) : text.split(',');
    case 'object':
      return readJson(name, text);
    default:
      return text;
  }
}
