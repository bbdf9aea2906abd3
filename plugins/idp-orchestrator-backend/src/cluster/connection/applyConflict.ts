import { ConflictError } from '@backstage/errors';
import type { RefusalStatus } from './RefusalStatus';

/** The name under which this backend changes objects. */
export const FIELD_MANAGER = 'idp-orchestrator';

/** Says that others manage fields that a manifest sets. */
export class ApplyConflictError extends ConflictError {
  constructor(
    message: string,
    /** The managers of these fields. */
    readonly managers: string[],
  ) {
    super(message);
  }

  /** Tells whether the fields are only held by what this backend did before by other means, such as scaling. */
  get isOurs(): boolean {
    return this.managers.every(name => name === FIELD_MANAGER);
  }
}

/** Explains which fields of an object others manage, if that is why it was not applied. */
export function explainApplyConflict({
  details,
}: RefusalStatus): ApplyConflictError | undefined {
  const conflicts = (details?.causes ?? [])
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(({ field, message = '' }) => ({
      field,
      manager: /"([^"]+)"/.exec(message)?.[1] ?? message,
    }));
  if (conflicts.length === 0) return undefined;
  const held = conflicts
    .filter(({ manager }) => manager !== FIELD_MANAGER)
    .map(({ field, manager }) => `${field} is held by ${manager}`);
  return new ApplyConflictError(
    `it was not applied, since others manage fields that the manifest sets to something else: ${held.join('; ')}. Leave these fields out of the manifest, or set force: true, which sets them and makes ${FIELD_MANAGER} their manager instead.`,
    conflicts.map(({ manager }) => manager),
  );
}
