import { principalOf } from '@idp/backstage-plugin-idp-orchestrator-common';
import type {
  Run,
  RunPlan,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import {
  listStartQuestions,
  type StartQuestion,
} from '../access/authorization/startQuestions';
import type { PlatformViewOptions } from '../access/resolve/PlatformView';
import type { ResolvedStart } from '../access/resolve/ResolvedStart';
import {
  createStartResolver,
  toWantedStart,
  type WantedStart,
} from '../access/resolve/resolveStart';
import type { RunAuthority } from '../ports';
import { requireRun } from './createRunViews';
import type { Caller } from '../access/Caller';
import type { Orchestrator } from './Orchestrator';
import type { SecretInputs } from './SecretInputs';
import {
  beginRun,
  needsAuthority,
  planRun,
  shapeStart,
  type Begun,
  type RunStarter,
} from './startRun';

export interface StartsOptions extends RunStarter, PlatformViewOptions {
  /** The rights that a caller lends to a run for what it does later; none are kept when absent. */
  grant?(caller: Caller, questions: StartQuestion[]): Promise<RunAuthority>;
}

type Options = StartsOptions & { secretInputs: SecretInputs };

/** What is done with a start that was read, and that its caller may start. */
export interface ResolvedStarts {
  begin(caller: Caller, start: ResolvedStart): Promise<Begun>;
  plan(start: ResolvedStart): Promise<RunPlan>;
  /** Lends a run the rights of who lets it go on. */
  lend(caller: Caller, run: Run, start: ResolvedStart): Promise<void>;
}

export function createResolvedStarts(options: Options): ResolvedStarts {
  const { secretInputs, grant, store } = options;
  return {
    begin: (caller, start) =>
      beginRun(options, {
        start,
        key: keyOf(caller, start),
        grant: grant && (() => grant(caller, listStartQuestions(start))),
        hide: (plan, asked) => secretInputs.hideInPlan(plan, asked),
      }),
    async plan(start) {
      const asked = await shapeStart(start);
      const plan = await planRun(options, { start, asked, ask: true });
      return secretInputs.hideInPlan(plan, asked);
    },
    async lend(caller, run, start) {
      if (!grant || !needsAuthority(start.asked)) return;
      const authority = await grant(caller, listStartQuestions(start));
      await store.setAuthority(run.id, authority);
    },
  };
}

/** Starts for callers who may everything, as the engine is measured and tested. */
export function createStarts(
  options: Options,
): Pick<Orchestrator, 'startRun' | 'startTask' | 'planRun' | 'rerun'> {
  const resolver = createStartResolver(options);
  const starts = createResolvedStarts(options);
  const resolve = async (caller: Caller, wanted: WantedStart) =>
    resolver.resolve(await resolver.open(), caller, wanted);
  const begin = async (caller: Caller, wanted: WantedStart) =>
    starts.begin(caller, await resolve(caller, wanted));
  return {
    startRun: (caller, flowId, request) => begin(caller, { flowId, request }),
    startTask: (caller, task) => begin(caller, toWantedStart(task)),
    planRun: async (caller, flowId, request) =>
      starts.plan(await resolve(caller, { flowId, request })),
    async rerun(caller, runId, { reason }) {
      const run = await requireRun(options.store, runId);
      const { flowId, input, environment, dryRun } = run;
      const request = { input, environment, dryRun, reason };
      return begin(caller, { flowId, request });
    },
  };
}

/** Keys of different callers never meet. */
function keyOf(
  { initiator }: Caller,
  { idempotencyKey }: ResolvedStart,
): string | undefined {
  if (!idempotencyKey) return undefined;
  const { kind, ref } = initiator;
  const caller = kind === 'agent' ? `${ref}:${principalOf(initiator)}` : ref;
  return `${kind}:${caller}:${idempotencyKey}`;
}
