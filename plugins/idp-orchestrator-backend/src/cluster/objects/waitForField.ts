import { InputError } from '@backstage/errors';
import type { ClusterObjectRef, FieldGoal } from '../../ports';
import type { ClusterObject } from '../watch/ClusterObject';
import { nameObject } from './ClusterObjects';
import { parseJsonPath } from './parseJsonPath';
import { follow, type ObjectWaiting } from './waitForObject';

/** Of a value that is not the one that is waited for, so many characters are told. */
const TOLD = 200;

interface ObservedObject extends ClusterObject {
  status?: { observedGeneration?: number | string };
}

/**
 * Waits until a field has a value, or any when none is named; also for an object
 * that is not there yet.
 *
 * @throws InputError for a path that is not usable, or leads to several values
 */
export async function waitForField(
  { jsonpath, value, ...ref }: ClusterObjectRef & FieldGoal,
  waiting: ObjectWaiting,
): Promise<void> {
  const read = parseJsonPath(jsonpath);
  await follow<ObservedObject>(ref, waiting, object => {
    const name = nameObject(ref);
    if (!object) return `${name} is not there yet`;
    const found = read(object);
    if (found.length > 1) {
      throw new InputError(
        `${jsonpath} leads to ${found.length} values in ${name}: name one of them, by [0] or by [?(@.type=="…")]`,
      );
    }
    const is = found.length === 0 ? undefined : tell(found[0]);
    const isMet = value === undefined ? is !== undefined : is === String(value);
    const goal = value === undefined ? 'anything' : String(value);
    if (isMet && isRecent(object)) return undefined;
    if (isMet) return `${name} says ${is}, about an earlier specification`;
    return is === undefined
      ? `${name} has nothing at ${jsonpath} yet, and is to have ${goal}`
      : `${name} has ${is.slice(0, TOLD)} at ${jsonpath}, and is to have ${goal}`;
  });
}

function tell(found: unknown): string {
  return typeof found === 'string' ? found : JSON.stringify(found);
}

/** Tells whether a status is about the newest specification; many kinds never say, and count. */
function isRecent({ metadata, status }: ObservedObject): boolean {
  const observed = status?.observedGeneration;
  return (
    observed === undefined || Number(observed) >= (metadata.generation ?? 0)
  );
}
