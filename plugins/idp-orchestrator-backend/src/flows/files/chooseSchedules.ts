import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { FileSchedule } from './FileDocument';

/** Chooses the schedules that have an id of their own; of several with one id none is used, because nobody could know which. */
export function chooseSchedules(all: readonly FileSchedule[]): {
  schedules: FileSchedule[];
  problems: FlowProblem[];
} {
  const byId = Map.groupBy(all, ({ definition }) => definition.id);
  const problems = [...byId.values()]
    .filter(({ length }) => length > 1)
    .flatMap(same => same.map(one => refuse(one, same)));
  const schedules = all.filter(
    ({ definition }) => byId.get(definition.id)?.length === 1,
  );
  return { schedules, problems };
}

function refuse(one: FileSchedule, same: FileSchedule[]): FlowProblem {
  const others = same.filter(other => other !== one).map(placeOf);
  const expected = `an id that no other schedule of a file has (none of them is used, the others are ${others.join(', ')})`;
  return one.toProblem({ path: 'id', expected, got: one.definition.id });
}

function placeOf({ file, toProblem }: FileSchedule): string {
  const { line } = toProblem({ path: 'id', expected: '', got: '' });
  return `${file}:${line}`;
}
