import Box from '@mui/material/Box';
import type { Run } from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../state/isOver';
import { shownStateOf } from '../state/shownState';
import { useText, type Translate } from '../translation';
import { visuallyHidden } from '../visuallyHidden';

/** Says politely how far the run is: `Step 4 of 7, Platform core: running`. */
export function ProgressAnnouncer({ run }: { run: Run }) {
  const t = useText();
  return (
    <Box
      aria-live="polite"
      role="status"
      data-testid="progress"
      sx={visuallyHidden}
    >
      {describeProgress(run, t)}
    </Box>
  );
}

export function describeProgress(run: Run, t: Translate): string {
  if (isOver(run.status)) {
    return t('run.announceEnd', { state: t(`state.${shownStateOf(run)}`) });
  }
  const step =
    run.steps.filter(({ status }) => status === 'running').at(-1) ??
    run.steps.find(({ status }) => status === 'waiting') ??
    run.steps.filter(({ status }) => isOver(status)).at(-1);
  if (!step) return t('run.announceStart', { state: t(`state.${run.status}`) });
  return t('run.announceStep', {
    number: String(run.steps.indexOf(step) + 1),
    total: String(run.steps.length),
    step: step.title,
    state: t(`state.${step.status}`).toLocaleLowerCase(),
  });
}
