import type { Caller } from '../Caller';

/** Makes the caller in whose name something is done while they are not there. */
export function createAbsentCaller(
  caller: Pick<Caller, 'initiator' | 'origin' | 'listRefs'> &
    Required<Pick<Caller, 'standing'>>,
): Caller {
  return {
    ...caller,
    get credentials(): never {
      throw new Error(`${caller.initiator.ref} is not there to be asked`);
    },
  };
}
