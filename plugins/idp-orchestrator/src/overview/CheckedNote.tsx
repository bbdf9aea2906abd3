import Stack from '@mui/material/Stack';
import type { PlatformHealth } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { HealthView } from '../services/health/HealthFeed';
import { LiveMark } from '../services/health/LiveMark';
import { RelativeTime } from '../time/RelativeTime';
import { useText, type Translate } from '../translation';

/** When it was looked, whether that goes on, and how the nodes are. */
export function CheckedNote({ feed }: { feed: HealthView }) {
  const t = useText();
  const { health, connection } = feed;
  return (
    <Stack
      direction="row"
      useFlexGap
      flexWrap="wrap"
      spacing={1}
      sx={{ alignItems: 'center' }}
    >
      <LiveMark connection={connection} />
      {health && (
        <span>
          {t('overview.checked')} <RelativeTime at={health.checkedAt} />
        </span>
      )}
      {health && <span>{describeNodes(health, t)}</span>}
    </Stack>
  );
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
