import { InputError } from '@backstage/errors';
import express, { type RequestHandler } from 'express';

const BODY_LIMIT = '1mb';

/**
 * Reads JSON bodies. A body of any other kind is refused: it would be taken
 * for an empty one, and a run would start with defaults that nobody asked for.
 */
export function readBody(): RequestHandler {
  const readJson = express.json({ limit: BODY_LIMIT });
  return (request, response, next) => {
    // Null without a body, false for another type. Clients that send nothing say
    // so with a length of 0, which Express takes for a body.
    const isEmpty = request.get('content-length') === '0';
    if (!isEmpty && request.is('json') === false) {
      const type = request.get('content-type') ?? 'no Content-Type';
      throw new InputError(
        `The body is not usable: expected the header "Content-Type: application/json", got ${type}`,
      );
    }
    readJson(request, response, error => next(error && explain(error)));
  };
}

function explain(error: Error & { type?: string }): Error {
  if (error.type !== 'entity.parse.failed') return error;
  return new InputError(
    `The body is not usable: expected JSON, got a text that is none (${error.message})`,
  );
}
