import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { keyframes } from '@mui/material/styles';
import { useText } from '../../translation';
import { HEALTH_LOOKS, type HealthStatus } from './healthStyles';

const turn = keyframes`to { transform: rotate(360deg); }`;

/** How something is, as icon, colour and word. */
export function HealthLabel({ status }: { status: HealthStatus }) {
  const t = useText();
  return (
    <Stack
      component="span"
      direction="row"
      spacing={0.75}
      sx={{
        alignItems: 'center',
        display: 'inline-flex',
        verticalAlign: 'middle',
        whiteSpace: 'nowrap',
      }}
    >
      <HealthIcon status={status} />
      <span>{t(`health.${status}`)}</span>
    </Stack>
  );
}

/** Its shape and colour. The word must stand beside it: this is hidden from readers. */
export function HealthIcon({ status }: { status: HealthStatus }) {
  const { Icon, color, turning } = HEALTH_LOOKS[status];
  return (
    <Box
      component={Icon}
      aria-hidden
      sx={{
        color,
        fontSize: 20,
        flexShrink: 0,
        animation: turning ? `${turn} 2s linear infinite` : 'none',
        '@media (prefers-reduced-motion: reduce)': { animation: 'none' },
      }}
    />
  );
}
