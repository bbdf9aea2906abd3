import type { LoggerService } from '@backstage/backend-plugin-api';
import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';

/** Warns of each problem once, and again when it comes back. */
export class ProblemLog {
  #warned = new Set<string>();

  constructor(private readonly logger: Pick<LoggerService, 'warn'>) {}

  warn(problems: readonly FlowProblem[]): void {
    const lines = problems.map(describeFlowProblem);
    for (const line of lines) {
      if (!this.#warned.has(line)) this.logger.warn(line);
    }
    this.#warned = new Set(lines);
  }
}

/** Describes a problem as `file:line:column: reason`, of which editors and terminals make links. */
export function describeFlowProblem(problem: FlowProblem): string {
  const { source, line, column, message } = problem;
  const place = [source, line, column].filter(part => part !== undefined);
  return `${place.join(':')}: ${message}`;
}
