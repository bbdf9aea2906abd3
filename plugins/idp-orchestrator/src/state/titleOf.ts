import type { RunSummary } from '@idp/backstage-plugin-idp-orchestrator-common';

/**
 * The name of a run for people. As in `-common`, and only here again because
 * that module brings its schemas (and so zod) into the page.
 */
export function titleOf(run: Pick<RunSummary, 'title' | 'flowTitle'>): string {
  return run.title ?? run.flowTitle;
}
