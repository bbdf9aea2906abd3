import Box from '@mui/material/Box';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { messageOf } from '../api/problemsIn';
import { PluginTheme } from '../frame/PluginTheme';
import { WhenLoaded } from '../notice/WhenLoaded';
import { useEnvironment } from '../services/environment/useEnvironment';
import { HealthLabel } from '../services/health/HealthLabel';
import { HistoryStrip } from '../services/history/HistoryStrip';
import { useHistory } from '../services/history/useHistory';
import { LastChange } from '../services/LastChange';
import { shownStateOf } from '../services/state/shownState';
import { ServiceLink } from '../services/ServiceLink';
import { WhyNotHealthy } from '../services/WhyNotHealthy';
import { useText } from '../translation';
import { useTeamServices } from './useTeamServices';

const DAYS = 7;

/** So many services show their last days; each has to be asked for. */
const STRIPS = 12;

/**
 * The card on a team's page: how its services are, and what they went through.
 * Most teams own none of the platform's, and have no card.
 */
export function EntityTeamCard() {
  const t = useText();
  const { entity } = useEntity();
  const { environment } = useEnvironment();
  const loaded = useTeamServices(entity, environment);
  const first = loaded.state === 'ready' ? loaded.value[0] : undefined;
  if (loaded.state === 'loading' || (loaded.state === 'ready' && !first)) {
    return null;
  }
  return (
    <EntityInfoCard
      title={t('catalog.team')}
      headerActions={first?.environment}
    >
      <PluginTheme>
        <WhenLoaded loaded={loaded}>
          {services => <TeamServices services={services} />}
        </WhenLoaded>
      </PluginTheme>
    </EntityInfoCard>
  );
}

function TeamServices({ services }: { services: ServiceState[] }) {
  const titles = new Map(services.map(({ name, title }) => [name, title]));
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {services.map((service, index) => (
        <Box
          component="li"
          key={service.name}
          sx={{
            py: 1,
            borderTop: index === 0 ? 0 : 1,
            borderColor: 'divider',
          }}
        >
          <Box
            sx={{ display: 'flex', gap: 1, justifyContent: 'space-between' }}
          >
            <ServiceLink service={service} title={service.title} />
            <HealthLabel status={shownStateOf(service.health)} />
          </Box>
          <WhyNotHealthy health={service.health} titles={titles} />
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            <LastChange change={service.lastChange} />
          </Box>
          {index < STRIPS && <LastDays service={service} />}
        </Box>
      ))}
    </Box>
  );
}

function LastDays({ service }: { service: ServiceState }) {
  const { name, title, environment } = service;
  const loaded = useHistory({ name, environment, days: DAYS });
  if (loaded.state === 'loading') return <Box sx={{ height: 20 }} />;
  if (loaded.state === 'failed') return <div>{messageOf(loaded.error)}</div>;
  return (
    <HistoryStrip title={title} spans={loaded.value} days={DAYS} height={20} />
  );
}
