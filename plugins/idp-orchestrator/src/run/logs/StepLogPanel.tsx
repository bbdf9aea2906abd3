import Box from '@mui/material/Box';
import { type RunStep } from '@idp/backstage-plugin-idp-orchestrator-common';
import { FailureNotice } from '../../notice/FailureNotice';
import { useText } from '../../translation';
import { TERMINAL_COLORS, TERMINAL_FONT } from '../../terminal/terminalLook';
import { LogLines } from './LogLines';
import { LogSearchField } from './search/LogSearchField';
import { LogToolbar } from './LogToolbar';
import { useFolds } from './useFolds';
import { useLogSearch } from './search/useLogSearch';
import { useStepLog } from './useStepLog';
import type { RunFeed } from '../feed/RunFeed';
import type { RunSelection } from '../useRunSelection';

interface StepLogPanelProps {
  feed: RunFeed;
  runId: string;
  step: RunStep;
  selection: RunSelection;
  follow: boolean;
  onFollow: (follow: boolean) => void;
}

/** What one attempt of a step printed. */
export function StepLogPanel(props: StepLogPanelProps) {
  const t = useText();
  const { step, selection, runId } = props;
  const attempt = selection.attempt ?? Math.max(1, step.attempts);
  const { log, view } = useStepLog({
    feed: props.feed,
    runId,
    step: step.id,
    attempt,
  });

  const { folds, onFold } = useFolds({
    runId,
    step: step.id,
    attempt,
    line: selection.line,
  });
  const search = useLogSearch({
    runId,
    step: step.id,
    attempt,
    text: selection.find ?? '',
    total: view.total,
  });

  if (view.error) {
    return <FailureNotice error={view.error} onRetry={() => log.retry()} />;
  }
  return (
    <Box>
      <LogToolbar
        runId={runId}
        step={step}
        attempt={attempt}
        total={view.total}
        follow={props.follow}
        onFollow={props.onFollow}
        onAttempt={number => selection.select({ attempt: number })}
      >
        <LogSearchField
          find={selection.find}
          onFind={find => selection.select({ find: find ?? null })}
          view={search}
          line={selection.line}
          onLine={line => {
            props.onFollow(false);
            selection.select({ line });
          }}
        />
      </LogToolbar>
      {view.total === 0 && !view.live ? (
        <SilentLog step={step} />
      ) : (
        <LogLines
          key={`${step.id}/${attempt}`}
          log={log}
          view={view}
          label={t('logs.of', { step: step.title })}
          line={selection.line}
          growing={step.status === 'running'}
          follow={props.follow}
          onFollow={props.onFollow}
          onMark={line => selection.select({ line })}
          folds={folds}
          onFold={onFold}
          find={selection.find}
          endFirst={endedBadly(step, attempt)}
        />
      )}
    </Box>
  );
}

/** What a script says last tells most of why it failed. */
function endedBadly({ history }: RunStep, attempt: number): boolean {
  return history.find(({ number }) => number === attempt)?.status === 'failed';
}

/** Nothing printed: that may be as it should be, so say why. */
function SilentLog({ step }: { step: RunStep }) {
  const t = useText();
  return (
    <Box
      role="status"
      sx={{
        ...TERMINAL_FONT,
        bgcolor: TERMINAL_COLORS.ground,
        color: TERMINAL_COLORS.number,
        borderRadius: 1,
        p: 2,
      }}
    >
      {step.status === 'running' ? t('logs.silent') : t('logs.none')}
    </Box>
  );
}
