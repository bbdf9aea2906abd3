import type { FlowProblem } from '@idp/backstage-plugin-idp-orchestrator-common';
import { findInexactNumbers } from '../../problems/inexactNumbers';
import { listUnstorable } from '../../problems/requireStorable';
import { readDefinition } from '../../schedules/readDefinition';
import {
  placeProblems,
  locateProblemIn,
  type FileSchedule,
} from './FileDocument';
import type { FlowText } from './place';

/**
 * Reads a document of `kind: schedule`.
 *
 * @param environments - the names of the environments; not looked at when absent
 */
export function readScheduleDocument(
  { kind: _, ...given }: Record<string, unknown>,
  text: FlowText & { file: string },
  environments?: readonly string[],
): { schedules: FileSchedule[]; problems: FlowProblem[] } {
  const toProblem = locateProblemIn(text);
  const { problems: unstorable } = listUnstorable(given);
  if (unstorable.length > 0) {
    return { schedules: [], problems: placeProblems(toProblem, unstorable) };
  }
  const read = readDefinition(given);
  if ('problems' in read) {
    const problems = placeProblems(toProblem, read.problems, read.more);
    return { schedules: [], problems };
  }
  const { definition } = read;
  const wrong = [
    ...findInexactNumbers(definition.input, 'input'),
    ...findUnknown(definition.environment, environments),
  ];
  if (wrong.length > 0) {
    return { schedules: [], problems: placeProblems(toProblem, wrong) };
  }
  const { source, file } = text;
  return { schedules: [{ definition, source, file, toProblem }], problems: [] };
}

function findUnknown(name: string, known?: readonly string[]) {
  if (!known || known.includes(name)) return [];
  const expected = `one of ${known.join(', ')}`;
  return [{ path: 'environment', expected, got: JSON.stringify(name) }];
}
