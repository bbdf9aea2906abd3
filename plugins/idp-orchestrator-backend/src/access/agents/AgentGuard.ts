import type { NotAllowedError } from '@backstage/errors';
import {
  isRunFinished,
  PLATFORM_OPERATIONS,
  principalOf,
  toOperationRun,
  type OperateServicesRequest,
  type Run,
  type StartRunRequest,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AgentRecord, Clock, RunStore } from '../../ports';
import type { Caller, Orchestrator } from '../../operations/Orchestrator';
import type { AgentRules } from './AgentRules';
import {
  readAgentStart,
  type AgentStart,
  type AgentStartOptions,
} from './AgentStart';
import { isTooRisky, judgeStart, type SeenLook } from './judgeStart';
import { refuseAgent } from './refuseAgent';
import { refuseSpent, refuseToRetry } from './refusals';

export interface AgentGuardOptions extends AgentStartOptions {
  rules: AgentRules;
  record: AgentRecord;
  store: Pick<RunStore, 'get'>;
  clock: Clock;
}

const HOUR_MS = 60 * 60 * 1_000;

type Started = Awaited<ReturnType<Orchestrator['startRun']>>;

/** A start, whatever use case it comes from. */
export interface Wanted {
  flowId: string;
  request: StartRunRequest;
}

/** What a run was started with. */
export function again({ input, environment, dryRun }: Run, reason: string) {
  return { input, environment, dryRun, reason };
}

/** What the rules for agents make of what they ask for. */
export class AgentGuard {
  constructor(private readonly options: AgentGuardOptions) {}

  async start(
    caller: Caller,
    wanted: Wanted,
    begin: (propose: { propose?: boolean }) => Promise<Started>,
  ): Promise<Started> {
    const { initiator } = caller;
    if (initiator.kind !== 'agent') return begin({});
    const start = await readAgentStart(initiator, wanted, this.options);
    if (start.dryRun) {
      const started = await begin({});
      if (started.created) await this.#note(start, started.id);
      return started;
    }
    const looks = await this.#listLooks(start);
    const verdict = judgeStart(start, this.options.rules, looks);
    if (verdict.kind === 'refuse') throw verdict.error;
    return this.#withinBudget(
      start,
      () => begin(verdict.kind === 'propose' ? { propose: true } : {}),
      ({ created }) => created,
    );
  }

  /** What an agent may not start it may not make go on. */
  async retry(
    { initiator }: Caller,
    { run, reason }: { run: Run; reason: string },
    retry: () => Promise<Run>,
  ): Promise<Run> {
    const wanted = { flowId: run.flowId, request: again(run, reason) };
    const start = await readAgentStart(initiator, wanted, this.options);
    if (start.dryRun) return retry();
    if (isTooRisky(start, this.options.rules)) throw refuseToRetry(start);
    const looks = await this.#listLooks(start);
    const verdict = judgeStart(start, this.options.rules, looks);
    if (verdict.kind === 'refuse') throw verdict.error;
    return this.#withinBudget(start, retry, () => true);
  }

  async noteLook({ initiator }: Caller, wanted: Wanted): Promise<void> {
    if (initiator.kind !== 'agent') return;
    await this.#note(await readAgentStart(initiator, wanted, this.options));
  }

  async noteOperation(
    caller: Caller,
    request: OperateServicesRequest,
  ): Promise<void> {
    await this.noteLook(caller, {
      flowId: PLATFORM_OPERATIONS,
      request: toOperationRun(request),
    });
  }

  /** @throws NotAllowedError */
  async requireApprover(caller: Caller, runId: string): Promise<void> {
    const refusal = await this.refusalToApprove(caller, runId);
    if (refusal) throw refusal;
  }

  /** Why an agent may not approve a run; nothing when it may. */
  async refusalToApprove(
    { initiator }: Caller,
    runId: string,
  ): Promise<NotAllowedError | undefined> {
    if (initiator.kind !== 'agent') return undefined;
    const run = await this.options.store.get(runId);
    const isOwn = run && principalOf(run.initiator) === principalOf(initiator);
    if (this.options.rules.mayApprove && !isOwn) return undefined;
    return refuseAgent(
      `A person has to approve this: agents approve ${this.options.rules.mayApprove ? 'nothing that they started themselves' : 'nothing'}. Ask somebody who may`,
      {
        reason: 'approval-by-person',
        missing: ['the approval of a person who may give it'],
        nextActions: [{ action: 'get-run', input: { runId } }],
      },
    );
  }

  async #note(start: AgentStart, runId?: string): Promise<void> {
    const { record, clock } = this.options;
    const { agent, digest } = start;
    await record.noteLook({ agent, digest, at: clock.now(), runId });
  }

  async #listLooks({ agent, digest }: AgentStart): Promise<SeenLook[]> {
    const { record, clock, rules, store } = this.options;
    const since = clock.now() - rules.dryRunWindowMs;
    const looks = await record.listLooks({ agent, digest, since });
    return Promise.all(
      looks.map(async look => {
        const run = look.runId ? await store.get(look.runId) : undefined;
        return { ...look, failed: run && hasFailed(run) };
      }),
    );
  }

  /** What did not come to be costs nothing. */
  async #withinBudget<T>(
    start: AgentStart,
    begin: () => Promise<T>,
    counts: (value: T) => boolean,
  ): Promise<T> {
    const { record, clock, rules } = this.options;
    const at = clock.now();
    const { principal } = start;
    const limit = rules.startsPerHour;
    const since = at - HOUR_MS;
    const taken = await record.takeStart({ principal, at, since, limit });
    if (taken.result === 'none-left') {
      const freeAt = new Date(taken.oldest + HOUR_MS);
      throw refuseSpent(start, { limit, freeAt: freeAt.toISOString() });
    }
    let isUsed = false;
    try {
      const value = await begin();
      isUsed = counts(value);
      return value;
    } finally {
      if (!isUsed) await record.giveBackStart(taken.id);
    }
  }
}

/** One that is under way has shown its plan already. */
function hasFailed(run: Run): boolean {
  return isRunFinished(run) && !run.status.startsWith('succeeded');
}
