import type { About } from './CallRecorder';

/** What the record tells of a call that is about one thing. */
export function aboutThing(kind: string, id: string): About {
  return { subject: { kind, id } };
}

/** What the record tells of a call that is about a run. */
export function aboutRun(runId: string): About {
  return aboutThing('run', runId);
}
