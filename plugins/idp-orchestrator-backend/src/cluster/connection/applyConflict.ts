import type { RefusalStatus } from './RefusalStatus';

/** Explains which fields of an object others manage, if that is why it was not applied. */
export function explainApplyConflict({
  details,
}: RefusalStatus): string | undefined {
  const held = (details?.causes ?? [])
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(
      ({ field, message = '' }) =>
        `${field} is held by ${/"([^"]+)"/.exec(message)?.[1] ?? message}`,
    );
  if (held.length === 0) return undefined;
  return `it was not applied, since others manage fields that the manifest sets to something else: ${held.join('; ')}. Leave these fields out of the manifest, or set force: true, which sets them and makes idp-orchestrator their manager instead.`;
}
