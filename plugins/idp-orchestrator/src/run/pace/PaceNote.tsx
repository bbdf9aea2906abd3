import Box from '@mui/material/Box';
import SlowIcon from '@mui/icons-material/HourglassBottom';
import {
  formatDuration,
  type Run,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { isOver } from '../../state/isOver';
import { useNow } from '../../time/useNow';
import { useText } from '../../translation';
import { decidePace } from './decidePace';
import { usePaceStats } from './PaceProvider';

const SECOND = 1_000;

/** A shorter wait explains nothing. */
const LEAST_WAIT_MS = 5 * SECOND;

/** What is usual beside how long it has taken, and when it may be over. */
export function PaceNote({ run }: { run: Run }) {
  const t = useText();
  const stats = usePaceStats();
  const now = useNow(!isOver(run.status));
  const pace = decidePace(run, stats, now);
  if (!pace) return null;
  const { medianMs, leftMs, slow, count, workedMs } = pace;
  const from = Date.parse(run.startedAt ?? run.createdAt);
  const end = run.finishedAt ? Date.parse(run.finishedAt) : now;
  const hasWaited = end - from - workedMs > LEAST_WAIT_MS;
  const usual = formatDuration(medianMs);
  return (
    <Box
      component="span"
      title={t('run.usualHint', { number: String(count) })}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        ml: 0.75,
        color: slow ? 'text.primary' : 'text.secondary',
      }}
    >
      {slow && <SlowIcon aria-hidden color="warning" sx={{ fontSize: 16 }} />}
      {hasWaited &&
        `${t('run.worked', { worked: formatDuration(workedMs) })} · `}
      {slow ? t('run.slow', { usual }) : t('run.usual', { usual })}
      {leftMs !== undefined &&
        ` · ${t('run.left', {
          left: formatDuration(Math.ceil(leftMs / SECOND) * SECOND),
        })}`}
    </Box>
  );
}
