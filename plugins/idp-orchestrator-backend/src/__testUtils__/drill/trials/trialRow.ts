import type { Seen } from './inspectRuns';
import type { TrialRow } from './Trial';
import { TrialBackend, type TrialBackendOptions } from './TrialBackend';

/** Starts a backend for a trial, ends it whatever happens, and makes the row of what was seen. */
export async function withBackend(
  what: string,
  options: TrialBackendOptions,
  tryIt: (backend: TrialBackend) => Promise<Seen>,
): Promise<TrialRow> {
  const backend = await TrialBackend.start(options);
  try {
    const seen = await tryIt(backend);
    return { what, ...seen, worstLivenessMs: await backend.stop() };
  } catch (error) {
    await backend.stop();
    throw error;
  }
}
