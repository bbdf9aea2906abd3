import { StepFailure } from '../toolchain/StepFailure.mjs';

const PATH = '/api/idp-orchestrator/v1';

/** The calls of the guest of a new app, and the guest's token. */
export async function signInAsGuest(backend) {
  const { backstageIdentity } = await call(backend, '/api/auth/guest/refresh');
  const { token } = backstageIdentity;
  return { token, ...callAs(backend, token) };
}

/** Calls of the REST API; each run is waited for. */
export function callAs(backend, token) {
  const api = (path, body) => call(backend, PATH + path, { token, body });
  const finish = async ({ id }) => {
    // Asked again until it is over: one call waits for a minute at most.
    for (;;) {
      const run = await api(`/runs/${id}?wait=60s&until=over`);
      if (run.finishedAt) return requireSuccess(run);
    }
  };
  return {
    problems: async () => (await api('/problems')).items,
    runFlow: async (id, input = {}) =>
      finish(await api(`/flows/${id}/runs`, { input })),
    runScript: async task => finish(await api('/tasks', task)),
  };
}

function requireSuccess(run) {
  if (run.status === 'succeeded') return run;
  throw new StepFailure(
    `The run ended as ${run.status}: ${JSON.stringify(run.error ?? run.steps, null, 2)}`,
    'Its page, and GET /runs/<id>/logs, tell more.',
  );
}

async function call(backend, path, { token, body } = {}) {
  const response = await fetch(backend + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
    signal: AbortSignal.timeout(90_000),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new StepFailure(
      `${body ? 'POST' : 'GET'} ${path} answered ${response.status}: ${text.slice(0, 2000)}`,
      'The log of the backend tells more.',
    );
  }
  return /json/.test(response.headers.get('content-type') ?? '')
    ? JSON.parse(text)
    : text;
}
