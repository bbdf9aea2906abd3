import type {
  Contract,
  ParamNames,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z } from 'zod';
import type { Caller } from '../access/Caller';
import type { About } from '../access/recording';
import type { CallOpening } from '../ports';
import type {
  AnswerKind,
  AnswerRoute,
  Operation,
  RoutedOperation,
} from './Operation';
import type { OperationParts } from './OperationParts';
import type { OperationTool } from './tools/OperationTool';

/**
 * The input of an operation: what stands in path and query, by name, and the
 * body as `request`.
 */
export type InputOf<C extends Contract> = Record<
  ParamNames<C['path']>,
  string
> &
  QueryOf<z.output<C['query']>> &
  RequestOf<NonNullable<C['body']>>;

/**
 * The query of a contract; one without any takes every name, and none is there.
 */
type QueryOf<Query> = string extends keyof Query ? unknown : Query;

type RequestOf<Body extends z.ZodType> = [z.output<Body>] extends [undefined]
  ? unknown
  : { request: z.input<Body> };

/**
 * The answer of a contract as JSON; a loose one (a tool's) may be any object.
 */
type JsonOf<C extends Contract> =
  z.input<NonNullable<C['answer']>> extends infer Json
    ? string extends keyof Json
      ? object
      : Json
    : never;

/**
 * The answer of an operation; where it makes something, also whether that has
 * been made just now.
 */
export type AnswerOf<C extends Contract> = C['status'] extends 201
  ? JsonOf<C> & { created: boolean }
  : JsonOf<C>;

/** A call of an operation. */
export interface Call<I, R = unknown> {
  caller: Caller;
  input: I;
  /**
   * The start or other thing that the request was read as, where the operation
   * reads it before anybody is asked.
   */
  resolved: R;
}

/** A call that its caller may make. */
export interface PermittedCall<I, R, P> extends Call<I, R> {
  /**
   * The part of it that the permission leaves, for example which runs may be
   * seen.
   */
  permitted: P;
  /** Where the operation opens its calls itself, what its first commit is to write. */
  opening?: CallOpening;
}

/** The way in which calls of an operation are written into the audit record. */
export type AuditTerms<C, A> =
  | {
      /** Calls that only look leave no trace, except where they are refused. */
      records: 'refusals';
      action: string;
      about?(call: C, parts: OperationParts): About | Promise<About>;
    }
  | {
      records: 'every call';
      action: string;
      about(call: C, parts: OperationParts): About | Promise<About>;
      /** Describes in a sentence what came of a call. */
      outcome(answer: A): string;
      /**
       * Tells that nothing is changed before a commit that writes as well that
       * the call is under way: it is not written before that then.
       */
      opensItself?(call: C): boolean;
    };

/**
 * The steps of an operation: each call is read, then recorded, then permitted,
 * then done.
 */
export interface OperationTerms<I, A, R, P> {
  /**
   * Reads what the call would do, once, for everybody after it. What is wrong
   * with the request is part of the result, so that it is recorded.
   */
  resolve?(
    parts: OperationParts,
    call: { caller: Caller; input: I },
  ): Promise<R>;
  audit: AuditTerms<Call<I, R>, A>;
  /**
   * Lets a call through that its caller may make.
   *
   * @throws NotAllowedError naming the permission, NotFoundError for what the caller may not see
   */
  permit(parts: OperationParts, call: Call<I, R>): P | Promise<P>;
  run(parts: OperationParts, call: PermittedCall<I, R, P>): Promise<A>;
  /** The tool by which agents are offered it; they are not when absent. */
  tool?: OperationTool<I, A>;
}

/** Makes the operation of a contract. */
export function defineOperation<C extends Contract, R, P>(
  contract: C,
  terms: OperationTerms<InputOf<C>, AnswerOf<C>, R, P>,
): RoutedOperation<InputOf<C>, AnswerOf<C>> {
  return { contract, ...toOperation(terms) };
}

/**
 * Makes an operation that has no route of its own; its input is named first.
 */
export function defineInner<I>() {
  return <A, R, P>(terms: OperationTerms<I, A, R, P>): Operation<I, A> =>
    toOperation(terms);
}

function toOperation<I, A, R, P>(
  terms: OperationTerms<I, A, R, P>,
): Operation<I, A> {
  return {
    action: terms.audit.action,
    ...(terms.tool && { tool: terms.tool }),
    perform: (parts: OperationParts, caller, input) =>
      perform(parts, terms, { caller, input }),
  };
}

/**
 * Makes an operation of others, each of which is recorded and asks for its own
 * permission.
 */
export function defineComposite<I, A>(
  terms: Pick<Operation<I, A>, 'conversationOf' | 'tool'> & {
    run(parts: OperationParts, call: { caller: Caller; input: I }): Promise<A>;
  },
): Operation<I, A> {
  const { run, ...rest } = terms;
  return {
    ...rest,
    perform: (parts: OperationParts, caller, input) =>
      run(parts, { caller, input }),
  };
}

/** Makes a composite that has a route. */
export function defineCompositeRoute<C extends Contract>(
  contract: C,
  terms: Parameters<typeof defineComposite<InputOf<C>, AnswerOf<C>>>[0],
): RoutedOperation<InputOf<C>, AnswerOf<C>> {
  return { contract, ...defineComposite(terms) };
}

async function perform<I, A, R, P>(
  parts: OperationParts,
  terms: OperationTerms<I, A, R, P>,
  given: { caller: Caller; input: I },
): Promise<A> {
  const { audit } = terms;
  // Without `resolve`, R is what nobody has read.
  const resolved = (await terms.resolve?.(parts, given)) as R;
  const call = { ...given, resolved };
  const act = async (opening?: CallOpening) => {
    const permitted = await terms.permit(parts, call);
    return terms.run(parts, { ...call, permitted, opening });
  };
  const { recorder } = parts;
  const { caller } = given;
  const { action } = audit;
  if (audit.records === 'refusals') {
    const about = async () => (await audit.about?.(call, parts)) ?? {};
    return recorder.recordRefusal(caller, { action, about }, () => act());
  }
  const about = await audit.about(call, parts);
  const { outcome } = audit;
  const opensItself = audit.opensItself?.(call);
  const told = { action, about, outcome, opensItself };
  return recorder.recordCall(caller, told, act);
}

/** Joins a contract with the kind of answer that the REST door gives. */
export function defineAnswer(
  contract: Contract,
  answer: AnswerKind,
): AnswerRoute {
  return { contract, answer };
}
