import type { RunStats } from '@idp/backstage-plugin-idp-orchestrator-common';
import { DAY_MS } from './dailyEndings';
import { GroupTally, SUCCEEDED, type Endings } from './GroupTally';

type Day = RunStats['days'][number];

/** Counts endings by flow, by step and by day. */
export class StatsTally {
  readonly #flows = new GroupTally();
  readonly #steps = new GroupTally();
  readonly #days = new Map<number, Day>();

  addRuns(flowId: string, endings: Endings): void {
    this.#flows.add([flowId], endings);
  }

  /** @param day days since 1970 */
  addToDay(day: number, runs: Pick<Endings, 'status' | 'ended'>): void {
    const told = this.#days.get(day) ?? beginDay(day);
    this.#days.set(day, told);
    const { status, ended } = runs;
    if (SUCCEEDED.includes(status)) told.succeeded += ended;
    else if (status === 'cancelled') told.cancelled += ended;
    else told.failed += ended;
  }

  addSteps(flowId: string, stepId: string, endings: Endings): void {
    this.#steps.add([flowId, stepId], endings);
  }

  async stats(): Promise<Pick<RunStats, 'flows' | 'days'>> {
    const ofSteps = await this.#steps.groups();
    const flows = await this.#flows.groups();
    return {
      flows: flows.map(({ keys: [flowId], title, attempts: _, ...flow }) => ({
        flowId,
        title,
        ...flow,
        steps: ofSteps
          .filter(({ keys }) => keys[0] === flowId)
          .map(({ keys: [, stepId], title: stepTitle, attempts, ...step }) => ({
            stepId,
            title: stepTitle,
            ...step,
            attemptsPerRun: attempts,
          })),
      })),
      days: [...this.#days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
    };
  }
}

function beginDay(day: number): Day {
  const name = new Date(day * DAY_MS).toISOString().slice(0, 10);
  return { day: name, succeeded: 0, failed: 0, cancelled: 0 };
}
