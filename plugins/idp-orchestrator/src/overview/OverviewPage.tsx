import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { Link, Progress } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { FailureNotice } from '../notice/FailureNotice';
import { Panel } from '../notice/Panel';
import { PageBody } from '../PageBody';
import { servicesRouteRef } from '../routes';
import { EnvironmentSwitch } from '../services/environment/EnvironmentSwitch';
import { useEnvironmentInAddress } from '../services/environment/useEnvironments';
import type { HealthView } from '../services/health/HealthFeed';
import { LiveMark } from '../services/health/LiveMark';
import { NoServices } from '../services/NoServices';
import { Recommendations } from '../services/Recommendations';
import { ProblemsNote } from '../problems/ProblemsNote';
import { useServices } from '../services/useServices';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { ChangeList } from './ChangeList';
import { PlatformState } from './PlatformState';
import { RunsGoingOn } from './RunsGoingOn';
import { SmallBoard } from './SmallBoard';

/** How the platform is, what goes on, what waits for whom, and what should be done. */
export function OverviewPage() {
  const t = useText();
  usePageTitle(t('page.overview'));
  const { environment, choose } = useEnvironmentInAddress();
  const { services, feed } = useServices(environment);
  return (
    <PageBody>
      <Stack direction="row" spacing={1.5} sx={{ mb: 2, alignItems: 'center' }}>
        <EnvironmentSwitch
          current={environment ?? feed.health?.environment}
          onChoose={choose}
        />
        <LiveMark connection={feed.connection} />
      </Stack>
      <ProblemsNote />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: {
            xs: 'minmax(0, 1fr)',
            lg: 'minmax(0, 7fr) minmax(0, 5fr)',
          },
        }}
      >
        {services.state === 'loading' && <Progress />}
        {services.state === 'failed' && (
          <FailureNotice error={services.error} onRetry={services.reload} />
        )}
        {services.state === 'ready' && (
          <Platform
            services={services.value}
            feed={feed}
            onStarted={services.reload}
          />
        )}
        <Stack spacing={2} sx={{ minWidth: 0 }}>
          <RunsGoingOn heard={feed.health} />
          {services.state === 'ready' && (
            <ChangeList
              key={services.value[0]?.environment}
              services={services.value}
              changes={feed.changes}
            />
          )}
        </Stack>
      </Box>
    </PageBody>
  );
}

interface PlatformProps {
  services: ServiceState[];
  feed: HealthView;
  onStarted: () => void;
}

function Platform({ services, feed, onStarted }: PlatformProps) {
  const t = useText();
  const servicesLink = useRouteRef(servicesRouteRef);
  const { health } = feed;
  if (services.length === 0) return <NoServices />;
  return (
    <Stack spacing={2} sx={{ minWidth: 0 }}>
      <PlatformState health={health} services={services} />
      {health && health.recommendations.length > 0 && (
        <Panel title={t('overview.recommendations')}>
          <Recommendations
            recommendations={health.recommendations}
            services={services}
            onStarted={onStarted}
          />
        </Panel>
      )}
      <Panel
        title={t('overview.services')}
        action={
          <Link to={`${servicesLink()}?environment=${services[0].environment}`}>
            {t('overview.allServices')}
          </Link>
        }
      >
        <SmallBoard services={services} />
      </Panel>
    </Stack>
  );
}
