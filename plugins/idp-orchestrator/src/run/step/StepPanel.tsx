import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { MarkdownContent } from '@backstage/core-components';
import type {
  Run,
  RunStep,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { StepLogPanel } from '../logs/StepLogPanel';
import type { RunFeed } from '../feed/RunFeed';
import type { RunSelection } from '../useRunSelection';
import { ErrorPanel } from './ErrorPanel';
import { NextActs } from './NextActs';
import { NotStarted } from './NotStarted';
import { readWouldRun, WouldRun } from './WouldRun';

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
  const wouldRun = run.dryRun ? readWouldRun(step.output) : undefined;
  return (
    <Stack spacing={1.5}>
      {step.error && step.status !== 'succeeded' && (
        <ErrorPanel
          title={t('error.step', { step: step.title })}
          error={step.error}
        >
          {step.status === 'failed' && <NextActs run={run} step={step} />}
        </ErrorPanel>
      )}
      {step.annotations.map((annotation, index) => (
        <Alert key={index} severity={annotation.level} variant="outlined">
          {annotation.text}
        </Alert>
      ))}
      {wouldRun && <WouldRun plan={wouldRun} />}
      {step.summary && (
        <Box
          sx={{
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            px: 2,
            py: 1,
          }}
        >
          <MarkdownContent content={step.summary} />
        </Box>
      )}
      {step.attempts === 0 ? (
        <NotStarted run={run} step={step} />
      ) : (
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
