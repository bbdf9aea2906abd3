import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { ROUTED } from '../operations/table';
import { addRoute } from './addRoute';
import { limitRequests } from './limitRequests';
import { readBody } from './readBody';
import { refuseNul } from './refuseNul';
import { refuseUnknownRoute } from './refuseUnknownRoute';
import { refuseUnstorable } from './refuseUnstorable';
import type { RouterOptions } from './RouterOptions';
import { setRetryAfter } from './setRetryAfter';

/** Makes the REST API under `/v1` from the table of operations. */
export function createRouter(options: RouterOptions): Router {
  const routes = PromiseRouter();
  routes.use(limitRequests(options));
  routes.use(refuseNul());
  routes.use(readBody());
  routes.use(refuseUnstorable());
  const routed = Object.values(ROUTED);
  for (const one of routed) addRoute(routes, one, options);
  routes.use(refuseUnknownRoute(routed.map(({ contract }) => contract)));
  routes.use(setRetryAfter());
  const router = PromiseRouter();
  router.use('/v1', routes);
  return router;
}
