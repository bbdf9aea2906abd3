import { NotFoundError } from '@backstage/errors';
import type {
  Run,
  RunPlan,
  StartedRun,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { digestOf, type CatalogFlow } from '../../flows';
import type { RunStore } from '../../ports';
import type {
  Caller,
  Orchestrator,
  StartUse,
} from '../../operations/Orchestrator';
import type { Begun } from '../../operations/startRun';
import type { AgentGuard } from '../agents';
import type { StartAuthorizer } from '../authorization/StartAuthorizer';
import type { About, CallRecorder } from '../recording/CallRecorder';
import type { ResolvedStart } from '../resolve/ResolvedStart';
import type { ResolveRun } from '../resolve/resolveRun';
import {
  toWantedStart,
  type StartResolver,
  type WantedStart,
} from '../resolve/resolveStart';

export interface StartAccessOptions {
  resolver: StartResolver;
  resolveRun: ResolveRun;
  authorizer: StartAuthorizer;
  agents: AgentGuard;
  recorder: CallRecorder;
  store: Pick<RunStore, 'get' | 'getTraits'>;
  /** Lets nobody learn of a run that they may not see. */
  requireVisibleRun(caller: Caller, runId: string): Promise<unknown>;
  starts: {
    begin(caller: Caller, start: ResolvedStart): Promise<Begun>;
    plan(start: ResolvedStart): Promise<RunPlan>;
    /** Lends a run the rights of who lets it go on. */
    lend(caller: Caller, run: Run, start: ResolvedStart): Promise<void>;
  };
  /** The use cases as they are, without asking who may. */
  orchestrator: Pick<Orchestrator, 'retryRun'>;
}

/** A request that was read, or what is wrong with it. */
type Looked = { catalogFlow?: CatalogFlow } & (
  | { start: ResolvedStart; error?: undefined }
  | { start?: undefined; error: unknown }
);

/**
 * The one way to a start, for every door: the request is read once, and what
 * came of it is recorded, authorized, held against the rules for agents and
 * executed. Nobody after the resolver looks at the request again.
 */
export function createStartAccess(
  options: StartAccessOptions,
): Pick<Orchestrator, StartUse> {
  const { recorder, agents, starts } = options;

  const begin = async (
    caller: Caller,
    wanted: WantedStart,
    { act, kind }: { act: string; kind: 'flow' | 'script' },
  ): Promise<Begun> => {
    const looked = await look(options, caller, wanted);
    const record = recorder.change(
      act,
      async () => {
        const start = await permit(options, caller, { wanted, looked });
        return agents.start(caller, start, one => starts.begin(caller, one));
      },
      {
        about: () => aboutStart(kind, wanted, looked.start),
        tell: tellStarted,
      },
    );
    return record(caller);
  };

  return {
    startRun: (caller, flowId, request) =>
      begin(caller, { flowId, request }, { act: 'run.start', kind: 'flow' }),
    startTask: (caller, task) =>
      begin(caller, toWantedStart(task), { act: 'script.run', kind: 'script' }),
    planRun: recorder.look(
      'run.plan',
      async (caller, flowId: string, request: StartRunRequest) => {
        const wanted = { flowId, request };
        const looked = await look(options, caller, wanted);
        const start = await permit(options, caller, {
          wanted,
          looked,
          isPlan: true,
        });
        const plan = await starts.plan(start);
        await agents.noteLook(caller, start);
        return plan;
      },
      (flowId: string, _: StartRunRequest): About => ({
        subject: { kind: 'flow', id: flowId },
      }),
    ),
    ...createLettingGo(options),
  };
}

/** What lets a run that there is go on, or go again: it takes the right to start it now. */
function createLettingGo(
  options: StartAccessOptions,
): Pick<Orchestrator, 'rerun' | 'retryRun'> {
  const { recorder, agents, starts, orchestrator, authorizer } = options;
  const aboutRun = async (
    runId: string,
    { reason, ...rest }: { reason: string; from?: string },
  ): Promise<About> => {
    const run = await options.store.get(runId);
    return {
      subject: { kind: 'run', id: runId },
      environment: run?.environment,
      dryRun: run?.dryRun,
      risk: run?.risk,
      ...(rest.from !== undefined && { inputDigest: digestOf(rest) }),
      reason,
    };
  };
  const findRun = async (caller: Caller, runId: string): Promise<Run> => {
    await options.requireVisibleRun(caller, runId);
    const run = await options.store.get(runId);
    if (run) return run;
    throw new NotFoundError(`There is no run ${runId}`);
  };
  const tell = ({ status }: Run) => `It is ${status}`;
  return {
    rerun: recorder.change(
      'run.rerun',
      async (caller, runId, { reason }) => {
        const run = await findRun(caller, runId);
        const { flowId, input, environment, dryRun } = run;
        const wanted = {
          flowId,
          request: { input, environment, dryRun, reason },
        };
        const looked = await look(options, caller, wanted);
        const start = await permit(options, caller, {
          wanted,
          looked,
          isSeen: true,
        });
        return agents.start(caller, start, one => starts.begin(caller, one));
      },
      { about: aboutRun, tell: tellStarted },
    ),
    retryRun: recorder.change(
      'run.retry',
      async (caller, runId, request) => {
        const run = await findRun(caller, runId);
        const start = await options.resolveRun(run);
        await authorizer.require(caller, start);
        const asked = { ...start.asked, reason: request.reason };
        return agents.retry(caller, { ...start, asked }, async () => {
          await starts.lend(caller, run, start);
          return orchestrator.retryRun(caller, runId, request);
        });
      },
      { about: aboutRun, tell },
    ),
  };
}

/** Reads a request as far as it goes; what is wrong with it is told only to those who may know. */
async function look(
  { resolver }: Pick<StartAccessOptions, 'resolver'>,
  caller: Caller,
  wanted: WantedStart,
): Promise<Looked> {
  const view = await resolver.open();
  const catalogFlow = view.flows.get(wanted.flowId);
  try {
    const start = await resolver.resolve(view, caller, wanted);
    return { catalogFlow, start };
  } catch (error) {
    return { catalogFlow, error };
  }
}

/**
 * What may be started: asked first is whether the caller may see the flow, then
 * whether they may start anything like it, and only then what is wrong with the
 * request, so that a refusal tells nothing of what is there.
 */
async function permit(
  { authorizer }: Pick<StartAccessOptions, 'authorizer'>,
  caller: Caller,
  {
    wanted,
    looked,
    isPlan = false,
    isSeen = false,
  }: {
    wanted: WantedStart;
    looked: Looked;
    isPlan?: boolean;
    /** It was seen already, in a run of it. */
    isSeen?: boolean;
  },
): Promise<ResolvedStart> {
  const { catalogFlow, start, error } = looked;
  const kind = wanted.isTask ? 'task' : catalogFlow?.kind;
  if (kind && wanted.isTask) await authorizer.requireSome(caller, kind);
  if (!isSeen) {
    await authorizer.requireVisible(caller, wanted.flowId, catalogFlow);
  }
  if (kind) await authorizer.requireSome(caller, kind);
  if (!start) throw error;
  const asked = { ...start.asked, dryRun: isPlan || start.asked.dryRun };
  await authorizer.require(caller, { ...start, asked });
  return start;
}

function aboutStart(
  kind: 'flow' | 'script',
  { flowId, request }: WantedStart,
  start: ResolvedStart | undefined,
): About {
  const { environment: _, dry_run: __, ...input } = request.input ?? {};
  return {
    subject: { kind, id: flowId },
    ...(start && {
      environment: start.asked.environment,
      dryRun: start.asked.dryRun,
      risk: start.risk,
    }),
    // Environment and dry run may stand in the input or beside it, which is the same call.
    inputDigest: digestOf(input),
    reason: request.reason,
  };
}

function tellStarted({
  id,
  created,
}: StartedRun & { created: boolean }): string {
  return created ? `Started run ${id}` : `Run ${id} was started before`;
}
