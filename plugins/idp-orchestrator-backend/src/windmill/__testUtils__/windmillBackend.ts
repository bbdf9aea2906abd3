import { setTimeout as sleep } from 'node:timers/promises';
import type { ServiceFactory } from '@backstage/backend-plugin-api';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Job } from 'windmill-client';
import { readExampleFlow } from '../../__testUtils__/exampleFlows';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

const BOOTSTRAP_SCRIPTS = [
  'check-prerequisites',
  'setup-infrastructure',
  'setup-authentication',
  'setup-platform-core',
  'setup-monitoring',
  'build-backstage',
  'health-check-platform',
];

const parameters = {
  environment: { type: 'string' },
  platform_name: { type: 'string' },
  without_monitoring: { type: 'boolean' },
  without_auth: { type: 'boolean' },
  without_backstage: { type: 'boolean' },
};

const scripts = {
  ...Object.fromEntries(
    BOOTSTRAP_SCRIPTS.map(id => [
      id,
      { bash: `echo "hello from ${id}"`, entry: { parameters } },
    ]),
  ),
  greet: {
    bash: 'shift; echo "greeting $2"; echo "greeting=Hello $2" >> "$IDP_OUTPUT"',
    entry: { parameters: { name: { type: 'string' } } },
  },
  breaking: {
    bash: 'echo "the disk is full" >&2; exit 3',
  },
  mendable: {
    bash: 'if [ -f "$FOLDER/broken" ]; then exit 1; fi; echo "value=mended" >> "$IDP_OUTPUT"',
  },
  shaped: {
    bash: `echo '{"windmill_status_code": 418, "windmill_content_type": "text/csv", "windmill_headers": {"x-shape": "tall", "set-cookie": "a=b"}, "result": "a,b"}'`,
    entry: { json: true },
  },
  control: {
    bash: 'true',
    entry: {
      actions: { start: { title: 'Start' }, stop: { title: 'Stop' } },
      defaultAction: 'start',
    },
  },
  endless: { bash: 'echo begun; sleep 300' },
};

const script = (id: string, args = {}) => ({
  uses: 'script',
  with: { script: id, args },
});
const base = { risk: 'low' as const, input: { type: 'object' as const } };

const flows = [
  defineFlow({
    ...base,
    id: 'greeting',
    title: 'Greeting',
    steps: [{ id: 'greet', ...script('greet', { name: '${{ input.name }}' }) }],
    output: { said: '${{ steps.greet.output.greeting }}' },
  }),
  defineFlow({
    ...base,
    id: 'lasting',
    title: 'Lasting',
    steps: [
      { id: 'last', uses: 'wait', with: { for: '2s' } },
      { id: 'greet', ...script('greet', { name: 'Zoe' }), needs: ['last'] },
    ],
    output: { said: '${{ steps.greet.output.greeting }}' },
  }),
  defineFlow({
    ...base,
    id: 'failing',
    title: 'Failing',
    steps: [
      { id: 'fine', ...script('greet', { name: 'Ben' }) },
      { id: 'broken', ...script('breaking') },
      { id: 'never', ...script('greet', { name: 'Cleo' }) },
    ],
  }),
  defineFlow({
    ...base,
    id: 'mending',
    title: 'Mending',
    steps: [
      { id: 'first', ...script('greet', { name: 'Dora' }) },
      { id: 'second', ...script('mendable') },
    ],
  }),
  defineFlow({
    ...base,
    id: 'endless-flow',
    title: 'Endless',
    steps: [{ id: 'wait', ...script('endless') }],
  }),
  defineFlow({
    ...base,
    id: 'asking',
    title: 'Asking',
    steps: [
      {
        id: 'ask',
        uses: 'approval',
        with: { message: 'Go on?', allowInitiator: true },
      },
      {
        id: 'ask-again',
        uses: 'approval',
        with: { message: 'Really?', allowInitiator: true },
      },
    ],
  }),
  defineFlow({
    ...base,
    id: 'four-eyes',
    title: 'Four eyes',
    steps: [{ id: 'ask', uses: 'approval', with: { message: 'Go on?' } }],
  }),
];

/**
 * A backend with the door at its root, and the ways in which tests speak to it.
 */
export interface WindmillBackend {
  idp: TestOrchestrator;
  /** The address of the backend. */
  root: string;
  call(
    path: string,
    init?: RequestInit & { token?: string },
  ): Promise<Response>;
  post(path: string, body?: unknown): Promise<Response>;
  /** Reads the JSON that a GET answers with. */
  read<T = Record<string, unknown>>(path: string): Promise<T>;
  /** Starts `f/…` or `p/…` and returns the id of the job. */
  start(path: string, body?: unknown): Promise<string>;
  until(id: string, isSo: (job: Job) => boolean): Promise<Job>;
}

export const isSuspended = (job: Job) => 'suspend' in job && job.suspend === 1;
export const isCompleted = (job: Job) => job.type === 'CompletedJob';
export const hasBegun = ({ logs }: Job) => logs?.includes('begun') === true;

export function toBase64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}

export async function startWindmillBackend(
  options: {
    windmill?: Record<string, unknown>;
    config?: Record<string, unknown>;
    services?: ServiceFactory[];
  } = {},
): Promise<WindmillBackend> {
  const idp = await startTestOrchestrator({
    scripts,
    flows: [...flows, await readExampleFlow('bootstrap-platform')],
    services: options.services,
    config: {
      engine: { graceSeconds: 0.2 },
      windmill: { mountAtRoot: true, ...options.windmill },
      // Nobody listens there.
      services: [{ name: 'web', url: 'http://127.0.0.1:9' }],
      ...options.config,
    },
  });
  const root = new URL(idp.url).origin;
  const call: WindmillBackend['call'] = (
    path,
    { token = idp.token, ...init } = {},
  ) =>
    fetch(`${root}/api${path}`, {
      ...init,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...init.headers,
      },
    });
  const post = (path: string, body: unknown = {}) =>
    call(path, { method: 'POST', body: JSON.stringify(body) });
  const read = async <T>(path: string): Promise<T> =>
    (await call(path)).json() as Promise<T>;
  return {
    idp,
    root,
    call,
    post,
    read,
    async start(path, body) {
      const response = await post(`/w/idp/jobs/run/${path}`, body);
      const text = await response.text();
      if (response.status !== 201) throw new Error(text);
      return text;
    },
    async until(id, isSo) {
      const limit = Date.now() + 30_000;
      for (;;) {
        const response = await call(`/w/idp/jobs_u/get/${id}`);
        const text = await response.text();
        const job = response.ok ? (JSON.parse(text) as Job) : undefined;
        if (job && isSo(job)) return job;
        if (Date.now() > limit) throw new Error(text);
        await sleep(50);
      }
    },
  };
}
