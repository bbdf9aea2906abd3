import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Router } from 'express';

const DOCUMENT = resolvePackagePath(
  '@idp/backstage-plugin-idp-orchestrator-backend',
  'openapi.yaml',
);

/** The description of this API, which holds nothing that is not public. */
export function addDocumentRoutes(router: Router): void {
  router.get('/openapi.yaml', (_, res, next) => {
    res.type('application/yaml');
    res.sendFile(DOCUMENT, error => error && next(error));
  });
}
