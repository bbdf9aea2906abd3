import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type {
  PlatformHealth,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { HealthLabel } from '../services/health/HealthLabel';
import { SERVICE_STATUSES } from '../services/health/healthStyles';
import { ScoreRing } from '../services/health/ScoreRing';
import { RelativeTime } from '../time/RelativeTime';
import { useText, type Translate } from '../translation';

interface PlatformStateProps {
  /** Absent until it was heard. */
  health?: PlatformHealth;
  services: ServiceState[];
}

/** The platform's health in one look: the score, its word, and what it is made of. */
export function PlatformState({ health, services }: PlatformStateProps) {
  const t = useText();
  const status = health?.status ?? 'unknown';
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-label={t('overview.platform')}
      sx={{ p: 2 }}
    >
      <Stack direction="row" spacing={2.5} sx={{ alignItems: 'center' }}>
        <ScoreRing
          score={status === 'unknown' ? undefined : health?.score}
          status={status}
        />
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h5" component="h2" sx={{ m: 0 }}>
            {t('overview.state', { status: t(`health.${status}`) })}
          </Typography>
          <Box
            component="ul"
            sx={{
              m: 0,
              my: 0.5,
              p: 0,
              listStyle: 'none',
              display: 'flex',
              flexWrap: 'wrap',
              columnGap: 2,
            }}
          >
            {SERVICE_STATUSES.map(one => ({
              one,
              count: services.filter(({ health: { status: is } }) => is === one)
                .length,
            }))
              .filter(({ count }) => count > 0)
              .map(({ one, count }) => (
                <li key={one}>
                  <HealthLabel status={one} /> {count}
                </li>
              ))}
          </Box>
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            {health && <Nodes health={health} />}
            {health && (
              <>
                {t('overview.checked')} <RelativeTime at={health.checkedAt} />
              </>
            )}
          </Box>
        </Box>
      </Stack>
    </Paper>
  );
}

function Nodes({ health }: { health: PlatformHealth }) {
  const t = useText();
  const text = describeNodes(health, t);
  return text ? <div>{text}</div> : null;
}

function describeNodes(health: PlatformHealth, t: Translate): string {
  const { nodes, nodesUnknownBecause } = health;
  if (nodesUnknownBecause) {
    return t('overview.nodesUnknown', { because: nodesUnknownBecause });
  }
  if (!nodes) return '';
  const counted = t('overview.nodes', {
    ready: String(nodes.ready),
    total: String(nodes.nodes),
  });
  const { notReady, underPressure = [] } = nodes;
  return [
    counted,
    ...(notReady.length > 0
      ? [t('overview.notReady', { names: notReady.join(', ') })]
      : []),
    ...(underPressure.length > 0
      ? [t('overview.underPressure', { names: underPressure.join(', ') })]
      : []),
  ].join('; ');
}
