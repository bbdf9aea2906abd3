import {
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { orchestratorApiFactory } from './api/orchestratorApi';
import { keepClassNamesApart } from './classNames';
import {
  flowRouteRef,
  flowsRouteRef,
  rootRouteRef,
  runRouteRef,
  runsRouteRef,
} from './routes';

keepClassNamesApart();

/** The plugin for apps of the legacy frontend system. */
export const idpOrchestratorPlugin = createPlugin({
  id: 'idp-orchestrator',
  routes: {
    root: rootRouteRef,
    flows: flowsRouteRef,
    flow: flowRouteRef,
    runs: runsRouteRef,
    run: runRouteRef,
  },
  apis: [orchestratorApiFactory],
});

/** The page for apps of the legacy frontend system; mount it at `/idp-orchestrator`. */
export const IdpOrchestratorPage = idpOrchestratorPlugin.provide(
  createRoutableExtension({
    name: 'IdpOrchestratorPage',
    component: () =>
      import('./IdpOrchestratorPage').then(m => m.IdpOrchestratorPage),
    mountPoint: rootRouteRef,
  }),
);
