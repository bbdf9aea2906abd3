import type { Request, Response } from 'express';
import type { Caller } from '../../access/Caller';
import type { Perform } from '../../operations/Operation';

/**
 * A call that its contract has checked, and the parts that answers are made
 * with.
 */
export interface AnswerCall {
  caller: Caller;
  params: Record<string, string>;
  query: Record<string, unknown>;
  perform: Perform;
  /** Aborts when this backend begins to stop. */
  stopping: AbortSignal;
}

/** Sends an answer of its own kind. */
export type SendAnswer = (
  http: { req: Request; res: Response },
  call: AnswerCall,
) => Promise<void>;
