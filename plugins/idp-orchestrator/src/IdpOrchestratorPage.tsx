import { lazy, Suspense } from 'react';
import {
  Navigate,
  Route,
  Routes,
  useLocation,
  useNavigate,
} from 'react-router-dom';
import { Header, HeaderTabs, Page, Progress } from '@backstage/core-components';
import Box from '@mui/material/Box';
import { FlowsRouter } from './flows/FlowsRouter';
import { PageBoundary } from './frame/PageBoundary';
import { PluginTheme } from './frame/PluginTheme';
import { UnknownAddress } from './frame/UnknownAddress';
import { OverviewRouter } from './overview/OverviewRouter';
import { PageBody } from './PageBody';
import { RunsRouter } from './runs/RunsRouter';
import { EnvironmentBand } from './services/environment/EnvironmentBand';
import { EnvironmentProvider } from './services/environment/EnvironmentProvider';
import { EnvironmentSwitch } from './services/environment/EnvironmentSwitch';
import { WhenDecided } from './services/environment/WhenDecided';
import { ServicesRouter } from './services/ServicesRouter';
import { useText } from './translation';
import { usePages } from './usePages';
import { WindowsProvider } from './windows/WindowsProvider';

const SchedulesRouter = lazy(async () => ({
  default: (await import('./schedules/SchedulesRouter')).SchedulesRouter,
}));
const WindowsPage = lazy(async () => ({
  default: (await import('./windows/WindowsPage')).WindowsPage,
}));
const InsightsPage = lazy(async () => ({
  default: (await import('./insights/InsightsPage')).InsightsPage,
}));
const AuditPage = lazy(async () => ({
  default: (await import('./audit/AuditPage')).AuditPage,
}));

/** All pages under one header, for apps of the legacy frontend system. */
export function IdpOrchestratorPage() {
  return (
    <PluginTheme>
      <EnvironmentProvider>
        <WindowsProvider>
          <LegacyPages />
        </WindowsProvider>
      </EnvironmentProvider>
    </PluginTheme>
  );
}

function LegacyPages() {
  const t = useText();
  const tabs = usePages();
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
        onChange={index => navigate(tabs[index].address)}
      />
      <Box
        component="article"
        sx={{ gridArea: 'pageContent', overflow: 'auto' }}
      >
        <EnvironmentBand />
        <Box sx={{ px: 3, pb: 1.5, textAlign: 'right', '&:empty': { pb: 3 } }}>
          <EnvironmentSwitch />
        </Box>
        <PageBoundary page={pathname}>
          <WhenDecided>
            <Suspense fallback={<Progress />}>
              <LegacyRoutes />
            </Suspense>
          </WhenDecided>
        </PageBoundary>
      </Box>
    </Page>
  );
}

function LegacyRoutes() {
  return (
    <Routes>
      <Route path="/" element={<Navigate to="overview" replace />} />
      <Route path="/overview/*" element={<OverviewRouter />} />
      <Route path="/services/*" element={<ServicesRouter />} />
      <Route path="/flows/*" element={<FlowsRouter />} />
      <Route path="/runs/*" element={<RunsRouter />} />
      <Route path="/schedules/*" element={<SchedulesRouter />} />
      <Route path="/windows" element={<WindowsPage />} />
      <Route path="/insights" element={<InsightsPage />} />
      <Route path="/audit" element={<AuditPage />} />
      <Route
        path="*"
        element={
          <PageBody>
            <UnknownAddress />
          </PageBody>
        }
      />
    </Routes>
  );
}
