import {
  Navigate,
  Route,
  Routes,
  useLocation,
  useNavigate,
} from 'react-router-dom';
import { Header, HeaderTabs, Page } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import Box from '@mui/material/Box';
import { FlowsRouter } from './flows/FlowsRouter';
import { flowsRouteRef, runsRouteRef } from './routes';
import { RunsRouter } from './runs/RunsRouter';
import { useText } from './translation';

/** All pages under one header, for apps of the legacy frontend system. */
export function IdpOrchestratorPage() {
  const t = useText();
  return (
    <Page themeId="tool">
      <Header title={t('page.title')} />
      <LegacyTabs />
      <Box
        component="article"
        sx={{ gridArea: 'pageContent', overflow: 'auto', pt: 3 }}
      >
        <Routes>
          <Route path="/" element={<Navigate to="flows" replace />} />
          <Route path="/flows/*" element={<FlowsRouter />} />
          <Route path="/runs/*" element={<RunsRouter />} />
        </Routes>
      </Box>
    </Page>
  );
}

function LegacyTabs() {
  const t = useText();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const tabs = [
    { id: 'flows', label: t('page.flows'), path: useRouteRef(flowsRouteRef)() },
    { id: 'runs', label: t('page.runs'), path: useRouteRef(runsRouteRef)() },
  ];
  const selected = Math.max(
    0,
    tabs.findIndex(tab => pathname.startsWith(tab.path)),
  );
  return (
    <HeaderTabs
      tabs={tabs}
      selectedIndex={selected}
      onChange={index => navigate(tabs[index].path)}
    />
  );
}
