import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '@idp/backstage-plugin-idp-orchestrator-backend/src/__testUtils__/testOrchestrator';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import { createHome, runCli, type CliEnding, type CliOptions } from './runCli';

export { startTestOrchestrator, type TestOrchestrator };

/** A backend, and the command line of somebody who is signed in there. */
export interface CliBackend {
  idp: TestOrchestrator;
  url: string;
  home: string;
  cli(args: string[], options?: CliOptions): Promise<CliEnding>;
}

const base = { risk: 'low' as const, input: { type: 'object' as const } };

const FLOWS = [
  defineFlow({
    ...base,
    id: 'greet',
    title: 'Greet',
    input: {
      type: 'object',
      required: ['name'],
      properties: {
        name: { type: 'string' },
        times: { type: 'integer', default: 1 },
        loud: { type: 'boolean', default: false },
        tags: { type: 'array', items: { type: 'string' } },
      },
    },
    steps: [
      {
        id: 'say',
        title: 'Say it',
        uses: 'script',
        with: { script: 'hello', args: { name: '${{ input.name }}' } },
      },
    ],
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
      { id: 'go', uses: 'script', needs: ['ask'], with: { script: 'quick' } },
    ],
  }),
];

const service = (name: string) => ({
  name,
  control: { kind: 'script', script: 'service' },
  probes: [{ kind: 'script', script: 'service', action: 'status' }],
});

/** Starts the whole plugin with some flows, scripts and a service. */
export async function startBackend(): Promise<CliBackend> {
  const idp = await startTestOrchestrator({
    scripts: {
      hello: {
        bash: 'echo "Hello, $3"; echo "to stderr" >&2; echo \'::progress::50::half\'; printf \'evil \\033]0;title\\007 end\\n\'',
        entry: { parameters: { name: { type: 'string' } } },
      },
      quick: { bash: 'true' },
      failing: { bash: 'echo "no disk" >&2; exit 3' },
      lasting: { bash: 'echo begun; exec sleep 300' },
      service: {
        bash: 'case "$1" in start) touch "$FOLDER/up" ;; stop) rm -f "$FOLDER/up" ;; *) [ -e "$FOLDER/up" ] ;; esac',
        entry: {
          defaultAction: 'status',
          actions: {
            status: { title: 'Status', readOnly: true },
            start: { title: 'Start' },
            stop: { title: 'Stop' },
          },
        },
      },
    },
    flows: FLOWS,
    config: { engine: { grace: '200ms' }, services: [service('cache')] },
  });
  const url = idp.url.replace('/api/idp-orchestrator', '');
  const home = createHome();
  return {
    idp,
    url,
    home,
    cli: (args, options) =>
      runCli(args, {
        home,
        ...options,
        environment: {
          IDP_ORCHESTRATOR_URL: url,
          IDP_ORCHESTRATOR_TOKEN: idp.token,
          ...options?.environment,
        },
      }),
  };
}
