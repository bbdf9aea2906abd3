import {
  countProblems,
  problemsOf,
  type FlowProblem,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { windowSchema } from '../../windows/windowSchema';
import {
  placeProblems,
  locateProblemIn,
  type FileWindow,
} from './FileDocument';
import type { FlowText } from './place';

/**
 * Reads a document of `kind: freeze` or `kind: maintenance`, which is a window
 * as it may stand in the configuration.
 *
 * @param environments - the names of the environments
 */
export function readWindowDocument(
  given: Record<string, unknown>,
  text: FlowText & { file: string },
  environments: readonly string[] = [],
): { windows: FileWindow[]; problems: FlowProblem[] } {
  const toProblem = locateProblemIn(text);
  const { source, file } = text;
  const schema = windowSchema(environments, { source: 'file', file });
  const checked = schema.safeParse(given);
  if (checked.success) {
    const definition = checked.data;
    return {
      windows: [{ definition, source, file, toProblem }],
      problems: [],
    };
  }
  const problems = problemsOf(checked.error, given);
  const more = countProblems(checked.error) - problems.length;
  return { windows: [], problems: placeProblems(toProblem, problems, more) };
}
