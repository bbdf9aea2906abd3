import type { NotAllowedError } from '@backstage/errors';
import {
  isRunFinished,
  principalOf,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { AgentRecord, Clock, RunStore } from '../../ports';
import type { Caller } from '../Caller';
import type { AgentRules } from './AgentRules';
import type { ResolvedStart } from '../resolve/ResolvedStart';
import { toAgentStart, type AgentStart } from './AgentStart';
import { isTooRisky, judgeStart, type SeenLook } from './judgeStart';
import { refuseAgent } from './refuseAgent';
import { refuseSpent, refuseToLetGo, withOpening } from './refusals';

export interface AgentGuardOptions {
  rules: AgentRules;
  record: AgentRecord;
  store: Pick<RunStore, 'get'>;
  clock: Clock;
}

const HOUR_MS = 60 * 60 * 1_000;

type Started = { id: string; created: boolean };

/** Reads what a run that there is would execute. */
type ReadStart = () => Promise<ResolvedStart>;
/** Lets the run go on. */
type Act = () => Promise<Run>;

/**
 * Holds agents to their rules in what they start, let go on and approve; lets
 * everybody else pass.
 */
export class AgentGuard {
  constructor(private readonly options: AgentGuardOptions) {}

  /** Starts a run by `begin`, as a proposal where a person has to decide. */
  async start<T extends Started>(
    { initiator }: Caller,
    resolved: ResolvedStart,
    begin: (resolved: ResolvedStart) => Promise<T>,
  ): Promise<T> {
    if (initiator.kind !== 'agent') return begin(resolved);
    const start = toAgentStart(initiator, resolved);
    if (start.dryRun) {
      const started = await begin(resolved);
      if (started.created) await this.#note(start, started.id);
      return started;
    }
    const looks = await this.#listLooks(start);
    const verdict = judgeStart(start, this.options.rules, looks);
    if (verdict.kind === 'refuse') throw verdict.error;
    const propose = resolved.propose || verdict.kind === 'propose';
    try {
      return await this.#withinBudget(
        start,
        () => begin({ ...resolved, propose }),
        ({ created }) => created,
      );
    } catch (error) {
      throw withOpening(error, start);
    }
  }

  /**
   * Writes by `act` what starts nothing before a person lets it; an agent's is
   * taken from its budget.
   */
  async propose<T>(
    { initiator }: Caller,
    resolved: ResolvedStart,
    act: () => Promise<T>,
  ): Promise<T> {
    if (initiator.kind !== 'agent') return act();
    const start = toAgentStart(initiator, resolved);
    const proposal = { ...start, propose: true };
    const verdict = judgeStart(proposal, this.options.rules, []);
    if (verdict.kind === 'refuse') throw verdict.error;
    return this.#withinBudget(start, act, () => true);
  }

  /** True when a person may approve what an agent proposed for that person. */
  get ownProposals(): boolean {
    return this.options.rules.ownProposals;
  }

  /** Lets a run go on by `act`, where an agent could start it anew. */
  letGo(caller: Caller, read: ReadStart, act: Act): Promise<Run> {
    return this.#letGo(caller, { read, act, rules: this.options.rules });
  }

  /**
   * Lets a run go on by approving it, where an agent could start it. Who started
   * it has tried it out, or did not have to.
   */
  approve(caller: Caller, read: ReadStart, act: Act): Promise<Run> {
    const rules = { ...this.options.rules, dryRunFrom: 'never' as const };
    return this.#letGo(caller, { read, act, rules });
  }

  async #letGo(
    { initiator }: Caller,
    { read, act, rules }: { read: ReadStart; act: Act; rules: AgentRules },
  ): Promise<Run> {
    if (initiator.kind !== 'agent') return act();
    const start = toAgentStart(initiator, await read());
    if (start.dryRun) return act();
    if (isTooRisky(start, rules)) throw refuseToLetGo(start);
    const looks = await this.#listLooks(start);
    const verdict = judgeStart(start, rules, looks);
    if (verdict.kind === 'refuse') throw verdict.error;
    return this.#withinBudget(start, act, () => true);
  }

  /** Counts a plan of an agent as trying the start out. */
  async noteLook(
    { initiator }: Caller,
    resolved: ResolvedStart,
  ): Promise<void> {
    if (initiator.kind !== 'agent') return;
    await this.#note(toAgentStart(initiator, resolved));
  }

  /**
   * Refuses an agent that may not approve a run.
   *
   * @throws NotAllowedError
   */
  async requireApprover(caller: Caller, runId: string): Promise<void> {
    const refusal = await this.refusalToApprove(caller, runId);
    if (refusal) throw refusal;
  }

  /**
   * Gives the refusal of an agent that may not approve a run; undefined when it
   * may.
   */
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

  /** Gives the refusal of an agent that would hide a failure from people; undefined for others. */
  refusalToDismiss(
    { initiator }: Caller,
    runId: string,
  ): NotAllowedError | undefined {
    if (initiator.kind !== 'agent') return undefined;
    return refuseAgent(
      'A person has to dismiss this: agents do not decide that a failure needs nobody. Ask somebody who may',
      {
        reason: 'dismissal-by-person',
        missing: ['a person who says that it needs nobody any more'],
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

  /**
   * Takes a start from the budget of an hour, and gives it back when nothing
   * came of it.
   */
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

/**
 * Tells whether a dry run failed; one that is under way has shown its plan
 * already.
 */
function hasFailed(run: Run): boolean {
  return isRunFinished(run) && !run.status.startsWith('succeeded');
}
