import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Clock, Cluster, MonotonicTime } from '../ports';
import { msSince } from '../waiting/monotonicTime';
import { withinLimit } from './probes';

type Nodes = Pick<PlatformHealth, 'nodes' | 'nodesUnknownBecause'>;

/**
 * The time (ms) for which a count is good: nodes come and go more slowly than
 * services.
 */
const KEPT_MS = 10_000;
const LIMIT_MS = 3_000;

/** Counts the nodes of each environment's cluster, for all askers together. */
export class NodeCounts {
  readonly #counts = new Map<
    string,
    { at: MonotonicTime; nodes: Promise<Nodes> }
  >();

  constructor(
    private readonly options: {
      cluster: Pick<
        Cluster,
        'unavailableReason' | 'pendingReason' | 'countNodes'
      >;
      clock: Clock;
    },
  ) {}

  async count(environment: string): Promise<Nodes> {
    const { cluster, clock } = this.options;
    if (cluster.unavailableReason(environment)) return {};
    const counted = this.#counts.get(environment);
    if (counted && msSince(clock, counted.at) < KEPT_MS) return counted.nodes;
    const nodes = this.#ask(environment);
    this.#counts.set(environment, { at: clock.monotonic(), nodes });
    return nodes;
  }

  #ask(environment: string): Promise<Nodes> {
    const { cluster, clock } = this.options;
    return withinLimit<Nodes>(
      { clock, limitMs: LIMIT_MS },
      async signal => {
        try {
          return { nodes: await cluster.countNodes(environment, signal) };
        } catch (error) {
          return { nodesUnknownBecause: (error as Error).message };
        }
      },
      () => ({
        nodesUnknownBecause:
          cluster.pendingReason(environment) ??
          `the cluster gives no answer within ${LIMIT_MS} ms`,
      }),
    );
  }
}
