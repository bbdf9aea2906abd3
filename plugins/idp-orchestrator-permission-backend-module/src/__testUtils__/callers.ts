import { mockCredentials } from '@backstage/backend-test-utils';
import { READING_SERVICE_TOKEN } from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/authFactory';

/** Who calls in the tests; each has a role of its own, or none. */
export const TOKENS = {
  anonymous: undefined,
  nobody: mockCredentials.user.token('user:default/nobody'),
  viewer: mockCredentials.user.token('user:default/viewer'),
  operator: mockCredentials.user.token('user:default/operator'),
  agent: mockCredentials.user.token('user:default/agent'),
  admin: mockCredentials.user.token('user:default/admin'),
  service: mockCredentials.service.token(),
  reader: READING_SERVICE_TOKEN,
} as const;

export type CallerName = keyof typeof TOKENS;
