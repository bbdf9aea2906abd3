import * as z from 'zod';
import type { ParamNames } from './ParamNames';

/**
 * A section of the document.
 *
 * @public
 */
export type Tag =
  'Flows' | 'Runs' | 'Services' | 'Schedules' | 'Windows' | 'Records' | 'Tools';

/**
 * The status of a refusal that only some operations give; the others follow
 * from the method.
 *
 * @public
 */
export type Refusal = 404 | 409;

/**
 * The terms of an operation: all that is said of it besides its id.
 *
 * @public
 */
export interface ContractTerms<
  Path extends string,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  Status extends 200 | 201,
> {
  method: 'get' | 'post';
  /** The path below `/v1`, as Express has it. */
  path: Path;
  tag: Tag;
  summary: string;
  /**
   * The permission that the caller needs, in words; absent for what is open to
   * everybody.
   */
  permission?: string;
  /** True when it is asked without a token. */
  isOpen?: true;
  /** The parameters that stand in the path, each described. */
  params?: Record<ParamNames<Path>, z.ZodType<string>>;
  query?: Query;
  /** The body that is sent as JSON; nothing of it is the same as `{}`. */
  body?: Body;
  /**
   * True when the header `Idempotency-Key` says the same as the field of the
   * body.
   */
  takesKey?: true;
  /** The answer that comes back as JSON. */
  answer?: Answer;
  /** The other kinds of answers, by media type, each described. */
  media?: Record<string, string>;
  /**
   * The status: 201 where something is made; then 200 says that it had been
   * made before.
   */
  status?: Status;
  refusals?: Refusal[];
  /** A request that works, as the document shows it and a test sends it. */
  example: {
    params?: Record<ParamNames<Path>, string>;
    query?: z.input<Query>;
    body?: z.input<Body>;
  };
}

/**
 * The contract of an operation of the REST API: everything that a caller and
 * its backend agree on.
 *
 * @public
 */
export interface Contract<
  Id extends string = string,
  Path extends string = string,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Status extends 200 | 201 = 200 | 201,
> {
  /** The name in the document, in the client and in the backend. */
  id: Id;
  method: 'get' | 'post';
  path: Path;
  tag: Tag;
  summary: string;
  permission?: string;
  isOpen: boolean;
  params: Record<string, z.ZodType<string>>;
  /** The query, which refuses every name that it does not know. */
  query: Query;
  body?: Body;
  takesKey: boolean;
  answer?: Answer;
  media: Record<string, string>;
  status: Status;
  refusals: Refusal[];
  example: {
    params: Record<string, string>;
    query: Record<string, unknown>;
    body?: unknown;
  };
}

/**
 * Makes the contract of an operation. Its query is strict, whatever is handed
 * in.
 *
 * @public
 */
export function defineContract<
  Id extends string,
  Path extends string,
  Query extends z.ZodObject = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUndefined,
  Status extends 200 | 201 = 200,
>(
  id: Id,
  terms: ContractTerms<Path, Query, Body, Answer, Status>,
): Contract<Id, Path, Query, Body, Answer, Status> {
  const { query = z.object({}), example, params = {}, ...rest } = terms;
  return {
    isOpen: false,
    takesKey: false,
    media: {},
    refusals: [],
    ...rest,
    id,
    params,
    status: (terms.status ?? 200) as Status,
    query: query.strict() as Query,
    example: {
      ...example,
      params: example.params ?? {},
      query: example.query ?? {},
    },
  };
}
