import { lazy, Suspense } from 'react';
import {
  Navigate,
  Route,
  Routes,
  useLocation,
  useNavigate,
} from 'react-router-dom';
import { Header, HeaderTabs, Page, Progress } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@mui/material/Box';
import { FlowsRouter } from './flows/FlowsRouter';
import { OverviewRouter } from './overview/OverviewRouter';
import {
  auditRouteRef,
  flowsRouteRef,
  insightsRouteRef,
  overviewRouteRef,
  runsRouteRef,
  servicesRouteRef,
} from './routes';
import { RunsRouter } from './runs/RunsRouter';
import { ServicesRouter } from './services/ServicesRouter';
import { useText } from './translation';

const InsightsPage = lazy(async () => ({
  default: (await import('./insights/InsightsPage')).InsightsPage,
}));
const AuditPage = lazy(async () => ({
  default: (await import('./audit/AuditPage')).AuditPage,
}));

/** All pages under one header, for apps of the legacy frontend system. */
export function IdpOrchestratorPage() {
  const t = useText();
  const tabs = useLegacyTabs();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const selected = Math.max(
    0,
    tabs.findIndex(tab => pathname.startsWith(tab.path)),
  );
  return (
    <Page themeId="tool">
      <Header
        title={t('page.title')}
        pageTitleOverride={tabs[selected].label}
      />
      <HeaderTabs
        tabs={tabs}
        selectedIndex={selected}
        onChange={index => navigate(tabs[index].path)}
      />
      <Box
        component="article"
        sx={{ gridArea: 'pageContent', overflow: 'auto', pt: 3 }}
      >
        <Suspense fallback={<Progress />}>
          <Routes>
            <Route path="/" element={<Navigate to="overview" replace />} />
            <Route path="/overview/*" element={<OverviewRouter />} />
            <Route path="/services/*" element={<ServicesRouter />} />
            <Route path="/flows/*" element={<FlowsRouter />} />
            <Route path="/runs/*" element={<RunsRouter />} />
            <Route path="/insights" element={<InsightsPage />} />
            <Route path="/audit" element={<AuditPage />} />
          </Routes>
        </Suspense>
      </Box>
    </Page>
  );
}

function useLegacyTabs() {
  const t = useText();
  return [
    {
      id: 'overview',
      label: t('page.overview'),
      path: useRouteRef(overviewRouteRef)(),
    },
    {
      id: 'services',
      label: t('page.services'),
      path: useRouteRef(servicesRouteRef)(),
    },
    { id: 'flows', label: t('page.flows'), path: useRouteRef(flowsRouteRef)() },
    { id: 'runs', label: t('page.runs'), path: useRouteRef(runsRouteRef)() },
    {
      id: 'insights',
      label: t('page.insights'),
      path: useRouteRef(insightsRouteRef)(),
    },
    { id: 'audit', label: t('page.audit'), path: useRouteRef(auditRouteRef)() },
  ];
}
