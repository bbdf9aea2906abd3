import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FileWindow } from '../flows/files';
import type { WindowDefinition } from '../ports';

/**
 * Chooses the windows of files that have an id of their own. One of the
 * configuration wins; among files the first by its path does, since with none of
 * them a freeze would be gone.
 */
export function chooseWindows(
  windows: readonly FileWindow[],
  configured: readonly WindowDefinition[],
): { windows: FileWindow[]; problems: FlowProblem[] } {
  const isConfigured = new Set(configured.map(({ id }) => id));
  const chosen = new Map<string, FileWindow>();
  const problems: FlowProblem[] = [];
  for (const one of windows) {
    const { id } = one.definition;
    const first = chosen.get(id);
    const other = isConfigured.has(id)
      ? 'the configuration (idpOrchestrator.windows) has it'
      : first && `${placeOf(first)} has it`;
    if (other === undefined) {
      chosen.set(id, one);
      continue;
    }
    const expected = `an id of its own (${other}, and that one is in force)`;
    problems.push(one.toProblem({ path: 'id', expected, got: id }));
  }
  return { windows: [...chosen.values()], problems };
}

function placeOf({ file, toProblem }: FileWindow): string {
  const { line } = toProblem({ path: 'id', expected: '', got: '' });
  return `${file}:${line}`;
}
