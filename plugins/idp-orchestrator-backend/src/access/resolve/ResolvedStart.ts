import type {
  Risk,
  FlowDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunRequest } from '../../engine/createNewRun';
import type { CatalogFlow } from '../../flows';
import type { Effect } from './Effect';
import type { PlatformView } from './PlatformView';

/**
 * A request to start a flow, read once. Record, permissions, rules for agents,
 * idempotency and plan all take this value, and nobody reads the request again.
 */
export interface ResolvedStart {
  /** What there was when it was read, by which it is planned and shaped as well. */
  view: PlatformView;
  /** The flow as it is listed; `asked` has the definition that runs are made with. */
  catalogFlow: CatalogFlow;
  /** Checked and complete: environment, input with its defaults, dry run. */
  asked: RunRequest;
  /** Everything that would be executed. */
  effects: Effect[];
  /** The highest risk of all of it. */
  risk: Risk;
  /** As the caller gave it, without what only says how it is to be started. */
  given: Record<string, unknown>;
  /** Whether a person is to approve it before its first step. */
  propose: boolean;
  /** Of a plan that was looked at, if it has to be the same now. */
  planDigest?: string;
  /** What the caller calls this request, so that a repeat starts nothing. */
  idempotencyKey?: string;
  /** Instead of what its flow says of runs at the same time. */
  concurrency?: FlowDefinition['concurrency'];
}
