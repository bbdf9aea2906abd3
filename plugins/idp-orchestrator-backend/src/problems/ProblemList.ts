import {
  MOST_PROBLEMS,
  type Problem,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Collects problems as they are found. The first are described; the others,
 * of which one request can have as many as it has characters, are counted.
 */
export class ProblemList {
  readonly problems: Problem[] = [];
  /** The problems that were found and are not in the list. */
  more = 0;

  get isFull(): boolean {
    return this.problems.length >= MOST_PROBLEMS;
  }

  add(describe: () => Problem): void {
    if (this.isFull) this.more += 1;
    else this.problems.push(describe());
  }
}
