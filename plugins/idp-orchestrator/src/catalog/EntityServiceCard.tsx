import Box from '@mui/material/Box';
import { Link } from '@backstage/core-components';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { PluginTheme } from '../frame/PluginTheme';
import { WhenLoaded } from '../notice/WhenLoaded';
import { describeFacts } from '../services/describeFacts';
import { useEnvironment } from '../services/environment/useEnvironment';
import { HealthLabel } from '../services/health/HealthLabel';
import { LastChange } from '../services/LastChange';
import { OperationButtons } from '../services/operation/OperationButtons';
import { shownStateOf } from '../services/state/shownState';
import { useServiceLink } from '../services/ServiceLink';
import { useServices } from '../services/useServices';
import { WhyNotHealthy } from '../services/WhyNotHealthy';
import { useText } from '../translation';
import { serviceNameOf } from './annotation';

/** The card on an entity's page: how its service is, who changed it last, and its controls. */
export function EntityServiceCard() {
  const t = useText();
  const serviceLink = useServiceLink();
  const { entity } = useEntity();
  const { environment } = useEnvironment();
  const { services } = useServices(environment);
  const name = serviceNameOf(entity) ?? '';
  const service =
    services.state === 'ready'
      ? services.value.find(one => one.name === name)
      : undefined;
  return (
    <EntityInfoCard
      title={t('catalog.card')}
      headerActions={service?.environment}
      footerActions={
        service && <Link to={serviceLink(service)}>{t('catalog.more')}</Link>
      }
    >
      <PluginTheme>
        <WhenLoaded loaded={services}>
          {all =>
            service ? (
              <Summary
                service={service}
                services={all}
                onStarted={services.reload}
              />
            ) : (
              <div>{t('catalog.unknownService', { name })}</div>
            )
          }
        </WhenLoaded>
      </PluginTheme>
    </EntityInfoCard>
  );
}

interface SummaryProps {
  service: ServiceState;
  services: ServiceState[];
  onStarted: () => void;
}

function Summary({ service, services, onStarted }: SummaryProps) {
  const t = useText();
  const { health, lastChange } = service;
  const facts = describeFacts(health, t);
  const titles = new Map(services.map(({ name, title }) => [name, title]));
  return (
    <>
      <HealthLabel status={shownStateOf(health)} />
      <WhyNotHealthy health={health} titles={titles} />
      <Box sx={{ typography: 'body2', color: 'text.secondary', my: 1 }}>
        {facts && <div>{facts}</div>}
        <LastChange change={lastChange} />
      </Box>
      <OperationButtons services={[service]} onStarted={onStarted} />
    </>
  );
}
