import { NotFoundError } from '@backstage/errors';
import type { Contract } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RequestHandler } from 'express';
import { editDistance } from '../problems/nameNearest';

/** Says that there is such a path, but not with this method. */
class MethodNotAllowedError extends Error {
  override name = 'MethodNotAllowedError';
  readonly statusCode = 405;
}

type Known = Pick<Contract, 'method' | 'path'>;

/** Refuses what no operation answers to, naming the route that comes nearest. */
export function refuseUnknownRoute(known: Known[]): RequestHandler {
  return ({ method, path }, res) => {
    const here = mostExact(known.filter(route => isAt(route.path, path)));
    if (here.length > 0) {
      res.set(
        'allow',
        here.map(route => route.method.toUpperCase()).join(', '),
      );
      throw new MethodNotAllowedError(
        `${method} is not possible here. There is: ${here.map(nameOf).join(', ')}`,
      );
    }
    throw new NotFoundError(
      `There is no ${method} ${shorten(path)}. The nearest is ${nameOf(nearest(path, known))}; GET /openapi.yaml describes every route`,
    );
  };
}

/**
 * Chooses the routes with the fewest parameters: of `/services/operations` and
 * `/services/:name` the first.
 */
function mostExact(routes: Known[]): Known[] {
  const count = ({ path }: Known) => path.split('/:').length;
  const fewest = Math.min(...routes.map(count));
  return routes.filter(route => count(route) === fewest);
}

function isAt(pattern: string, path: string): boolean {
  return distance(pattern, path) === 0;
}

function nearest(path: string, known: Known[]): Known {
  const short = shorten(path);
  return known.reduce((best, route) =>
    distance(route.path, short) < distance(best.path, short) ? route : best,
  );
}

/**
 * Measures how far a path is from a pattern, whose parameters are near to
 * anything.
 */
function distance(pattern: string, path: string): number {
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(path);
  const pairs = Array.from(
    { length: Math.max(wanted.length, given.length) },
    (_, index) => [wanted[index] ?? '', given[index] ?? ''],
  );
  return pairs.reduce((sum, [name, text]) => {
    if (name.startsWith(':')) return sum + (text ? 0 : 1);
    return sum + editDistance(name, text);
  }, 0);
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter(Boolean);
}

function nameOf({ method, path }: Known): string {
  return `${method.toUpperCase()} ${path}`;
}

/** Cuts a long path, which is compared and shown by its beginning. */
function shorten(path: string): string {
  return path.length > 200 ? path.slice(0, 200) : path;
}
