import { useSearchParams } from 'react-router-dom';
import Box from '@mui/material/Box';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { PeriodFilter } from '../../listing/PeriodFilter';
import { WhenLoaded } from '../../notice/WhenLoaded';
import { ClockTime } from '../../time/ClockTime';
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
      <Box sx={{ mb: 1.5 }}>
        <PeriodFilter
          label={t('history.time')}
          periods={DAYS}
          value={days}
          nameOf={count => t('history.days', { count })}
          onChange={choose}
        />
      </Box>
      <WhenLoaded loaded={loaded}>
        {spans => (
          <>
            <HistoryStrip title={title} spans={spans} days={days} />
            <TimeAxis from={spans[0]?.from} />
            <Box sx={{ typography: 'body2', mt: 0.5 }}>
              {describeHistory(spans, days, t)}
            </Box>
            <HistoryLegend />
            <Box component="details" sx={{ mt: 1, typography: 'body2' }}>
              <Box
                component="summary"
                sx={{ cursor: 'pointer', minHeight: 24 }}
              >
                {t('history.asList')}
              </Box>
              <HistoryTable spans={spans} />
            </Box>
          </>
        )}
      </WhenLoaded>
    </>
  );
}

/** From when to when the strip goes. */
function TimeAxis({ from }: { from?: number }) {
  const t = useText();
  return (
    <Box
      sx={{
        display: 'flex',
        justifyContent: 'space-between',
        typography: 'caption',
        color: 'text.secondary',
      }}
    >
      {from !== undefined && <ClockTime at={new Date(from).toISOString()} />}
      <span>{t('history.now')}</span>
    </Box>
  );
}
