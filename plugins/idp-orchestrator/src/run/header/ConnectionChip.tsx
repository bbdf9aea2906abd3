import Chip from '@mui/material/Chip';
import Tooltip from '@mui/material/Tooltip';
import CircleIcon from '@mui/icons-material/Circle';
import SyncIcon from '@mui/icons-material/Sync';
import CloudOffIcon from '@mui/icons-material/CloudOff';
import { useOnline } from '../../api/useOnline';
import { useText } from '../../translation';
import type { FeedConnection } from '../feed/RunFeed';

type Shown = FeedConnection | 'offline';

const LOOKS = {
  connecting: { Icon: SyncIcon, color: 'default' },
  live: { Icon: CircleIcon, color: 'success' },
  reconnecting: { Icon: SyncIcon, color: 'warning' },
  offline: { Icon: CloudOffIcon, color: 'warning' },
  lost: { Icon: CloudOffIcon, color: 'error' },
} as const;

/** Whether what is seen is what is. Nothing to say once the run is over and all of it was heard. */
export function ConnectionChip({ connection }: { connection: FeedConnection }) {
  const t = useText();
  const online = useOnline();
  if (connection === 'complete') return null;
  const shown: Exclude<Shown, 'complete'> =
    online || connection === 'lost' ? connection : 'offline';
  const { Icon, color } = LOOKS[shown];
  return (
    <Tooltip title={t(`connection.${shown}.hint`)}>
      <Chip
        size="small"
        variant="outlined"
        role="status"
        color={color}
        icon={
          <Icon
            sx={{ '&&': { fontSize: shown === 'live' ? 10 : 16, ml: 0.75 } }}
          />
        }
        label={t(`connection.${shown}.name`)}
        // The colours are too light for small letters; border and icon have them.
        sx={{ m: 0, '& .v5-MuiChip-label': { color: 'text.primary' } }}
      />
    </Tooltip>
  );
}
