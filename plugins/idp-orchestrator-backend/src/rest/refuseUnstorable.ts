import {
  describeValue,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RequestHandler } from 'express';
import { badInput } from '../problems/badInput';

/**
 * The depth of the deepest value that is taken; deeper ones exhaust the stack
 * of whatever walks through them.
 */
const DEEPEST = 100;
const TEXT = 'text without a NUL and without half a surrogate pair';

/**
 * Refuses bodies that databases and scripts cannot hold: PostgreSQL takes no
 * NUL, and half a surrogate pair has no UTF-8.
 */
export function refuseUnstorable(): RequestHandler {
  return ({ body }, _, next) => {
    const problems = listUnstorable(body, []);
    if (problems.length === 0) return next();
    throw badInput('The body of the request', problems);
  };
}

function listUnstorable(value: unknown, path: string[]): Problem[] {
  if (typeof value === 'string') return checkText(value, path);
  if (typeof value !== 'object' || value === null) return [];
  if (path.length === DEEPEST) {
    const expected = `at most ${DEEPEST} levels`;
    return [{ path: path.slice(0, 3).join('.'), expected, got: 'more' }];
  }
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = [...path, key];
    return [...checkText(key, place), ...listUnstorable(inner, place)];
  });
}

function checkText(text: string, path: string[]): Problem[] {
  if (text.isWellFormed() && !text.includes('\0')) return [];
  return [{ path: path.join('.'), expected: TEXT, got: describeValue(text) }];
}
