import type { Response } from 'express';
import { z } from 'zod';

/** The form of an answer, as far as a flow or script says what it is to be. */
const compositeSchema = z.object({
  windmill_status_code: z.number().int().min(200).max(599).optional(),
  windmill_content_type: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+(;[ -~]*)?$/)
    .optional(),
  windmill_headers: z.record(z.string(), z.string()).optional(),
  result: z.unknown().optional(),
});

const MARKS = [
  'windmill_status_code',
  'windmill_content_type',
  'windmill_headers',
];

/**
 * The headers that a result may set. Others belong to the backend, whose pages
 * are on the same host: a result sets no cookies and lifts no protection.
 */
const HEADER =
  /^(x-[\w-]+|cache-control|content-(disposition|language)|etag|last-modified|link|location|retry-after)$/i;

/** Answers with a bare result, in the form that it asks for if it does. */
export function sendResult(response: Response, result: unknown): void {
  const composite = readComposite(result);
  if (!composite) {
    response.status(200).json(result ?? null);
    return;
  }
  const headers = Object.entries(composite.windmill_headers ?? {});
  headers
    .filter(([name, value]) => HEADER.test(name) && /^[ -~]*$/.test(value))
    .forEach(([name, value]) => response.set(name, value));
  if (composite.result === undefined) {
    response.status(composite.windmill_status_code ?? 204).end();
    return;
  }
  response.status(composite.windmill_status_code ?? 200);
  if (composite.windmill_content_type) {
    response
      // A page of a script's has no part in what the backend's host may do.
      .set('content-security-policy', "default-src 'none'; sandbox")
      .type(composite.windmill_content_type)
      .send(textOf(composite.result));
  } else {
    response.json(composite.result);
  }
}

function readComposite(result: unknown) {
  const isMarked =
    typeof result === 'object' &&
    result !== null &&
    MARKS.some(mark => mark in result);
  if (!isMarked) return undefined;
  // One that says it wrongly is a result like any other.
  return compositeSchema.safeParse(result).data;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
