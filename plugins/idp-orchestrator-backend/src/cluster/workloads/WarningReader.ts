import type { Clock, MonotonicTime, WorkloadRef } from '../../ports';
import type { ClusterConnection } from '../connection/ClusterConnection';
import { readDirectly } from '../watch/ObjectReader';
import type { PodObject } from './PodObject';
import { msSince } from '../../waiting/monotonicTime';
import { readNodeProblems } from './readNodeProblems';
import { readWarnings } from './readWarnings';

/** Warnings are read again after so long (ms), and not before a rollout has lasted so long. */
export const WARNINGS_EVERY_MS = 5_000;

/** Reads the warnings about a workload now and then, while its rollout is followed. */
export class WarningReader {
  #readAt: MonotonicTime;
  #warnings: string[] = [];

  constructor(
    private readonly at: WorkloadRef,
    private readonly rules: {
      connection: ClusterConnection;
      clock: Clock;
      signal: AbortSignal;
    },
  ) {
    this.#readAt = rules.clock.monotonic();
  }

  async read(pods: PodObject[]): Promise<string[]> {
    const { connection, clock, signal } = this.rules;
    if (msSince(clock, this.#readAt) >= WARNINGS_EVERY_MS) {
      this.#readAt = clock.monotonic();
      const rules = { reader: readDirectly(connection), signal, pods };
      this.#warnings = [
        ...(await readNodeProblems(pods, rules)),
        ...(await readWarnings(this.at, rules)),
      ];
    }
    return this.#warnings;
  }
}
