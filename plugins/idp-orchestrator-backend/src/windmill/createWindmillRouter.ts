import express, { type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { sendErrorsAsText } from './answers/textErrors';
import { readCaller } from './calls/readCaller';
import { tokenToHeader } from './calls/tokenToHeader';
import { addApprovalRoutes } from './links/approvalRoutes';
import { addActRoutes } from './routes/actRoutes';
import { addIdentityRoutes } from './routes/identityRoutes';
import { addJobRoutes } from './routes/jobRoutes';
import { addListRoutes } from './routes/listRoutes';
import { addOpenRoutes } from './routes/openRoutes';
import { addResultRoutes } from './routes/resultRoutes';
import { addRerunRoute } from './routes/rerunRoute';
import { addRunnableRoutes } from './routes/runnableRoutes';
import { addRunRoutes } from './routes/runRoutes';
import { addScheduleRoutes } from './routes/scheduleRoutes';
import { describeSupported } from './routes/supported';
import { addUpdateRoutes } from './routes/updateRoutes';
import type { WindmillOptions } from './WindmillOptions';

const BODY_LIMIT = '1mb';

/** Makes the routes that Windmill has under `/api`, as far as they are here. */
export function createWindmillRouter(options: WindmillOptions): Router {
  const router = PromiseRouter();
  router.use(options.closing);
  router.use(tokenToHeader(new URL(options.baseUrl).origin));
  // As text, because a body may want to be handed on as it was.
  router.use(express.text({ type: () => true, limit: BODY_LIMIT }));
  addOpenRoutes(router, options);
  router.use(options.limit);
  addIdentityRoutes(router, options);
  addRunnableRoutes(router, options);
  addRerunRoute(router, options);
  addRunRoutes(router, options);
  addJobRoutes(router, options);
  addResultRoutes(router, options);
  addUpdateRoutes(router, options);
  addListRoutes(router, options);
  addActRoutes(router, options);
  addApprovalRoutes(router, options);
  addScheduleRoutes(router, options);
  router.use(async (req, res) => {
    await readCaller(req, options);
    const text = describeSupported(req, options.workspace);
    res.status(404).type('text/plain').send(text);
  });
  router.use(sendErrorsAsText(options));
  return router;
}
