import type {
  AuthService,
  HttpAuthService,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { addActRoutes } from './actRoutes';
import { addFlowRoutes } from './flowRoutes';
import { addHealthRoutes } from './healthRoutes';
import { addLogRoutes } from './logRoutes';
import type { Orchestrator } from './Orchestrator';
import { readBody } from './readBody';
import { addRunRoutes } from './runRoutes';

export interface RouterOptions {
  orchestrator: Orchestrator;
  httpAuth: HttpAuthService;
  auth: AuthService;
  logger: LoggerService;
  userInfo: UserInfoService;
}

/** The REST API, under `/v1`. */
export function createRouter(options: RouterOptions): Router {
  const routes = PromiseRouter();
  routes.use(readBody());
  addFlowRoutes(routes, options);
  addRunRoutes(routes, options);
  addActRoutes(routes, options);
  addLogRoutes(routes, options);
  addHealthRoutes(routes, options);
  const router = PromiseRouter();
  router.use('/v1', routes);
  return router;
}
