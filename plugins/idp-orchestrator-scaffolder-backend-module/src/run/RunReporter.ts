import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  LogChunk,
  Run,
  RunEvent,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { describeEvent } from './describeEvent';

/**
 * The number of lines of one step that a template's log gets. The scaffolder
 * keeps each message as a row and holds what is not written yet in memory, so a
 * noisy script must not reach it whole; the run's own log has all of it.
 */
const LINES_OF_STEP = 5_000;

/** Reports in a template's log what happens in a run. */
export class RunReporter {
  readonly #lines = new Map<string, number>();

  constructor(
    private readonly logger: LoggerService,
    private readonly runUrl: string,
  ) {}

  reportEvent(run: Run, event: RunEvent): void {
    const told = describeEvent(run, event);
    if (!told) return;
    if (told.isChatter && 'stepId' in event) {
      if (this.#take(run, event.stepId, 1) === 0) return;
    }
    this.logger[told.level](told.text);
  }

  /** Reports the lines of a chunk in one message. */
  reportLines(run: Run, { stepId, lines }: LogChunk): void {
    const title = titleOf(run, stepId);
    const taken = lines.slice(0, this.#take(run, stepId, lines.length));
    if (taken.length === 0) return;
    this.logger.info(taken.map(line => `${title} | ${line}`).join('\n'));
  }

  /**
   * Counts how many of these lines still fit; says once when they do no more.
   */
  #take(run: Run, stepId: string, wanted: number): number {
    const before = this.#lines.get(stepId) ?? 0;
    const free = Math.max(0, LINES_OF_STEP - before);
    this.#lines.set(stepId, before + wanted);
    if (before <= LINES_OF_STEP && wanted > free) {
      this.logger.warn(
        `${titleOf(run, stepId)}: more than ${LINES_OF_STEP} lines; all of them are at ${this.runUrl}`,
      );
    }
    return Math.min(free, wanted);
  }
}

function titleOf({ steps }: Run, stepId: string): string {
  return steps.find(({ id }) => id === stepId)?.title ?? stepId;
}
