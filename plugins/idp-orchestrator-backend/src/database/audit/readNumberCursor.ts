import { InputError } from '@backstage/errors';
import { clampInteger } from '../operations/clampInteger';

/** Reads the cursor of a list whose items are numbered as entries of the record are. */
export function readNumberCursor(cursor: string): number {
  if (/^\d{1,10}$/.test(cursor)) return clampInteger(Number(cursor));
  throw new InputError(
    'cursor: expected the nextCursor of a list of audit entries or seals, got something else',
  );
}
