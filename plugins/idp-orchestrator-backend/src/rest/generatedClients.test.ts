import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { createOpenApiText } from '../../scripts/openapi/createOpenApi';
import {
  callProgram,
  describeCalls,
  NODE_MODULES,
  type Program,
} from '../__testUtils__/foreignClients';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

const TYPESCRIPT = `
import createClient from 'openapi-fetch';
import type { paths } from './api.d.ts';

const { URL: baseUrl, TOKEN } = process.env as Record<string, string>;
const headers = { authorization: \`Bearer \${TOKEN}\` };
const { GET, POST } = createClient<paths>({ baseUrl, headers });

const started = await POST('/tasks', { body: { script: 'greet', args: { name: 'Anna' } } });
const runId = started.data!.id;
const params = { path: { runId } };
const run = await GET('/runs/{runId}', {
  params: { ...params, query: { wait: '60s', until: 'over' } },
});
const runs = await GET('/runs', { params: { query: { status: ['succeeded'], limit: 1 } } });
const events = await GET('/runs/{runId}/events', {
  params: { ...params, query: { include: 'events' } },
});
const page = events.data!;
if (typeof page === 'string') throw new Error(page);
const entry = page.items[0];
const refused = await POST('/tasks', { body: { script: 'great' } });
// @ts-expect-error: there is no such field.
void ((await GET('/flows')).data!.items[0].nothing);
console.log(
  JSON.stringify({
    status: run.data!.status,
    output: run.data!.steps[0].output,
    listed: runs.data!.items[0].id === runId,
    first: entry.kind === 'event' ? entry.event.type : entry.kind,
    refusal: refused.error?.error.name,
  }),
);
`;

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    module: 'nodenext',
    target: 'es2022',
    types: [],
    noEmit: true,
    allowImportingTsExtensions: true,
  },
  files: ['globals.d.ts', 'program.ts'],
};

const PYTHON = `
import json, os
from client.idp_orchestrator_client import AuthenticatedClient
from client.idp_orchestrator_client.api.flows import start_task
from client.idp_orchestrator_client.api.runs import get_run, list_runs, watch_run
from client.idp_orchestrator_client.models import (
    GetRunUntil, ListRunsStatusItem, RunStatus, StartTaskRequest, StartTaskRequestArgs, WatchRunInclude,
)
client = AuthenticatedClient(
    base_url=os.environ["URL"], token=os.environ["TOKEN"], timeout=90, raise_on_unexpected_status=True
)
args = StartTaskRequestArgs.from_dict({"name": "Anna"})
started = start_task.sync(client=client, body=StartTaskRequest(script="greet", args=args))
run = get_run.sync(str(started.id), client=client, wait="60s", until=GetRunUntil.OVER)
runs = list_runs.sync(client=client, status=[ListRunsStatusItem.SUCCEEDED], limit=1)
events = watch_run.sync(str(started.id), client=client, include=WatchRunInclude.EVENTS)
refused = start_task.sync(client=client, body=StartTaskRequest(script="great"))
print(json.dumps({
    "status": run.status.value,
    "output": run.steps[0].output,
    "listed": runs.items[0].id == started.id,
    "first": events.items[0].event.type_,
    "refusal": refused.error.name,
}))
`;

/** What programs of the clients tell, in whatever language. */
const TOLD = {
  status: 'succeeded',
  output: { greeting: 'Hello Anna' },
  listed: true,
  first: 'run.created',
  refusal: 'NotFoundError',
};

describe('What others make of the document of the REST API', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {
        greet: {
          bash: 'shift; echo "greeting=Hello $2" >> "$IDP_OUTPUT"',
          entry: { parameters: { name: { type: 'string' } } },
        },
      },
    });
    fs.writeFileSync(inFolder('openapi.yaml'), createOpenApiText());
  });
  afterAll(() => idp.stop());

  const inFolder = (name: string) => path.join(idp.folder, name);
  const envOf = () => ({ URL: `${idp.url}/v1`, TOKEN: idp.token });

  const call = async (program: Program, args: string[], env = {}) => {
    const result = await callProgram(program, args, { cwd: idp.folder, env });
    const { code, stdout, stderr } = result;
    if (code !== 0) throw new Error(`${program}: ${stdout}${stderr}`);
    return stdout + stderr;
  };

  describeCalls(['redocly'], 'as Redocly reads it', () => {
    it('has no error or warning', async () => {
      const said = await call('redocly', ['lint', 'openapi.yaml']);
      expect(said).toContain('Your API description is valid');
      expect(said).not.toMatch(/warning/i);
    });
  });

  describeCalls(
    ['openapi-typescript', 'tsc'],
    'as openapi-typescript does it',
    () => {
      it('is a client whose types fit what comes', async () => {
        // A field with a default need not be sent.
        const options = ['--default-non-nullable=false', '-o', 'api.d.ts'];
        await call('openapi-typescript', ['openapi.yaml', ...options]);
        fs.symlinkSync(NODE_MODULES, inFolder('node_modules'));
        fs.writeFileSync(inFolder('package.json'), '{"type": "module"}');
        fs.writeFileSync(inFolder('program.ts'), `${TYPESCRIPT}\n`);
        fs.writeFileSync(
          inFolder('globals.d.ts'),
          'declare const process: { env: Record<string, string | undefined> };',
        );
        fs.writeFileSync(inFolder('tsconfig.json'), JSON.stringify(TSCONFIG));
        await call('tsc', ['--project', 'tsconfig.json']);
        const { stdout } = await promisify(execFile)(
          process.execPath,
          ['program.ts'],
          { cwd: idp.folder, env: envOf() },
        );
        expect(JSON.parse(stdout)).toEqual(TOLD);
      });
    },
  );

  describeCalls(
    ['openapi-python-client', 'python'],
    'as openapi-python-client does it',
    () => {
      it('is a client, made without a warning', async () => {
        // It knows these kinds of answers by other names only.
        const kinds = {
          'application/x-ndjson': 'text/plain',
          'application/yaml': 'text/plain',
          'application/gzip': 'application/octet-stream',
        };
        const config = JSON.stringify({ content_type_overrides: kinds });
        fs.writeFileSync(inFolder('config.yaml'), config);
        const args = ['--path', 'openapi.yaml', '--config', 'config.yaml'];
        const said = await call('openapi-python-client', [
          'generate',
          ...args,
          ...['--output-path', 'client', '--fail-on-warning'],
        ]);
        expect(said.trim()).toBe('Generating client');
        const told = await call('python', ['-c', PYTHON], envOf());
        expect(JSON.parse(told)).toEqual(TOLD);
      });
    },
  );
});
