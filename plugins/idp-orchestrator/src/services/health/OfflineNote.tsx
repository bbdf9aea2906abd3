import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import CloudOffIcon from '@mui/icons-material/CloudOff';
import { useOnline } from '../../api/useOnline';
import { RelativeTime } from '../../time/RelativeTime';
import { useText } from '../../translation';
import type { HealthView } from './HealthFeed';

/** Says that what is seen is how it was, and when that was, while nothing is heard. */
export function OfflineNote({ feed }: { feed: HealthView }) {
  const t = useText();
  const isOnline = useOnline();
  const isAway = feed.connection === 'reconnecting';
  if (isOnline && !isAway) return null;
  const kind = isOnline ? 'away' : 'offline';
  return (
    <Alert
      severity="warning"
      role="status"
      icon={<CloudOffIcon fontSize="inherit" />}
      sx={{ mb: 2 }}
    >
      <AlertTitle>{t(`frame.${kind}.title`)}</AlertTitle>
      {feed.health
        ? t(`frame.${kind}.text`, {
            when: <RelativeTime at={feed.health.checkedAt} />,
          })
        : t(`frame.${kind}.unheard`)}
    </Alert>
  );
}
