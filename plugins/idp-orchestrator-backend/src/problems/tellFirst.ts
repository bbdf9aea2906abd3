import {
  MOST_PROBLEMS,
  type FlowProblem,
} from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * Shortens the list of what is wrong with one file: the first are told, and the
 * last of them says how many there are besides.
 */
export function tellFirst(problems: FlowProblem[], more = 0): FlowProblem[] {
  const told = problems.slice(0, MOST_PROBLEMS);
  const left = problems.length - told.length + more;
  const last = told.at(-1);
  if (left === 0 || !last) return told;
  const message = `${last.message}; and ${left.toLocaleString('en')} more in this file`;
  return [...told.slice(0, -1), { ...last, message }];
}
