import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

export const rootRouteRef = createRouteRef({ id: 'idp-orchestrator' });

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
