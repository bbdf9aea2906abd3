import type { RunSummary } from '@idp/backstage-plugin-idp-orchestrator-common';
import { shortRef } from '../people/InitiatorName';
import { isOver } from '../state/isOver';
import type { Translate } from '../translation';
import type { TellWait } from '../windows/useTellWait';

/** In one line what there is to say of a run now: who rejected it and why, why it failed, what it waits for, how far it is. */
export function tellRun(
  run: RunSummary,
  t: Translate,
  tellWait: TellWait,
): string | undefined {
  const { status, error, waitingFor } = run;
  if (status === 'failed' && error?.rejection) {
    const { by, comment } = error.rejection;
    return [t('runs.rejectedBy', { by: shortRef(by) }), comment]
      .filter(Boolean)
      .join(': ');
  }
  if (status === 'failed') return error?.message;
  if (isOver(status)) return undefined;
  return [tellProgress(run, t), tellWait(waitingFor)]
    .filter(Boolean)
    .join(' · ');
}

/** `4 of 7 · Platform core`, once a step has begun. */
function tellProgress(
  { stepCounts, currentSteps = [] }: RunSummary,
  t: Translate,
): string | undefined {
  const { done, total } = countSteps(stepCounts);
  if (total === 0 || (done === 0 && currentSteps.length === 0)) {
    return undefined;
  }
  const count = t('runs.progress', {
    done: String(done),
    total: String(total),
  });
  const titles = currentSteps.slice(0, MOST_NAMED).map(({ title }) => title);
  return [count, titles.join(', ')].filter(Boolean).join(' · ');
}

/** The most steps that go on which are named in a line. */
const MOST_NAMED = 2;

function countSteps(counts: RunSummary['stepCounts']) {
  let done = 0;
  let total = 0;
  for (const [status, count = 0] of Object.entries(counts)) {
    total += count;
    if (isOver(status as keyof typeof counts)) done += count;
  }
  return { done, total };
}
