import { NotFoundError } from '@backstage/errors';
import type {
  Run,
  RunPlan,
  StartedRun,
  StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { digestOf, type CatalogFlow } from '../../flows';
import type { RunStore } from '../../ports';
import type { Caller } from '../Caller';
import type { Orchestrator, StartUse } from '../../operations/Orchestrator';
import type { Begun } from '../../operations/startRun';
import type { AgentGuard } from '../agents';
import type { StartAuthorizer } from '../authorization/StartAuthorizer';
import type { About, CallRecorder } from '../recording/CallRecorder';
import type { PlatformView } from '../resolve/PlatformView';
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
type Looked =
  | { start: ResolvedStart; environment: string }
  | {
      start?: undefined;
      error: unknown;
      /** Where it was to be, as far as the request could be read. */
      environment?: string;
    };

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
        const start = await permit(options, caller, { looked });
        return agents.start(caller, start, one => starts.begin(caller, one));
      },
      {
        about: () => aboutStart(kind, wanted, looked),
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
          isSeen: true,
        };
        const looked = await look(options, caller, wanted);
        const start = await permit(options, caller, { looked });
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

/**
 * Reads a request for a caller. Asked first is whether they may see the flow,
 * then whether they may start anything like it, and only then what is wrong
 * with the request and what it would do: a refusal tells nothing of what is
 * there, and who may start nothing gives nobody any work.
 */
async function look(
  options: Pick<StartAccessOptions, 'resolver' | 'authorizer'>,
  caller: Caller,
  wanted: SeenStart,
): Promise<Looked> {
  const { resolver } = options;
  const view = await resolver.open();
  const found = view.flows.get(wanted.flowId);
  try {
    await requireAnyStart(options, caller, { wanted, found });
  } catch (error) {
    return {
      error,
      environment: readPlace(resolver, view, { caller, wanted }),
    };
  }
  try {
    const start = await resolver.resolve(view, caller, wanted);
    return { start, environment: start.asked.environment };
  } catch (error) {
    return { error };
  }
}

interface SeenStart extends WantedStart {
  /** The caller has seen the flow already, in a run of it. */
  isSeen?: boolean;
}

async function requireAnyStart(
  { authorizer }: Pick<StartAccessOptions, 'authorizer'>,
  caller: Caller,
  { wanted, found }: { wanted: SeenStart; found?: CatalogFlow },
): Promise<void> {
  const { flowId, isTask, isSeen } = wanted;
  if (isTask) await authorizer.requireSome(caller, 'task');
  if (!isSeen) await authorizer.requireVisible(caller, flowId, found);
  if (found) await authorizer.requireSome(caller, found.kind);
}

/** For the record of a refusal; nothing where the request cannot be read. */
function readPlace(
  resolver: StartResolver,
  view: PlatformView,
  { caller, wanted }: { caller: Caller; wanted: WantedStart },
): string | undefined {
  try {
    return resolver.check(view, caller, wanted).environment;
  } catch {
    // What is wrong with it is not for who may not start it.
    return undefined;
  }
}

/** @throws what is wrong with the request, NotAllowedError for what it would do */
async function permit(
  { authorizer }: Pick<StartAccessOptions, 'authorizer'>,
  caller: Caller,
  { looked, isPlan = false }: { looked: Looked; isPlan?: boolean },
): Promise<ResolvedStart> {
  if (!looked.start) throw looked.error;
  const { start } = looked;
  const asked = { ...start.asked, dryRun: isPlan || start.asked.dryRun };
  await authorizer.require(caller, { ...start, asked });
  return start;
}

function aboutStart(
  kind: 'flow' | 'script',
  { flowId, request }: WantedStart,
  { start, environment }: Looked,
): About {
  const { environment: _, dry_run: __, ...input } = request.input ?? {};
  return {
    subject: { kind, id: flowId },
    environment,
    ...(start && {
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
