import { InputError } from '@backstage/errors';
import type { RunRequest } from '../../engine/createNewRun';
import {
  findActionOf,
  type ScriptActionDescription,
  type ScriptDescription,
} from '../../ports';
import { readKnownInputs, UNKNOWN } from './knownInputs';

type Request = Pick<RunRequest, 'flow' | 'environment' | 'input'>;
type Scripts = ReadonlyMap<string, ScriptDescription>;

/** The actions of scripts that one step may run; one where it is known which. */
interface Candidates {
  stepId: string;
  actions: ScriptActionDescription[];
}

/** Lists what the steps of a run itself run of scripts, as far as it is known before. */
function listCandidates(request: Request, scripts: Scripts): Candidates[] {
  const { flow, environment, input } = request;
  return flow.steps
    .filter(({ uses }) => uses === 'script')
    .flatMap(step =>
      readKnownInputs(step, { flow: flow.id, environment, input }).map(
        given => ({ stepId: step.id, actions: findActions(given, scripts) }),
      ),
    );
}

/** Finds the actions that a step may run; none of a script that is not in the catalog. */
export function findActions(
  { script, action }: Record<string, unknown>,
  scripts: Scripts,
): ScriptActionDescription[] {
  if (typeof script !== 'string') {
    return [...scripts.values()].flatMap(({ actions }) => actions);
  }
  const found = scripts.get(script);
  // One that is not in the catalog cannot be started.
  if (!found) return [];
  if (action === UNKNOWN) return found.actions;
  const chosen = findActionOf(found, String(action ?? found.defaultAction));
  return chosen ? [chosen] : [];
}

/** What the actions of scripts in a run mean for it as a whole. */
export interface ScriptUse {
  /** The labels that its worker must have for them, beside those of its flow. */
  labels: string[];
  /** The services whose state they change, as far as it is known before which these are. */
  touched: string[];
}

/**
 * Reads what the scripts of a run mean for it as a whole.
 *
 * @throws InputError where its labels hang on what nobody knows before it begins
 */
export function readScriptUse(request: Request, scripts: Scripts): ScriptUse {
  const candidates = listCandidates(request, scripts);
  return {
    labels: [
      ...new Set(candidates.flatMap(one => labelsOf(one, request.flow))),
    ],
    touched: candidates.flatMap(({ actions: [action, ...others] }) =>
      action && others.length === 0 && !action.readOnly
        ? (action.touches ?? [])
        : [],
    ),
  };
}

function labelsOf(
  { stepId, actions }: Candidates,
  { id, runsOn: ofFlow = [] }: Request['flow'],
): string[] {
  const wanted = actions.map(({ runsOn = [] }) =>
    runsOn.filter(label => !ofFlow.includes(label)).sort(),
  );
  if (new Set(wanted.map(one => one.join('\n'))).size <= 1) {
    return wanted[0] ?? [];
  }
  const all = [...new Set(wanted.flat())].join(', ');
  throw new InputError(
    `Step ${stepId} chooses the script or its action while the run is under way, and some of those want a worker with the labels ${all} (runsOn in the script catalog). Write these under runsOn of the flow ${id}, or the action into the step`,
  );
}
