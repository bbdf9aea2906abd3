import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { SendAnswer } from './SendAnswer';

const DOCUMENT = resolvePackagePath(
  '@idp/backstage-plugin-idp-orchestrator-backend',
  'openapi.yaml',
);

/** Sends the description of this API, which holds nothing that is not public. */
export const sendDocument: SendAnswer = ({ res }) =>
  new Promise((resolve, reject) => {
    res.type('application/yaml');
    res.sendFile(DOCUMENT, error => (error ? reject(error) : resolve()));
  });
