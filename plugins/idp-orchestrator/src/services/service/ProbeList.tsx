import Box from '@mui/material/Box';
import {
  formatDuration,
  type ServiceHealth,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { useText } from '../../translation';
import { HealthLabel } from '../health/HealthLabel';

/** What each probe saw, in its own words. */
export function ProbeList(props: {
  probes: NonNullable<ServiceHealth['probes']>;
}) {
  const t = useText();
  const { probes } = props;
  if (probes.length === 0) return <div>{t('service.noProbes')}</div>;
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {probes.map(({ kind, status, text, latencyMs }, index) => (
        <Box
          component="li"
          key={index}
          sx={{
            py: 1,
            borderTop: index === 0 ? 0 : 1,
            borderColor: 'divider',
            typography: 'body2',
            overflowWrap: 'anywhere',
          }}
        >
          <HealthLabel status={status} /> · {t(`service.probe.${kind}`)}
          {latencyMs !== undefined && ` · ${formatDuration(latencyMs)}`}
          <Box sx={{ color: 'text.secondary' }}>{text}</Box>
        </Box>
      ))}
    </Box>
  );
}
