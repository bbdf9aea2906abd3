import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type {
  BackstageCredentials,
  PermissionsServiceRequestOptions,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { runReadPermission } from '@idp/backstage-plugin-idp-orchestrator-common';
import type { Job } from 'windmill-client';
import {
  createIdpRunConditionalDecision,
  idpRunConditions,
} from '../access/authorization/permissionRules';
import {
  isCompleted,
  isSuspended,
  startWindmillBackend,
  type WindmillBackend,
} from './__testUtils__/windmillBackend';

jest.setTimeout(60_000);

const service = mockCredentials.service.token();

/**
 * The permissions of the tests: users see what is in development and approve
 * nothing, services may do everything.
 */
const permissions = mockServices.permissions.mock({
  authorizeConditional: async (requests, options) =>
    requests.map(({ permission }) => decide(permission.name, options)),
});

function decide(
  name: string,
  options?: PermissionsServiceRequestOptions,
): PolicyDecision {
  const { principal } = (options as { credentials: BackstageCredentials })
    .credentials as BackstageCredentials<{ type: string }>;
  if (principal.type === 'service') return { result: AuthorizeResult.ALLOW };
  if (name === 'idpOrchestrator.run.approve') {
    return { result: AuthorizeResult.DENY };
  }
  if (name !== runReadPermission.name) return { result: AuthorizeResult.ALLOW };
  return createIdpRunConditionalDecision(
    runReadPermission,
    idpRunConditions.hasEnvironment({ environments: ['development'] }),
  );
}

let backend: WindmillBackend;

beforeAll(async () => {
  backend = await startWindmillBackend({ services: [permissions.factory] });
});
afterAll(() => backend.idp.stop());

/** Starts a run as a service. */
const start = async (environment: string): Promise<string> => {
  const path = `/w/idp/jobs/run/f/f/idp/asking?environment=${environment}`;
  const response = await backend.call(path, { method: 'POST', token: service });
  expect(response.status).toBe(201);
  return response.text();
};

describe('A job of an environment that is closed to a caller', () => {
  let id: string;

  beforeAll(async () => {
    id = await start('staging');
  });

  it.each([
    'GET /jobs_u/get/{id}',
    'GET /jobs_u/get/{id}:ask',
    'GET /jobs_u/completed/get/{id}',
    'GET /jobs_u/completed/get_result/{id}',
    'GET /jobs_u/completed/get_result_maybe/{id}',
    'GET /jobs_u/getupdate/{id}',
    'GET /jobs_u/get_logs/{id}',
    'GET /jobs_u/get_args/{id}',
    'GET /jobs_u/get_root_job_id/{id}',
    'GET /jobs/result_by_id/{id}/ask',
    'GET /jobs/resume_urls/{id}/1',
    'GET /jobs/job_signature/{id}/1',
    'POST /jobs_u/queue/cancel/{id}',
    'POST /jobs_u/flow/resume_suspended/{id}',
    'POST /jobs/flow/resume/{id}',
    'POST /jobs/restart/f/{id}/from/ask/0',
  ])('is not found by %s, as if there were none', async route => {
    const ask = async (job: string) => {
      const [method, path] = route.replace('{id}', job).split(' ');
      const response = await backend.call(`/w/idp${path}`, { method });
      const text = await response.text();
      return [response.status, text.replaceAll(job, 'X')];
    };
    const closed = await ask(id);
    expect(closed[0]).toBe(404);
    expect(closed).toEqual(await ask(crypto.randomUUID()));
  });

  it('is in no list, count or stream, and in no selection that is cancelled', async () => {
    expect(await backend.read('/w/idp/jobs/list?per_page=100')).toEqual([]);
    expect(await backend.read('/w/idp/jobs/queue/count')).toEqual({
      database_length: 0,
      suspended: 0,
    });
    const stream = await backend.call(`/w/idp/jobs_u/getupdate_sse/${id}`);
    expect(await stream.text()).toBe('data: {"type":"notfound"}\n\n');
    const path = '/w/idp/jobs/queue/cancel_selection';
    expect(await (await backend.post(path, [id])).json()).toEqual([]);
    const look = `/w/idp/jobs_u/get/${id}`;
    const seen = await backend.call(look, { token: service });
    expect(((await seen.json()) as Job).canceled).toBe(false);
  });
});

describe('A link for approval', () => {
  it('is made by nobody who may not approve', async () => {
    const id = await start('development');
    await backend.until(id, isSuspended);
    const response = await backend.call(`/w/idp/jobs/resume_urls/${id}/1`);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('idpOrchestrator.run.approve');
    const path = `/w/idp/jobs_u/queue/cancel/${id}`;
    await backend.post(path, { reason: 'done' });
    await backend.until(id, isCompleted);
  });
});
