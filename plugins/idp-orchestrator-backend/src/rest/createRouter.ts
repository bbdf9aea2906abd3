import type {
  AuthService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { BINDINGS } from '../operations';
import type { CreateCaller, Orchestrator } from '../operations/Orchestrator';
import { addRoute } from './addRoute';
import { limitRequests } from './limitRequests';
import { readBody } from './readBody';
import { refuseNul } from './refuseNul';
import { refuseUnknownRoute } from './refuseUnknownRoute';
import { refuseUnstorable } from './refuseUnstorable';

export interface RouterOptions {
  orchestrator: Orchestrator;
  httpAuth: HttpAuthService;
  auth: AuthService;
  logger: LoggerService;
  createCaller: CreateCaller;
  /** Of one caller; more are refused. */
  requestsPerMinute: number;
}

/** The REST API under `/v1`, made from the table of operations. */
export function createRouter(options: RouterOptions): Router {
  const routes = PromiseRouter();
  routes.use(limitRequests(options));
  routes.use(refuseNul());
  routes.use(readBody());
  routes.use(refuseUnstorable());
  const bindings = Object.values(BINDINGS);
  for (const binding of bindings) addRoute(routes, binding, options);
  routes.use(refuseUnknownRoute(bindings.map(({ contract }) => contract)));
  const router = PromiseRouter();
  router.use('/v1', routes);
  return router;
}
