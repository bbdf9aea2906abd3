import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import AddIcon from '@mui/icons-material/Add';
import { Link } from '@backstage/core-components';
import { newScheduleRouteRef } from '../../routes';
import { useText } from '../../translation';
import { usePluginLink } from '../../usePluginLink';
import { useMaySchedule } from '../useMaySchedule';

/** Leads whoever may make schedules to the form for a new one. */
export function NewScheduleButton() {
  const t = useText();
  const link = usePluginLink(newScheduleRouteRef);
  if (!useMaySchedule().create) return null;
  return (
    <Box sx={{ flexShrink: 0 }}>
      <Button
        variant="contained"
        component={Link}
        to={link()}
        startIcon={<AddIcon />}
        // A link's own colour is that of the button.
        sx={{ '&&': { color: 'primary.contrastText' } }}
      >
        {t('schedules.make')}
      </Button>
    </Box>
  );
}
