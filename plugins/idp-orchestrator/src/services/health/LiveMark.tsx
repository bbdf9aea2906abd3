import Chip from '@mui/material/Chip';
import Tooltip from '@mui/material/Tooltip';
import CircleIcon from '@mui/icons-material/Circle';
import CloudOffIcon from '@mui/icons-material/CloudOff';
import SyncIcon from '@mui/icons-material/Sync';
import { useText } from '../../translation';
import type { HealthView } from './HealthFeed';

const LOOKS = {
  connecting: { Icon: SyncIcon, color: 'default' },
  live: { Icon: CircleIcon, color: 'success' },
  reconnecting: { Icon: SyncIcon, color: 'warning' },
  lost: { Icon: CloudOffIcon, color: 'error' },
} as const;

/** Whether the health that is seen is how it is now. */
export function LiveMark({ connection }: Pick<HealthView, 'connection'>) {
  const t = useText();
  const { Icon, color } = LOOKS[connection];
  return (
    <Tooltip title={t(`health.connection.${connection}`)}>
      <Chip
        size="small"
        variant="outlined"
        role="status"
        color={color}
        icon={
          <Icon
            sx={{
              '&&': { fontSize: connection === 'live' ? 10 : 16, ml: 0.75 },
            }}
          />
        }
        label={t(`connection.${connection}.name`)}
        // The colours are too light for small letters; border and icon have them.
        sx={{ m: 0, '& .v5-MuiChip-label': { color: 'text.primary' } }}
      />
    </Tooltip>
  );
}
