import type { FlowStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { RunRequest } from '../../engine/createNewRun';
import type { ScriptDescription } from '../../ports';
import { readKnownInputs } from './knownInputs';
import { findActions } from './readScriptUse';

type Request = Pick<RunRequest, 'flow' | 'environment' | 'input'>;
type Scripts = ReadonlyMap<string, ScriptDescription>;

/** What these do by themselves is nothing; the run that a `flow` starts is judged as itself. */
const WITHOUT_EFFECT = new Set(['approval', 'flow', 'health', 'wait']);

const READING_METHODS: unknown[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Lists the ids of the steps that are known to change nothing before their run
 * begins. What a step does that hangs on what is still to come is not known.
 */
export function listReadOnlySteps(
  request: Request,
  scripts: Scripts,
): Set<string> {
  const { steps } = request.flow;
  const readOnly = steps.filter(step => isReadOnly(step, request, scripts));
  return new Set(readOnly.map(({ id }) => id));
}

function isReadOnly(
  step: FlowStep,
  { flow, environment, input }: Request,
  scripts: Scripts,
): boolean {
  const { uses } = step;
  if (WITHOUT_EFFECT.has(uses)) return true;
  if (uses === 'http') {
    return READING_METHODS.includes(step.with.method ?? 'GET');
  }
  const known = readKnownInputs(step, { flow: flow.id, environment, input });
  switch (uses) {
    case 'script':
      return known.every(given => onlyReads(given, scripts));
    case 'service':
      return known.every(({ act }) => act === 'look');
    case 'kubernetes':
      return known.every(({ action }) => action === 'wait');
    default:
      return false;
  }
}

function onlyReads(given: Record<string, unknown>, scripts: Scripts): boolean {
  const actions = findActions(given, scripts);
  return actions.length > 0 && actions.every(({ readOnly }) => readOnly);
}
