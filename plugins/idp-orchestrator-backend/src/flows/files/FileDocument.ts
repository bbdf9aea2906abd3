import {
  describeProblems,
  MOST_PROBLEMS,
  type FlowProblem,
  type Problem,
  type ScheduleDefinition,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import type { WindowDefinition } from '../../ports';
import { tellFirst } from '../../problems/tellFirst';
import { placeOf, type FlowText } from './place';

/** A good schedule or window of a file, which can still tell where each part of it is. */
export interface FileDocument<T> {
  definition: T;
  /** The path of the file. */
  source: string;
  /** The same from the folder. */
  file: string;
  toProblem(problem: Problem): FlowProblem;
}

export type FileSchedule = FileDocument<ScheduleDefinition>;
export type FileWindow = FileDocument<WindowDefinition>;

/** Makes what says of a problem of a document where it is. */
export function locateProblemIn(
  text: FlowText,
): (problem: Problem) => FlowProblem {
  return problem => ({
    source: text.source,
    ...placeOf(text, problem.path),
    message: describeProblems([problem]),
  });
}

/** Places the problems of a document: each is looked for in the file, so of very many the first are. */
export function placeProblems(
  toProblem: (problem: Problem) => FlowProblem,
  problems: Problem[],
  more = 0,
): FlowProblem[] {
  const told = problems.slice(0, MOST_PROBLEMS).map(toProblem);
  return tellFirst(told, problems.length - told.length + more);
}
