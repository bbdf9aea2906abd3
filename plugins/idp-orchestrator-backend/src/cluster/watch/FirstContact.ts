import { ServiceUnavailableError } from '@backstage/errors';
import type { Clock } from '../../ports';
import type { ClusterConnection } from '../connection/ClusterConnection';
import { ClusterBusyError } from '../connection/explainRefusal';

/**
 * Knows whether a cluster has answered at all. One that was there is waited for
 * when it is away; one that never answers is most likely at another address.
 */
export class FirstContact {
  #hasAnswered = false;
  #problem: string | undefined;

  constructor(private readonly connection: ClusterConnection) {}

  made(): void {
    this.#hasAnswered = true;
  }

  /** Notes a failure; that the cluster has too much to do is an answer. */
  failed(error: Error): void {
    if (error instanceof ClusterBusyError) this.made();
    this.#problem = error.message;
  }

  /**
   * Waits for a time (ms), and requires that there was an answer in it.
   *
   * @throws ServiceUnavailableError when there was none
   */
  async requireWithin(
    limitMs: number,
    { clock, signal }: { clock: Clock; signal: AbortSignal },
  ): Promise<void> {
    await clock.sleep(limitMs, signal);
    if (signal.aborted || this.#hasAnswered) return;
    if (!this.#problem) throw await this.connection.explainSilence(limitMs);
    throw new ServiceUnavailableError(
      `${this.#problem} It has never answered within ${limitMs / 1_000} s.`,
    );
  }
}
