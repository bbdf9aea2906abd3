import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { Link } from '@backstage/core-components';
import type {
  Schedule,
  ScheduleDetail,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { LINK_TARGET } from '../../linkTarget';
import { schedulesRouteRef } from '../../routes';
import { PageEnvironment } from '../../services/environment/PageEnvironment';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { ScheduleActions } from '../act/ScheduleActions';
import { ScheduleState } from '../ScheduleState';
import {
  needsSomebody,
  shownStateOf,
  describeWhy,
  titleOf,
} from '../shownState';

interface ScheduleHeadProps {
  detail: ScheduleDetail;
  onChanged: () => void;
}

/** What it is, how it stands and why, and what can be done about it. */
export function ScheduleHead({ detail, onChanged }: ScheduleHeadProps) {
  const t = useText();
  const listLink = usePluginLink(schedulesRouteRef);
  const { schedule } = detail;
  return (
    <Box sx={{ mb: 2 }}>
      <Box sx={{ mb: 1, ...LINK_TARGET }}>
        <Link to={listLink()}>{t('schedule.back')}</Link>
      </Box>
      <Stack
        direction="row"
        useFlexGap
        flexWrap="wrap"
        spacing={1.5}
        sx={{ alignItems: 'center', mb: 1, overflowWrap: 'anywhere' }}
      >
        <Typography variant="h5" component="h2" sx={{ m: 0 }}>
          {titleOf(schedule)}
        </Typography>
        <PageEnvironment name={schedule.environment} />
        <ScheduleState schedule={schedule} />
      </Stack>
      <Why schedule={schedule} />
      <ScheduleActions detail={detail} onChanged={onChanged} />
    </Box>
  );
}

/** Why it does not start what is due; nothing while it does. */
function Why({ schedule }: { schedule: Schedule }) {
  const t = useText();
  const state = shownStateOf(schedule);
  if (state === 'active') return null;
  return (
    <Alert
      severity={needsSomebody(schedule) ? 'warning' : 'info'}
      role="status"
      sx={{ mb: 1.5, overflowWrap: 'anywhere' }}
    >
      <AlertTitle>{t(`schedules.states.${state}`)}</AlertTitle>
      <div>{describeWhy(schedule, t)}</div>
      {schedule.stateSince && state !== 'refused' && (
        <RelativeTime at={schedule.stateSince} />
      )}
    </Alert>
  );
}
