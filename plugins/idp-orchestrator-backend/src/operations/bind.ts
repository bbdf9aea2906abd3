import type {
  Contract,
  FlowSummary,
  OperationId,
  ParamNames,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { z } from 'zod';
import type { Caller } from '../access/Caller';
import type { Orchestrator } from './Orchestrator';

/** A tool of agents, as far as the operations on tools know it. */
interface CallableTool {
  name: string;
  call(
    by: { orchestrator: Orchestrator; caller: Caller },
    input: Record<string, unknown>,
  ): Promise<object>;
}

/** What operations work with. */
export interface Uses {
  orchestrator: Orchestrator;
  /** The tools of agents, which are a door and so are handed in. */
  tools: {
    list(flows: FlowSummary[]): CallableTool[];
    find(
      orchestrator: Orchestrator,
      caller: Caller,
      name: string,
    ): Promise<CallableTool>;
  };
}

/** One call of an operation, checked by its contract. */
export interface CallOf<C extends Contract> {
  caller: Caller;
  params: Record<ParamNames<C['path']>, string>;
  query: z.output<C['query']>;
  body: z.output<NonNullable<C['body']>>;
}

/** A call of any operation. */
export interface AnyCall {
  caller: Caller;
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
}

/** Answers of their own kind, each of which the REST door knows how to send. */
export type AnswerKind =
  'feed' | 'log' | 'bundle' | 'health-stream' | 'audit-export' | 'document';

/** A loose answer (a tool's) may be any object. */
type JsonOf<C extends Contract> =
  z.input<NonNullable<C['answer']>> extends infer Json
    ? string extends keyof Json
      ? object
      : Json
    : never;

/** What is answered; of what makes something also whether it has been made just now. */
type AnswerOf<C extends Contract> = C['status'] extends 201
  ? JsonOf<C> & { created: boolean }
  : JsonOf<C>;

/** An operation that answers with JSON, joined with what it does. */
export interface JsonBinding {
  contract: Contract;
  /** The conversation that an agent names in a body that nobody has checked yet; the header's when absent. */
  conversationOf?(body: unknown): string | undefined;
  run(uses: Uses, call: AnyCall): Promise<object>;
}

/** An operation joined with the answer of its own kind that it gives. */
export interface AnswerBinding {
  contract: Contract;
  answer: AnswerKind;
}

export type Binding = JsonBinding | AnswerBinding;

/** Joins a contract with what is done when it is called. */
export function bind<C extends Contract<OperationId>>(
  contract: C,
  how: {
    run(uses: Uses, call: CallOf<C>): Promise<AnswerOf<C>>;
    conversationOf?: JsonBinding['conversationOf'];
  },
): JsonBinding {
  // The router hands in only what the contract has checked.
  return { contract, ...how } as unknown as JsonBinding;
}

/** Joins a contract with the kind of answer that the REST door gives. */
export function bindAnswer(
  contract: Contract,
  answer: AnswerKind,
): AnswerBinding {
  return { contract, answer };
}
