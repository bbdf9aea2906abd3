import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';

/** Who may approve is told beside the question, so the words of the backend for it are left out. */
const RULE = / \(\d+ approvals? by [^)]*\)$/;

/** What a step asks, without the rule of its approval. */
export function questionOf({ approval, waitingFor, title }: RunStep): string {
  const text = waitingFor?.text ?? title;
  return approval ? text.replace(RULE, '') : text;
}

/** So many are named. */
const MOST = 5;

/** The titles of the steps that begin when this one is over and nothing else keeps them. */
export function listNextSteps(run: Run, step: RunStep): string[] {
  const open = new Set(
    run.steps.filter(({ status }) => !isOver(status)).map(({ id }) => id),
  );
  const next = run.steps.filter(
    ({ status, needs, parent }) =>
      status === 'pending' &&
      parent === undefined &&
      needs.includes(step.id) &&
      needs.every(id => id === step.id || !open.has(id)),
  );
  return next.slice(0, MOST).map(({ title }) => title);
}
