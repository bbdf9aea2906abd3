import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type {
  Recommendation,
  ServiceState,
} from '@idp/backstage-plugin-idp-orchestrator-common';
import { Panel } from '../../notice/Panel';
import { ClockTime } from '../../time/ClockTime';
import { useText } from '../../translation';
import { HealthLabel } from '../health/HealthLabel';
import { HistoryPanel } from '../history/HistoryPanel';
import { LastChange } from '../LastChange';
import { OperationButtons } from '../operation/OperationButtons';
import { Recommendations } from '../Recommendations';
import { needsAttention, shownStateOf } from '../state/shownState';
import { WhyNotHealthy } from '../WhyNotHealthy';
import { Neighbours } from './Neighbours';
import { ProbeList } from './ProbeList';
import { ServiceFacts } from './ServiceFacts';
import { ServiceRuns } from './ServiceRuns';

interface ServiceContentProps {
  service: ServiceState;
  /** All of its environment. */
  services: ServiceState[];
  recommendations: Recommendation[];
  onStarted: () => void;
}

/** A service: how it is and why, its controls, its past, its neighbours. */
export function ServiceContent(props: ServiceContentProps) {
  const t = useText();
  const { service, services, onStarted } = props;
  const { name, health, lastChange } = service;
  const titles = new Map(services.map(one => [one.name, one.title]));
  const recommendations =
    needsAttention(health) || health.drift
      ? props.recommendations.filter(
          ({ service: first, services: named = [first] }) =>
            named.includes(name),
        )
      : [];
  return (
    <>
      <ServiceHeader service={service} onStarted={onStarted} />
      {recommendations.length > 0 ? (
        <Recommendations
          recommendations={recommendations}
          services={services}
          onStarted={onStarted}
        />
      ) : (
        <WhyNotHealthy health={health} titles={titles} />
      )}
      <Box
        sx={{
          mt: 2,
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            md: 'minmax(0, 7fr) minmax(0, 5fr)',
          },
        }}
      >
        <Stack spacing={2} sx={{ minWidth: 0 }}>
          <Panel level="h3" title={t('services.lastChange')}>
            {lastChange ? (
              <LastChange change={lastChange} />
            ) : (
              t('service.neverChanged')
            )}
          </Panel>
          <Panel level="h3" title={t('service.probes')}>
            <ProbeList probes={health.probes ?? []} />
          </Panel>
          <Panel level="h3" title={t('service.history')}>
            <HistoryPanel service={service} />
          </Panel>
        </Stack>
        <Stack spacing={2} sx={{ minWidth: 0 }}>
          <Panel level="h3" title={t('service.about')}>
            <ServiceFacts service={service} />
          </Panel>
          <Panel level="h3" title={t('service.neighbours')}>
            <Neighbours service={service} services={services} />
          </Panel>
        </Stack>
      </Box>
      <Box sx={{ mt: 2 }}>
        <Typography variant="h6" component="h3" gutterBottom>
          {t('service.runs')}
        </Typography>
        <ServiceRuns service={service} />
      </Box>
    </>
  );
}

type ServiceHeaderProps = Pick<ServiceContentProps, 'service' | 'onStarted'>;

function ServiceHeader({ service, onStarted }: ServiceHeaderProps) {
  const t = useText();
  const { title, description, critical, health } = service;
  return (
    <>
      <Stack
        direction="row"
        useFlexGap
        flexWrap="wrap"
        spacing={1.5}
        sx={{ alignItems: 'center', mb: 0.5 }}
      >
        <Typography
          variant="h5"
          component="h2"
          sx={{ m: 0, overflowWrap: 'anywhere' }}
        >
          {title}
        </Typography>
        <HealthLabel status={shownStateOf(health)} />
        {health.since && !health.pending && (
          <Box sx={{ color: 'text.secondary' }}>
            {t('services.since', { time: <ClockTime at={health.since} /> })}
          </Box>
        )}
        {critical && (
          <Chip
            size="small"
            variant="outlined"
            label={t('services.critical')}
            sx={{ m: 0 }}
          />
        )}
        <Box sx={{ flexGrow: 1 }} />
        <OperationButtons services={[service]} onStarted={onStarted} />
      </Stack>
      {description && (
        <Typography variant="body1" sx={{ color: 'text.secondary', mb: 1 }}>
          {description}
        </Typography>
      )}
    </>
  );
}
