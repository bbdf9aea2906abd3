import type { RunRequest } from '../../engine/createNewRun';
import { readKnownInputs } from './knownInputs';

/** Services that the steps of a run itself start or stop, as far as it is known before. */
export function listTouched({
  flow,
  environment,
  input,
}: Pick<RunRequest, 'flow' | 'environment' | 'input'>): string[] {
  const known = { flow: flow.id, environment, input };
  return flow.steps
    .filter(({ uses }) => uses === 'service')
    .flatMap(step => readKnownInputs(step, known))
    .flatMap(({ act, service }) =>
      act !== 'look' && typeof service === 'string' ? [service] : [],
    );
}
