import type { SvgIconComponent } from '@mui/icons-material';
import ActiveIcon from '@mui/icons-material/Schedule';
import BrokenIcon from '@mui/icons-material/Error';
import ConsentIcon from '@mui/icons-material/PanTool';
import EndedIcon from '@mui/icons-material/EventAvailable';
import PauseIcon from '@mui/icons-material/PauseCircle';
import WarningIcon from '@mui/icons-material/Warning';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import type { Schedule } from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../translation';
import { shownStateOf, type ShownSchedule } from './shownState';

/** How a state looks besides its word: a shape first, a colour second. */
const LOOKS: Record<ShownSchedule, { Icon: SvgIconComponent; color: string }> =
  {
    active: { Icon: ActiveIcon, color: 'success.main' },
    paused: { Icon: PauseIcon, color: 'text.secondary' },
    failing: { Icon: BrokenIcon, color: 'error.main' },
    'needs-consent': { Icon: ConsentIcon, color: 'warning.main' },
    broken: { Icon: BrokenIcon, color: 'error.main' },
    ended: { Icon: EndedIcon, color: 'text.secondary' },
    refused: { Icon: WarningIcon, color: 'warning.main' },
  };

interface ScheduleStateProps {
  schedule: Pick<Schedule, 'state' | 'willRun'>;
}

/** How a schedule stands, as icon, colour and word. */
export function ScheduleState({ schedule }: ScheduleStateProps) {
  const t = useText();
  const state = shownStateOf(schedule);
  const { Icon, color } = LOOKS[state];
  return (
    <Stack
      component="span"
      direction="row"
      spacing={0.75}
      sx={{
        alignItems: 'center',
        display: 'inline-flex',
        verticalAlign: 'middle',
      }}
    >
      <Box
        component={Icon}
        aria-hidden
        sx={{ color, fontSize: 20, flexShrink: 0 }}
      />
      <span>{t(`schedules.states.${state}`)}</span>
    </Stack>
  );
}
