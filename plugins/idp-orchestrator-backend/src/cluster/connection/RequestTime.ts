import { explainSilence, explainUnreachable } from './explainUnreachable';

/** Limits how long a request may go on: until its caller ends it, or a limit (ms) is over. */
export class RequestTime {
  /** Aborts at whichever comes first. */
  readonly signal: AbortSignal;
  readonly #limit: AbortSignal;

  constructor(
    private readonly caller: AbortSignal,
    private readonly limitMs: number,
  ) {
    this.#limit = AbortSignal.timeout(limitMs);
    this.signal = AbortSignal.any([caller, this.#limit]);
  }

  /** Makes what is to be thrown for an error of the connection. */
  explain(server: string, error: unknown): unknown {
    if (this.caller.aborted) return this.caller.reason;
    return this.#limit.aborted
      ? explainSilence(server, this.limitMs)
      : explainUnreachable(server, error as Error);
  }
}
