import type { Problem } from '@idp/backstage-plugin-idp-orchestrator-common';

/** The names of errors whose words are meant for callers. */
const TOLD = new Set([
  'ConflictError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
]);

/** Describes why a call came to nothing, without any of its input: of that only places are named. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return UNEXPECTED;
  if (TOLD.has(error.name)) return error.message;
  if (error.name !== 'InputError') return UNEXPECTED;
  const { problems = [] } = error as { problems?: Problem[] };
  const places = problems.map(({ path }) => path || '(top level)');
  return places.length > 0
    ? `The input was not usable: ${places.join(', ')}`
    : 'The input was not usable';
}

const UNEXPECTED = 'It failed unexpectedly; the log of the backend says how';
