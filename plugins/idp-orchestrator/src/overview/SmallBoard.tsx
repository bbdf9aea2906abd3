import Box from '@mui/material/Box';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { HealthLabel } from '../services/health/HealthLabel';
import { HEALTH_LOOKS } from '../services/health/healthStyles';
import { ServiceLink } from '../services/ServiceLink';
import { WhyNotHealthy } from '../services/WhyNotHealthy';
import { useText } from '../translation';

/** Every service by name and state; each leads to its page. */
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
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 150px), 1fr))',
      }}
    >
      {services.map(service => (
        <Box
          component="li"
          key={service.name}
          data-service={service.name}
          sx={{
            position: 'relative',
            px: 1.25,
            py: 0.75,
            border: 1,
            borderColor: 'divider',
            borderRadius: 1,
            borderLeft: 4,
            borderLeftColor: HEALTH_LOOKS[service.health.status].color,
            minWidth: 0,
            overflowWrap: 'anywhere',
            '& a::after': { content: '""', position: 'absolute', inset: 0 },
            '&:hover': { bgcolor: 'action.hover' },
          }}
        >
          <Box sx={{ fontWeight: 600 }}>
            <ServiceLink service={service} title={service.title} />
          </Box>
          <Box sx={{ typography: 'body2' }}>
            <HealthLabel status={service.health.status} />
          </Box>
          <WhyNotHealthy health={service.health} titles={titles} />
        </Box>
      ))}
    </Box>
  );
}
