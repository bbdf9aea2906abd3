import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useText } from '../../translation';
import { HEALTH_LOOKS, type HealthStatus } from './healthStyles';

const SIZE = 96;
const WIDTH = 9;
const RADIUS = (SIZE - WIDTH) / 2;
const LENGTH = 2 * Math.PI * RADIUS;

/** A score of 0–100 as a ring around its number; readers hear one sentence. */
export function ScoreRing(props: { score?: number; status: HealthStatus }) {
  const t = useText();
  const { score, status } = props;
  const shown = score === undefined ? '–' : String(Math.round(score));
  return (
    <Box
      role="img"
      aria-label={t('health.scoreOf', {
        score: shown,
        status: t(`health.${status}`),
      })}
      sx={{ position: 'relative', width: SIZE, height: SIZE, flexShrink: 0 }}
    >
      <Box
        component="svg"
        viewBox={`0 0 ${SIZE} ${SIZE}`}
        sx={{ fill: 'none', strokeWidth: WIDTH, transform: 'rotate(-90deg)' }}
      >
        <Arc color="divider" length={LENGTH} />
        <Arc
          color={HEALTH_LOOKS[status].color}
          length={(LENGTH * (score ?? 0)) / 100}
        />
      </Box>
      <Typography
        component="span"
        sx={{
          position: 'absolute',
          inset: 0,
          display: 'grid',
          placeItems: 'center',
          fontSize: 30,
          fontWeight: 600,
        }}
      >
        {shown}
      </Typography>
    </Box>
  );
}

function Arc({ color, length }: { color: string; length: number }) {
  return (
    <Box
      component="circle"
      cx={SIZE / 2}
      cy={SIZE / 2}
      r={RADIUS}
      strokeDasharray={`${length} ${LENGTH}`}
      sx={{ color, stroke: 'currentColor' }}
    />
  );
}
