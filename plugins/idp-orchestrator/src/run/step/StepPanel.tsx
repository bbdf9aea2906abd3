import { lazy, Suspense } from 'react';
import Alert from '@mui/material/Alert';
import Stack from '@mui/material/Stack';
import type {
  Annotation,
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { StepLogPanel } from '../logs/StepLogPanel';
import type { RunFeed } from '../feed/RunFeed';
import type { RunSelection } from '../useRunSelection';
import { isAsking } from '../actions/decideActions';
import { ChildRunLinks } from '../children/ChildRunLinks';
import { AskingPanel } from './AskingPanel';
import { CancelledNote } from './CancelledNote';
import { ErrorPanel } from './ErrorPanel';
import { NextActions } from './NextActions';
import { NotStarted } from './NotStarted';
import { readWouldRun, WouldRun } from './WouldRun';

// What reads Markdown is large, and few steps have some.
const StepSummary = lazy(async () => ({
  default: (await import('./StepSummary')).StepSummary,
}));

interface StepPanelProps {
  feed: RunFeed;
  run: Run;
  step: RunStep;
  selection: RunSelection;
  follow: boolean;
  onFollow: (follow: boolean) => void;
}

/** One step: why it failed, what it said of itself, what it printed. */
export function StepPanel(props: StepPanelProps) {
  const { run, step } = props;
  const t = useText();
  const ending =
    step.status === 'failed' || step.status === 'warning'
      ? step.status
      : undefined;
  const isRejected = step.error?.rejection !== undefined;
  const isTold = ({ level }: Annotation) =>
    ending !== undefined && step.error !== undefined && level === 'error';
  const told = step.annotations.filter(isTold);
  const notes = step.annotations.filter(note => !isTold(note));
  const wouldRun = run.dryRun ? readWouldRun(step.output) : undefined;
  return (
    <Stack spacing={1.5}>
      {isAsking(step) && <AskingPanel run={run} step={step} />}
      {step.status === 'cancelled' && <CancelledNote run={run} step={step} />}
      {ending && step.error && (
        <ErrorPanel
          severity={ending === 'failed' ? 'error' : 'warning'}
          title={t(
            `error.step.${isRejected && ending === 'failed' ? 'rejected' : ending}`,
            { step: step.title },
          )}
          error={step.error}
          told={told.map(({ text }) => text)}
        >
          {ending === 'failed' && <NextActions run={run} step={step} />}
        </ErrorPanel>
      )}
      {step.uses === 'flow' && <ChildRunLinks step={step} />}
      {notes.map((annotation, index) => (
        <Alert key={index} severity={annotation.level} variant="outlined">
          {annotation.text}
        </Alert>
      ))}
      {wouldRun && <WouldRun plan={wouldRun} />}
      {step.summary && !wouldRun && (
        <Suspense fallback={null}>
          <StepSummary title={step.title} text={step.summary} />
        </Suspense>
      )}
      {step.attempts === 0 && <NotStarted run={run} step={step} />}
      {step.attempts > 0 && !wouldRun && step.uses !== 'approval' && (
        <StepLogPanel
          feed={props.feed}
          runId={run.id}
          step={step}
          selection={props.selection}
          follow={props.follow}
          onFollow={props.onFollow}
        />
      )}
    </Stack>
  );
}
