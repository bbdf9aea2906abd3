import type { About } from './CallRecorder';

/** Describes for the record a call that is about one thing. */
export function aboutThing(kind: string, id: string): About {
  return { subject: { kind, id } };
}

/** Describes for the record a call that is about a run. */
export function aboutRun(runId: string): About {
  return aboutThing('run', runId);
}
