import * as z from 'zod';
import type { ParamNames } from './ParamNames';

/** The sections of the document. */
export type Tag = 'Flows' | 'Runs' | 'Services' | 'Records' | 'Tools';

/** Refusals that only some operations give; the others follow from the method. */
export type Refusal = 404 | 409;

/** What is said of an operation besides its id. */
export interface ContractTerms<
  Path extends string,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
  Status extends 200 | 201,
> {
  method: 'get' | 'post';
  /** Where it is found below `/v1`, as Express has it. */
  path: Path;
  tag: Tag;
  summary: string;
  /** What the caller needs, in words; nothing for what is open to everybody. */
  permission?: string;
  /** Whether it is asked without a token. */
  isOpen?: true;
  /** What stands in the path, each described. */
  params?: Record<ParamNames<Path>, z.ZodType<string>>;
  query?: Query;
  /** What is sent as JSON; nothing of it is the same as `{}`. */
  body?: Body;
  /** Whether the header `Idempotency-Key` says the same as the field of the body. */
  takesKey?: true;
  /** What comes back as JSON. */
  answer?: Answer;
  /** Other kinds of answers, by media type, each described. */
  media?: Record<string, string>;
  /** 201 where something is made; then 200 says that it had been made before. */
  status?: Status;
  refusals?: Refusal[];
  /** A request that works, as the document shows it and a test sends it. */
  example: {
    params?: Record<ParamNames<Path>, string>;
    query?: z.input<Query>;
    body?: z.input<Body>;
  };
}

/** One operation of the REST API: everything that a caller and its backend agree on. */
export interface Contract<
  Id extends string = string,
  Path extends string = string,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Status extends 200 | 201 = 200 | 201,
> {
  /** Its name in the document, in the client and in the backend. */
  id: Id;
  method: 'get' | 'post';
  path: Path;
  tag: Tag;
  summary: string;
  permission?: string;
  isOpen: boolean;
  params: Record<string, z.ZodType<string>>;
  /** Refuses every name that it does not know. */
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

/** Makes the contract of an operation. What it takes in a query is strict whatever is handed in. */
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
