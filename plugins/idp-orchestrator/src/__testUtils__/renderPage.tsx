import { Route, Routes, useLocation } from 'react-router-dom';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  alertApiRef,
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
  type AlertMessage,
} from '@backstage/core-plugin-api';
import { configure } from '@testing-library/react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  orchestratorApiRef,
  type OrchestratorApi,
} from '../api/orchestratorApi';
import { AuditPage } from '../audit/AuditPage';
import { FlowsRouter } from '../flows/FlowsRouter';
import { InsightsPage } from '../insights/InsightsPage';
import { OverviewRouter } from '../overview/OverviewRouter';
import { rootRouteRef } from '../routes';
import { RunsRouter } from '../runs/RunsRouter';
import { ServicesRouter } from '../services/ServicesRouter';
// Chunks of their own; loaded here so that no test waits for them.
import '../flows/input/InputForm';
import '../problems/ProblemsPage';
import '../run/RunPage';
import '../run/actions/ActionDialog';
import '../run/events/EventList';
import '../run/header/CancelDialog';
import '../run/logs/AttemptSelect';
import '../run/output/DataPanel';
import '../run/plan/PlanPanel';
import '../run/step/StepSummary';
import '../run/timeline/Timeline';
import '../runs/RunsPage';

// Whether an element is hidden takes jsdom longer than all the rest of a query,
// and a query that waits asks again at each change: on a busy machine it kept
// the page from getting ready. What has to be seen is tested by toBeVisible.
configure({ asyncUtilTimeout: 45_000, defaultHidden: true });
jest.setTimeout(120_000);

/** The reader of the pages. */
export const ME = 'user:default/guest';

/** Renders the pages at an address below `/idp-orchestrator`, against a stand-in for the backend. */
export async function renderPage(
  backend: OrchestratorApi,
  address: string,
  options: {
    denied?: boolean;
    fetch?: typeof fetch;
    /** Gets what is told in toasts. */
    alerts?: AlertMessage[];
  } = {},
) {
  const permission = mockApis.permission({
    authorize: options.denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
  });
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [orchestratorApiRef, backend],
        [permissionApiRef, permission],
        [discoveryApiRef, mockApis.discovery()],
        [
          alertApiRef,
          { post: (alert: AlertMessage) => options.alerts?.push(alert) },
        ],
        [identityApiRef, mockApis.identity({ userEntityRef: ME })],
        [fetchApiRef, { fetch: options.fetch ?? fetch }],
      ]}
    >
      <Routes>
        <Route
          path="/idp-orchestrator/overview/*"
          element={<OverviewRouter />}
        />
        <Route
          path="/idp-orchestrator/services/*"
          element={<ServicesRouter />}
        />
        <Route path="/idp-orchestrator/insights" element={<InsightsPage />} />
        <Route path="/idp-orchestrator/audit" element={<AuditPage />} />
        <Route path="/idp-orchestrator/flows/*" element={<FlowsRouter />} />
        <Route path="/idp-orchestrator/runs/*" element={<RunsRouter />} />
      </Routes>
      <Address />
    </TestApiProvider>,
    {
      routeEntries: [`/idp-orchestrator${address}`],
      mountedRoutes: { '/idp-orchestrator': rootRouteRef },
    },
  );
}

/** Where the reader is now. */
function Address() {
  const { pathname, search, hash } = useLocation();
  return <div data-testid="address">{pathname + search + hash}</div>;
}

/** jsdom lays nothing out; a virtual list needs a height to show its rows in. */
export function giveElementsHeight(height: number) {
  jest.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(height);
  jest.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(800);
}
