import type {
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { addActRoutes } from './actRoutes';
import { addAuditRoutes } from './auditRoutes';
import { addDeliveryRoutes } from './deliveryRoutes';
import { addFlowRoutes } from './flowRoutes';
import { limitRequests } from './limitRequests';
import { addHealthRoutes } from './healthRoutes';
import { addDocumentRoutes } from './documentRoutes';
import { addLogRoutes } from './logRoutes';
import type { CreateCaller, Orchestrator } from '../operations/Orchestrator';
import { readBody } from './readBody';
import { refuseNul } from './refuseNul';
import { refuseUnstorable } from './refuseUnstorable';
import { addRunRoutes } from './runRoutes';
import { addServiceRoutes } from './serviceRoutes';
import { addStatsRoutes } from './statsRoutes';
import { addToolRoutes } from './toolRoutes';

export interface RouterOptions {
  orchestrator: Orchestrator;
  httpAuth: HttpAuthService;
  auth: AuthService;
  logger: LoggerService;
  createCaller: CreateCaller;
  /** Of one caller; more are refused. */
  requestsPerMinute: number;
}

/** The REST API, under `/v1`. */
export function createRouter(options: RouterOptions): Router {
  const routes = PromiseRouter();
  routes.use(limitRequests(options));
  routes.use(refuseNul());
  routes.use(readBody());
  routes.use(refuseUnstorable());
  addFlowRoutes(routes, options);
  addRunRoutes(routes, options);
  addActRoutes(routes, options);
  addLogRoutes(routes, options);
  addHealthRoutes(routes, options);
  addServiceRoutes(routes, options);
  addAuditRoutes(routes, options);
  addDeliveryRoutes(routes, options);
  addStatsRoutes(routes, options);
  addToolRoutes(routes, options);
  addDocumentRoutes(routes);
  const router = PromiseRouter();
  router.use('/v1', routes);
  return router;
}
