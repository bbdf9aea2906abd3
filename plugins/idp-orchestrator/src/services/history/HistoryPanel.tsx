import { useSearchParams } from 'react-router-dom';
import Box from '@mui/material/Box';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { PeriodFilter } from '../../listing/PeriodFilter';
import { WhenLoaded } from '../../notice/WhenLoaded';
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
