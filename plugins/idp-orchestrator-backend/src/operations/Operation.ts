import type { Contract } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Caller } from '../access/Caller';
import type { OperationTool } from './tools/OperationTool';

/** A use case, as every door calls it. */
export interface Operation<I = object, A = unknown> {
  /**
   * The name in the audit record; absent where it is made of other operations,
   * which are recorded.
   */
  action?: string;
  tool?: OperationTool<I, A>;
  /**
   * Reads the conversation that an agent names in a body that nobody has
   * checked yet; the header's counts when absent.
   */
  conversationOf?(body: unknown): string | undefined;
  /**
   * Records the call, asks whether the caller may, and does it with the parts
   * that all operations have, which only who makes operations has to know.
   */
  perform(parts: object, caller: Caller, input: I): Promise<A>;
}

/** An operation that the REST API has a route for. */
export interface RoutedOperation<I = object, A = unknown> extends Operation<
  I,
  A
> {
  contract: Contract;
}

/** Does an operation for a caller, as far as the caller may. */
export type Perform = <I, A>(
  operation: Operation<I, A>,
  caller: Caller,
  input: NoInfer<I> & object,
) => Promise<A>;

/**
 * The answers of their own kind, each of which the REST door knows how to send.
 */
export type AnswerKind =
  | 'feed'
  | 'log'
  | 'bundle'
  | 'health-stream'
  | 'audit-export'
  | 'document'
  | 'calendar';

/**
 * A route whose answer the REST door sends in a way of its own, made of what
 * operations give.
 */
export interface AnswerRoute {
  contract: Contract;
  answer: AnswerKind;
}
