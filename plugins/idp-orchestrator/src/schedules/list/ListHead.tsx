import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { Link } from '@backstage/core-components';
import type { ListedSchedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { windowsRouteRef } from '../../routes';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { needsSomebody } from '../shownState';
import { NewScheduleButton } from './NewScheduleButton';

/** What schedules are, how many of them need somebody, and the way to a new one. */
export function ListHead({ schedules }: { schedules: ListedSchedule[] }) {
  const t = useText();
  const windowsLink = usePluginLink(windowsRouteRef);
  const needing = schedules.filter(needsSomebody).length;
  return (
    <Stack
      direction={{ xs: 'column', sm: 'row' }}
      spacing={1.5}
      sx={{ mb: 2, alignItems: { sm: 'center' } }}
    >
      <Box sx={{ flexGrow: 1 }}>
        {t('schedules.about')}{' '}
        <Link to={windowsLink()} underline="always">
          {t('schedules.windows')}
        </Link>
        <Box role="status" sx={{ fontWeight: 600, '&:not(:empty)': { mt: 1 } }}>
          {needing > 0 &&
            t('schedules.needing', {
              count: needing,
              all: String(schedules.length),
            })}
        </Box>
      </Box>
      {schedules.length > 0 && <NewScheduleButton />}
    </Stack>
  );
}
