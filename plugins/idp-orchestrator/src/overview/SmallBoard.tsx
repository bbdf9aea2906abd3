import Box from '@mui/material/Box';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { HealthLabel } from '../services/health/HealthLabel';
import { HEALTH_LOOKS } from '../services/health/healthStyles';
import { ServiceLink } from '../services/ServiceLink';
import { byUrgency, shownStateOf } from '../services/state/shownState';
import { WhyNotHealthy } from '../services/WhyNotHealthy';
import { useText } from '../translation';

/** Every service by name and state, the most urgent first; each leads to its page. */
export function SmallBoard({ services }: { services: ServiceState[] }) {
  const t = useText();
  const titles = new Map(services.map(({ name, title }) => [name, title]));
  return (
    <Box
      component="ul"
      aria-label={t('services.label')}
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 170px), 1fr))',
      }}
    >
      {byUrgency(services).map(service => (
        <SmallTile key={service.name} service={service} titles={titles} />
      ))}
    </Box>
  );
}

interface SmallTileProps {
  service: ServiceState;
  titles: ReadonlyMap<string, string>;
}

function SmallTile({ service, titles }: SmallTileProps) {
  const state = shownStateOf(service.health);
  return (
    <Box
      component="li"
      data-service={service.name}
      data-state={state}
      sx={{
        px: 1.25,
        py: 0.75,
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        borderLeft: 4,
        borderLeftColor: HEALTH_LOOKS[state].color,
        minWidth: 0,
        overflowWrap: 'anywhere',
      }}
    >
      <Box sx={{ fontWeight: 600 }}>
        <ServiceLink service={service} title={service.title} />
      </Box>
      <Box sx={{ typography: 'body2' }}>
        <HealthLabel status={state} />
      </Box>
      <Box
        sx={{
          '& > div > div, & > div': { typography: 'caption' },
          maxHeight: 72,
          overflow: 'hidden',
        }}
      >
        <WhyNotHealthy health={service.health} titles={titles} />
      </Box>
    </Box>
  );
}
