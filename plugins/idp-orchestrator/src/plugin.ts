import type { JSX } from 'react';
import {
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { orchestratorApiFactory } from './api/orchestratorApi';
import { keepClassNamesApart } from './classNames';
import {
  auditRouteRef,
  catalogEntityRouteRef,
  compareRouteRef,
  editScheduleRouteRef,
  entityRouteRef,
  flowRouteRef,
  flowsRouteRef,
  insightsRouteRef,
  newScheduleRouteRef,
  overviewRouteRef,
  problemsRouteRef,
  rootRouteRef,
  runRouteRef,
  runsRouteRef,
  scheduleRouteRef,
  schedulesRouteRef,
  serviceRouteRef,
  servicesRouteRef,
  templateTaskRouteRef,
  windowsRouteRef,
} from './routes';

keepClassNamesApart();

/**
 * The plugin for apps of the legacy frontend system.
 *
 * @public
 */
export const idpOrchestratorPlugin = createPlugin({
  id: 'idp-orchestrator',
  routes: {
    root: rootRouteRef,
    overview: overviewRouteRef,
    problems: problemsRouteRef,
    services: servicesRouteRef,
    service: serviceRouteRef,
    flows: flowsRouteRef,
    flow: flowRouteRef,
    runs: runsRouteRef,
    run: runRouteRef,
    compare: compareRouteRef,
    schedules: schedulesRouteRef,
    schedule: scheduleRouteRef,
    newSchedule: newScheduleRouteRef,
    editSchedule: editScheduleRouteRef,
    windows: windowsRouteRef,
    insights: insightsRouteRef,
    audit: auditRouteRef,
  },
  externalRoutes: {
    catalogEntity: catalogEntityRouteRef,
    templateTask: templateTaskRouteRef,
  },
  apis: [orchestratorApiFactory],
});

/**
 * The page for apps of the legacy frontend system; mount it at `/idp-orchestrator`.
 *
 * @public
 */
export const IdpOrchestratorPage: () => JSX.Element =
  idpOrchestratorPlugin.provide(
    createRoutableExtension({
      name: 'IdpOrchestratorPage',
      component: () =>
        import('./IdpOrchestratorPage').then(m => m.IdpOrchestratorPage),
      mountPoint: rootRouteRef,
    }),
  );

/**
 * The tab of an entity that stands for a service; use it with `isServiceAvailable`.
 *
 * @public
 */
export const EntityIdpOrchestratorContent: () => JSX.Element =
  idpOrchestratorPlugin.provide(
    createRoutableExtension({
      name: 'EntityIdpOrchestratorContent',
      component: () =>
        import('./catalog/EntityServiceContent').then(
          m => m.EntityServiceContent,
        ),
      mountPoint: entityRouteRef,
    }),
  );

/**
 * The card of an entity that stands for a service; use it with `isServiceAvailable`.
 *
 * @public
 */
export const EntityIdpOrchestratorCard: () => JSX.Element =
  idpOrchestratorPlugin.provide(
    createComponentExtension({
      name: 'EntityIdpOrchestratorCard',
      component: {
        lazy: () =>
          import('./catalog/EntityServiceCard').then(m => m.EntityServiceCard),
      },
    }),
  );

/**
 * The card on a group's page: the services it owns, and what they went through.
 *
 * @public
 */
export const EntityIdpOrchestratorTeamCard: () => JSX.Element | null =
  idpOrchestratorPlugin.provide(
    createComponentExtension({
      name: 'EntityIdpOrchestratorTeamCard',
      component: {
        lazy: () =>
          import('./catalog/EntityTeamCard').then(m => m.EntityTeamCard),
      },
    }),
  );
