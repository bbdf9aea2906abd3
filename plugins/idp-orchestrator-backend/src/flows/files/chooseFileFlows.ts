import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FileFlow, ReadFlows } from './parseFlowFile';

/**
 * Chooses the flows of files that have an id of their own. What comes from code
 * or is a script wins; among files none does, because nobody could know which.
 */
export function chooseFileFlows(
  { flows, problems }: ReadFlows,
  taken: ReadonlyMap<string, { kind: 'flow' | 'task' }>,
): ReadFlows {
  const refused = flows.flatMap(file => {
    const owners = flows.filter(
      other => other !== file && other.flow.id === file.flow.id,
    );
    const reason = reasonOf(taken.get(file.flow.id)?.kind) ?? clash(owners);
    return reason ? [{ file, problem: refuse(file, reason) }] : [];
  });
  const bad = new Set(refused.map(({ file }) => file));
  return {
    flows: flows.filter(file => !bad.has(file)),
    problems: [...problems, ...refused.map(({ problem }) => problem)],
  };
}

function reasonOf(kind: 'flow' | 'task' | undefined): string | undefined {
  switch (kind) {
    case 'flow':
      return 'an id that no flow made in code has';
    case 'task':
      return 'an id that no script has';
    default:
      return undefined;
  }
}

function clash(owners: FileFlow[]): string | undefined {
  if (owners.length === 0) return undefined;
  const places = owners.map(other => {
    const { source, line } = other.toProblem(atId(other, ''));
    return `${source}:${line}`;
  });
  return `an id that no other file has (none of them is used, the others are ${[...new Set(places)].join(', ')})`;
}

function refuse(file: FileFlow, expected: string): FlowProblem {
  return file.toProblem(atId(file, expected));
}

function atId({ flow }: FileFlow, expected: string) {
  return { path: 'id', expected, got: flow.id };
}
