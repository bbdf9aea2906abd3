import Box from '@mui/material/Box';
import { useText } from '../../translation';
import { SERVICE_STATUSES } from '../health/healthStyles';
import { historyLook } from './historyLooks';
import type { HistoryStatus } from './layOutHistory';

const SHOWN: HistoryStatus[] = [...SERVICE_STATUSES, 'unwatched'];

/** What the strip's heights and patterns mean. */
export function HistoryLegend() {
  const t = useText();
  return (
    <Box
      component="ul"
      aria-label={t('history.legend')}
      sx={{
        m: 0,
        mt: 1,
        p: 0,
        listStyle: 'none',
        display: 'flex',
        flexWrap: 'wrap',
        columnGap: 2,
        typography: 'caption',
        color: 'text.secondary',
      }}
    >
      {SHOWN.map(status => {
        const { height, background } = historyLook(status);
        return (
          <Box
            component="li"
            key={status}
            sx={{ display: 'flex', alignItems: 'flex-end', gap: 0.75 }}
          >
            <Box
              aria-hidden
              sx={{
                width: 12,
                height: 16,
                display: 'flex',
                alignItems: 'flex-end',
              }}
            >
              <Box sx={{ width: '100%', height, background }} />
            </Box>
            {status === 'unwatched'
              ? t('history.unwatched')
              : t(`health.${status}`)}
          </Box>
        );
      })}
    </Box>
  );
}
