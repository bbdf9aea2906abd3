import { Fragment, useEffect, useReducer, type ReactNode } from 'react';
import { Route, Routes, useLocation } from 'react-router-dom';
import type { JsonObject, JsonValue } from '@backstage/types';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import {
  configApiRef,
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
  storageApiRef,
} from '@backstage/core-plugin-api';
import {
  toastApiRef,
  type ToastApi,
  type ToastApiMessage,
} from '@backstage/frontend-plugin-api';
import { configure } from '@testing-library/react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  orchestratorApiRef,
  type OrchestratorApi,
} from '../api/orchestratorApi';
import { AuditPage } from '../audit/AuditPage';
import { FlowsRouter } from '../flows/FlowsRouter';
import { PluginTheme } from '../frame/PluginTheme';
import { InsightsPage } from '../insights/InsightsPage';
import { OverviewRouter } from '../overview/OverviewRouter';
import {
  catalogEntityRouteRef,
  rootRouteRef,
  templateTaskRouteRef,
} from '../routes';
import { RunsRouter } from '../runs/RunsRouter';
import { EnvironmentBand } from '../services/environment/EnvironmentBand';
import { EnvironmentProvider } from '../services/environment/EnvironmentProvider';
import { EnvironmentSwitch } from '../services/environment/EnvironmentSwitch';
import { WhenDecided } from '../services/environment/WhenDecided';
import { ServicesRouter } from '../services/ServicesRouter';
import { SchedulesRouter } from '../schedules/SchedulesRouter';
import { WindowsPage } from '../windows/WindowsPage';
import { WindowsProvider } from '../windows/WindowsProvider';
// Chunks of their own; loaded here so that no test waits for them.
import '../flows/input/InputForm';
import '../overview/FirstPlan';
import '../overview/needs/AskedActionDialog';
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
import '../schedules/form/EditSchedulePage';
import '../schedules/form/NewSchedulePage';
import '../schedules/page/SchedulePage';
import '../schedules/week/WeekView';
import '../windows/freeze/FreezeDialog';

// Whether an element is hidden takes jsdom longer than all the rest of a query,
// and a query that waits asks again at each change: on a busy machine it kept
// the page from getting ready. What has to be seen is tested by toBeVisible.
configure({ asyncUtilTimeout: 45_000, defaultHidden: true });
jest.setTimeout(120_000);

/** The reader of the pages. */
export const ME = 'user:default/guest';

/** Pages of other plugins that ours lead to. */
const OTHER_PLUGINS = {
  '/catalog/:namespace/:kind/:name': catalogEntityRouteRef,
  '/create/tasks/:taskId': templateTaskRouteRef,
};

interface RenderOptions {
  denied?: boolean;
  /** The app has a catalog and software templates. */
  amongOthers?: boolean;
  fetch?: typeof fetch;
  /** Around the pages is what the plugin has around all of them: the environment, the way out of what goes wrong. */
  framed?: boolean;
  /** The portal's configuration. */
  config?: JsonObject;
  /** What the reader's storage holds, by its keys. */
  stored?: Record<string, JsonValue>;
}

/** Renders the pages at an address below `/idp-orchestrator`, against a stand-in for the backend. */
export async function renderPage(
  backend: OrchestratorApi,
  address: string,
  options: RenderOptions = {},
) {
  const permission = mockApis.permission({
    authorize: options.denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
  });
  const toasts = createToasts();
  const storage = mockApis.storage();
  for (const [key, value] of Object.entries(options.stored ?? {})) {
    await storage.forBucket('idp-orchestrator').set(key, value);
  }
  const Frame = options.framed ? PluginFrame : Fragment;
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [configApiRef, mockApis.config({ data: options.config ?? {} })],
        [storageApiRef, storage],
        [toastApiRef, toasts],
        [orchestratorApiRef, backend],
        [permissionApiRef, permission],
        [discoveryApiRef, mockApis.discovery()],
        [identityApiRef, mockApis.identity({ userEntityRef: ME })],
        [fetchApiRef, { fetch: options.fetch ?? fetch }],
      ]}
    >
      <WindowsProvider>
        <Frame>
          <Routes>
            <Route
              path="/idp-orchestrator/overview/*"
              element={<OverviewRouter />}
            />
            <Route
              path="/idp-orchestrator/services/*"
              element={<ServicesRouter />}
            />
            <Route
              path="/idp-orchestrator/insights"
              element={<InsightsPage />}
            />
            <Route path="/idp-orchestrator/audit" element={<AuditPage />} />
            <Route path="/idp-orchestrator/flows/*" element={<FlowsRouter />} />
            <Route path="/idp-orchestrator/runs/*" element={<RunsRouter />} />
            <Route
              path="/idp-orchestrator/schedules/*"
              element={<SchedulesRouter />}
            />
            <Route path="/idp-orchestrator/windows" element={<WindowsPage />} />
          </Routes>
        </Frame>
      </WindowsProvider>
      <Toasts toasts={toasts} />
      <Address />
    </TestApiProvider>,
    {
      routeEntries: [`/idp-orchestrator${address}`],
      mountedRoutes: {
        '/idp-orchestrator': rootRouteRef,
        ...(options.amongOthers && OTHER_PLUGINS),
      },
    },
  );
}

/** What the plugin has around all pages, without the page head of an app. */
function PluginFrame({ children }: { children: ReactNode }) {
  return (
    <PluginTheme>
      <EnvironmentProvider>
        <EnvironmentSwitch />
        <EnvironmentBand />
        <WhenDecided>{children}</WhenDecided>
      </EnvironmentProvider>
    </PluginTheme>
  );
}

/** Toasts as an app of the new frontend system has them: they show until the test is over. */
function createToasts(): ToastApi & {
  listen(show: () => void): void;
  all: ToastApiMessage[];
} {
  const listeners: Array<() => void> = [];
  const all: ToastApiMessage[] = [];
  return {
    all,
    listen(show) {
      listeners.push(show);
    },
    post: toast => {
      all.push(toast);
      listeners.forEach(show => show());
      return { close: () => {} };
    },
  };
}

function Toasts({ toasts }: { toasts: ReturnType<typeof createToasts> }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => toasts.listen(redraw), [toasts]);
  return (
    <>
      {toasts.all.map((toast, index) => (
        <div key={index} role="status" data-testid="toast">
          {toast.title} {toast.description}
        </div>
      ))}
    </>
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
