import {
  isFailureOpen,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import type { Change } from '../../windows/notes/listNotes';
import { findHold } from '../actions/decideActions';

const NOTHING: Change = { environment: '' };

/** Of a run what windows may hold: of one that is over nothing but that it is retried. */
export function changeOf(run: Run): Change {
  const { flowId, environment, risk = 'critical', dryRun } = run;
  const isDone = isOver(run.status) && !isFailureOpen(run);
  return isDone || dryRun ? NOTHING : { environment, flow: flowId, risk };
}

/** The ids of the windows that hold a run now, or that people let it go on in spite of. */
export function heldBy(run: Run): string[] {
  const overridden = run.windowOverrides ?? [];
  return [
    ...(findHold(run)?.windows ?? []),
    ...overridden.flatMap(({ windows }) => windows),
  ];
}
