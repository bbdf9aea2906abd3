import { useCallback } from 'react';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useApi } from '@backstage/core-plugin-api';
import {
  addTotals,
  totalsOf,
  type PlannedStep,
  type Run,
  type RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { orchestratorApiRef } from '../../api/orchestratorApi';
import { useLoaded } from '../../api/useLoaded';
import { useReloadOn } from '../../api/useReloadOn';
import { FailureNotice } from '../../notice/FailureNotice';
import { PlanSummary } from '../../plan/PlanSummary';
import { PlannedStepRow } from '../../plan/PlannedStepRow';
import { PlanRow } from '../../plan/PlanRow';
import { isOver } from '../../state/isOver';
import { StateIcon } from '../../state/StateIcon';
import { Elapsed } from '../../time/Elapsed';
import { useText, type Translate } from '../../translation';
import { readWouldRun } from '../step/WouldRun';
import { StepPaceNote } from '../pace/StepPaceNote';

/** What has happened, and what is still to happen: each step whether it will run, and what it will do. */
export function PlanPanel({ run }: { run: Run }) {
  const t = useText();
  const rest = useRest(run);
  const planned = rest.state === 'ready' ? rest.value : NONE;
  return (
    <Box sx={{ pt: 1 }}>
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        {describe(run, t)}
      </Typography>
      {planned.length > 0 && (
        <PlanSummary totals={addTotals(planned.map(totalsOf))} />
      )}
      {rest.state === 'failed' && (
        <FailureNotice error={rest.error} onRetry={rest.reload} />
      )}
      <Box
        component="ol"
        role="list"
        aria-label={t('rest.label')}
        sx={{ m: 0, p: 0, listStyle: 'none' }}
      >
        {run.steps
          .filter(({ parent }) => parent === undefined)
          .map(step => (
            <Row
              key={step.id}
              run={run}
              step={step}
              planned={planned.find(({ id }) => id === step.id)}
            />
          ))}
      </Box>
    </Box>
  );
}

const NONE: PlannedStep[] = [];

/** Asked again when a step has ended, since what is decided of the others may hang on it. */
function useRest({ id, status, steps }: Run) {
  const api = useApi(orchestratorApiRef);
  const over = isOver(status);
  const rest = useLoaded(
    useCallback(
      async signal =>
        over ? NONE : (await api.getRemainingPlan(id, { signal })).items,
      [api, id, over],
    ),
  );
  const ended = steps.filter(step => isOver(step.status)).length;
  useReloadOn(ended, rest.reload);
  return rest;
}

interface RowProps {
  run: Run;
  step: RunStep;
  planned?: PlannedStep;
}

function Row({ run, step, planned }: RowProps) {
  const t = useText();
  const aside = <Times step={step} />;
  if (step.status === 'pending' && planned) {
    return <PlannedStepRow step={planned} aside={aside} />;
  }
  const wouldRun = run.dryRun ? readWouldRun(step.output) : undefined;
  return (
    <PlanRow
      icon={<StateIcon status={step.status} />}
      title={step.title}
      word={t(`state.${step.status}`)}
      text={
        step.skippedBecause ??
        step.waitingFor?.text ??
        step.error?.message ??
        wouldRun?.text
      }
      command={wouldRun?.command}
      lines={wouldRun?.lines}
      aside={aside}
    />
  );
}

function Times({ step }: { step: RunStep }) {
  const began = step.startedAt && step.status !== 'skipped';
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        gap: 1,
        typography: 'caption',
        color: 'text.secondary',
      }}
    >
      {began && <Elapsed from={step.startedAt} to={step.finishedAt} />}
      <StepPaceNote step={step} />
    </Box>
  );
}

function describe(run: Run, t: Translate): string {
  if (isOver(run.status)) return t('rest.over');
  const open = run.steps.filter(({ status }) => status === 'pending').length;
  return open > 0 ? t('rest.open', { count: open }) : t('rest.allBegun');
}
