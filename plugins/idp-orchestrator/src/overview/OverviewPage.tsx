import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import { Link, Progress } from '@backstage/core-components';
import type { ServiceState } from '@idp/backstage-plugin-idp-orchestrator-common';
import { FailureNotice } from '../notice/FailureNotice';
import { Panel } from '../notice/Panel';
import { PageBody } from '../PageBody';
import { ProblemsNote } from '../problems/ProblemsNote';
import { servicesRouteRef } from '../routes';
import { useEnvironment } from '../services/environment/useEnvironment';
import type { HealthView } from '../services/health/HealthFeed';
import { OfflineNote } from '../services/health/OfflineNote';
import { NoServices } from '../services/NoServices';
import { PlatformState } from '../services/state/PlatformState';
import { useServices, type Services } from '../services/useServices';
import { useText } from '../translation';
import { usePageTitle } from '../usePageTitle';
import { usePluginLink } from '../usePluginLink';
import { WindowNotes } from '../windows/notes/WindowNotes';
import { ChangeList } from './changes/ChangeList';
import { CheckedNote } from './CheckedNote';
import { FirstRunCard } from './FirstRunCard';
import { FlowShortcuts } from './flows/FlowShortcuts';
import { NeedsYou } from './needs/NeedsYou';
import { RunningRuns } from './running/RunningRuns';
import { SmallBoard } from './SmallBoard';
import { useOverviewRuns } from './useOverviewRuns';

/** How the platform is, what needs somebody, what runs, and what changed: in the order in which people ask. */
export function OverviewPage() {
  const t = useText();
  usePageTitle(t('page.overview'));
  const { environment } = useEnvironment();
  const { services, feed } = useServices(environment);
  const runs = useOverviewRuns(environment, feed.health);
  // Of what was never started there is nothing to tell but how to start it.
  const all =
    services.state === 'ready' && !feed.health?.isNew ? services.value : [];
  return (
    <PageBody>
      <OfflineNote feed={feed} />
      <WindowNotes />
      <Box sx={{ mb: 2 }}>
        <Platform services={services} feed={feed} />
      </Box>
      <Box sx={COLUMNS}>
        <Stack spacing={2} sx={{ minWidth: 0 }}>
          <NeedsYou runs={runs} services={all} onStarted={services.reload} />
          <ProblemsNote />
          <RunningRuns runs={runs.goingOn} />
          {all.length > 0 && <ServicesPanel services={all} />}
        </Stack>
        <Stack spacing={2} sx={{ minWidth: 0 }}>
          {all.length > 0 && <ChangeList services={all} heard={feed.changes} />}
          <FlowShortcuts runs={runs.latest} />
        </Stack>
      </Box>
    </PageBody>
  );
}

const COLUMNS = {
  display: 'grid',
  gap: 2,
  alignItems: 'start',
  gridTemplateColumns: {
    xs: 'minmax(0, 1fr)',
    lg: 'minmax(0, 8fr) minmax(0, 5fr)',
  },
};

interface PlatformProps {
  services: Services['services'];
  feed: HealthView;
}

/** The sentence about the platform, or what there is instead of one. */
function Platform({ services, feed }: PlatformProps) {
  if (services.state === 'loading') return <Progress />;
  if (services.state === 'failed') {
    return <FailureNotice error={services.error} onRetry={services.reload} />;
  }
  if (services.value.length === 0) return <NoServices />;
  if (feed.health?.isNew) {
    return <FirstRunCard services={services.value} />;
  }
  return (
    <PlatformState
      health={feed.health}
      services={services.value}
      onStarted={services.reload}
    >
      <CheckedNote feed={feed} />
    </PlatformState>
  );
}

function ServicesPanel({ services }: { services: ServiceState[] }) {
  const t = useText();
  const link = usePluginLink(servicesRouteRef);
  return (
    <Panel
      title={t('overview.services')}
      action={<Link to={link()}>{t('overview.allServices')}</Link>}
    >
      <SmallBoard services={services} />
    </Panel>
  );
}
