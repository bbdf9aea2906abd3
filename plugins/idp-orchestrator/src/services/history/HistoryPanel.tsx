import { useSearchParams } from 'react-router-dom';
import Box from '@mui/material/Box';
import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import { Progress } from '@backstage/core-components';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { FailureNotice } from '../../notice/FailureNotice';
import { useText } from '../../translation';
import { HistoryLegend } from './HistoryLegend';
import { describeHistory, HistoryStrip } from './HistoryStrip';
import { HistoryTable } from './HistoryTable';
import { useHistory } from './useHistory';

const DAYS = [1, 7, 30];
const USUAL_DAYS = 7;

/** How a service was in the last days: as a strip, in a sentence, and as a list. */
export function HistoryPanel({ service }: { service: ServiceState }) {
  const t = useText();
  const [query, setQuery] = useSearchParams();
  const asked = Number(query.get('days'));
  const days = DAYS.includes(asked) ? asked : USUAL_DAYS;
  const { name, environment, title } = service;
  const loaded = useHistory({ name, environment, days });
  const choose = (count: number) =>
    setQuery(
      old => {
        const next = new URLSearchParams(old);
        next.set('days', String(count));
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label={t('history.time')}
        value={days}
        onChange={(_, count: number | null) => count && choose(count)}
        sx={{ mb: 1.5 }}
      >
        {DAYS.map(count => (
          <ToggleButton
            key={count}
            value={count}
            sx={{ textTransform: 'none', py: 0.25, color: 'text.primary' }}
          >
            {t('history.days', { count })}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {loaded.state === 'loading' && <Progress />}
      {loaded.state === 'failed' && (
        <FailureNotice error={loaded.error} onRetry={loaded.reload} />
      )}
      {loaded.state === 'ready' && (
        <>
          <HistoryStrip title={title} spans={loaded.value} days={days} />
          <Box sx={{ typography: 'body2', mt: 0.5 }}>
            {describeHistory(loaded.value, days, t)}
          </Box>
          <HistoryLegend />
          <Box component="details" sx={{ mt: 1, typography: 'body2' }}>
            <Box component="summary" sx={{ cursor: 'pointer', minHeight: 24 }}>
              {t('history.asList')}
            </Box>
            <HistoryTable spans={loaded.value} />
          </Box>
        </>
      )}
    </>
  );
}
