import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/core-plugin-api';

export const rootRouteRef = createRouteRef({ id: 'idp-orchestrator' });

export const overviewRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/overview',
  parent: rootRouteRef,
  path: '/overview',
});

/** What is not as it should be, before anybody starts anything. */
export const problemsRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/problems',
  parent: rootRouteRef,
  path: '/overview/problems',
});

export const servicesRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/services',
  parent: rootRouteRef,
  path: '/services',
});

export const serviceRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/service',
  parent: rootRouteRef,
  path: '/services/:name',
});

export const flowsRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/flows',
  parent: rootRouteRef,
  path: '/flows',
});

export const flowRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/flow',
  parent: rootRouteRef,
  path: '/flows/:flowId',
});

export const runsRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/runs',
  parent: rootRouteRef,
  path: '/runs',
});

export const runRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/run',
  parent: rootRouteRef,
  path: '/runs/:runId',
});

/** Two runs beside each other: `?a=<id>&b=<id>`. */
export const compareRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/compare',
  parent: rootRouteRef,
  path: '/runs/compare',
});

/** What is started at its times. */
export const schedulesRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/schedules',
  parent: rootRouteRef,
  path: '/schedules',
});

export const scheduleRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/schedule',
  parent: rootRouteRef,
  path: '/schedules/:scheduleId',
});

/** The form for a new one; no id begins as this address does. */
export const newScheduleRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/new-schedule',
  parent: rootRouteRef,
  path: '/schedules/_new',
});

export const editScheduleRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/edit-schedule',
  parent: rootRouteRef,
  path: '/schedules/:scheduleId/edit',
});

/** When which changes may happen. */
export const windowsRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/windows',
  parent: rootRouteRef,
  path: '/windows',
});

export const insightsRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/insights',
  parent: rootRouteRef,
  path: '/insights',
});

export const auditRouteRef = createSubRouteRef({
  id: 'idp-orchestrator/audit',
  parent: rootRouteRef,
  path: '/audit',
});

/** Where the tab on a catalog entity's page is mounted in apps of the legacy frontend system. */
export const entityRouteRef = createRouteRef({ id: 'idp-orchestrator/entity' });

/** The page of an entity, where the app has a catalog. */
export const catalogEntityRouteRef = createExternalRouteRef({
  id: 'catalog-entity',
  params: ['namespace', 'kind', 'name'],
  optional: true,
  defaultTarget: 'catalog.catalogEntity',
});

/** The page of what a software template does, where the app has a scaffolder. */
export const templateTaskRouteRef = createExternalRouteRef({
  id: 'template-task',
  params: ['taskId'],
  optional: true,
  defaultTarget: 'scaffolder.ongoingTask',
});
