import type { z } from 'zod';
import type { Contracts, OperationId } from '../contract/contracts';
import type { Route } from '../contract/Route';
import { ROUTES } from '../contract/routes';
import {
  withQuery,
  type CallOptions,
  type RestConnection,
} from './RestConnection';

type RouteOf<Id extends OperationId> = (typeof ROUTES)[Id];

/**
 * The ids of operations that answer with JSON as it is; the others are read in
 * a way of their own.
 */
type PlainId = {
  [Id in OperationId]: RouteOf<Id> extends { gives: string } ? never : Id;
}[OperationId];

/** The parameters of a path: one text for each, in the order of the path. */
type PathParams<Path extends string> =
  Path extends `${string}:${string}/${infer Rest}`
    ? [param: string, ...PathParams<`/${Rest}`>]
    : Path extends `${string}:${string}`
      ? [param: string]
      : [];

type Sent<Id extends OperationId> =
  RouteOf<Id> extends { method: 'post' }
    ? [request: z.input<NonNullable<Contracts[Id]['body']>>, call?: CallOptions]
    : RouteOf<Id> extends { takesQuery: true }
      ? [query?: z.input<Contracts[Id]['query']>, call?: CallOptions]
      : [call?: CallOptions];

/**
 * The methods of the client, one for each operation that answers with JSON, by
 * its id: first comes what stands in the path, then what is sent or asked for,
 * then how it is called.
 */
export type ClientMethods = {
  [Id in PlainId]: (
    ...args: [...PathParams<RouteOf<Id>['path']>, ...Sent<Id>]
  ) => Promise<z.output<NonNullable<Contracts[Id]['answer']>>>;
};

/** Makes the methods from the table of routes alone, so that no schema comes with them. */
export function createMethods(rest: RestConnection): ClientMethods {
  const routes: Array<[string, Route]> = Object.entries(ROUTES);
  const methods = routes
    .filter(([, { gives }]) => !gives)
    .map(([id, route]) => [id, createMethod(rest, route)]);
  // The type says of each route what the route says of itself.
  return Object.fromEntries(methods) as ClientMethods;
}

function createMethod(
  rest: RestConnection,
  { method, path, takesQuery }: Route,
) {
  const count = path.split('/:').length - 1;
  return (...args: unknown[]): Promise<unknown> => {
    const params = args.slice(0, count).map(String);
    const place = path.replace(/:\w+/g, () =>
      encodeURIComponent(params.shift() ?? ''),
    );
    const [first, second] = args.slice(count);
    if (method === 'post') {
      return rest.post(place, first, second as CallOptions);
    }
    return takesQuery
      ? rest.get(withQuery(place, first ?? {}), second as CallOptions)
      : rest.get(place, first as CallOptions);
  };
}
