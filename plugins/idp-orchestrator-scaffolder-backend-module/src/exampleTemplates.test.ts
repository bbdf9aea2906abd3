import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import type { JsonArray, JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { startScaffolder } from './__testUtils__/startScaffolder';
import { TemplateUser } from './__testUtils__/TemplateUser';

jest.setTimeout(240_000);

const EXAMPLES = path.resolve(__dirname, '../../../examples');

/**
 * The offset of ports, to which none of the sandboxes of other tests moves a
 * service.
 */
const PORT_OFFSET = 12_100;

const read = <T>(file: string): T =>
  parse(readFileSync(path.join(EXAMPLES, file), 'utf8'));

const bootstrap = read<Entity>('templates/bootstrap-environment.yaml');
const operate = read<Entity>('templates/operate-services.yaml');
const services = read<JsonArray>('platform/services.yaml');

/** The values, as the portal's form hands them over. */
const WHAT_TO_BOOTSTRAP = {
  environment: 'development',
  platform_name: 'Mine',
  enable_auth: false,
  enable_monitoring: false,
  skip_backstage: true,
  dry_run: false,
};

const WHAT_TO_OPERATE = {
  operation: 'restart',
  environment: 'development',
  services: ['opa'],
  reason: 'New rules',
  dry_run: false,
  force: false,
};

describe('The templates of the example', () => {
  let folder: string;
  let backend: Awaited<ReturnType<typeof startScaffolder>>;
  const user = new TemplateUser(() => backend.server.port());

  const use = async (name: string, values: JsonObject) =>
    user.ended(await user.start(name, values));

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-examples-'));
    backend = await startScaffolder({
      folder,
      scriptsDirectory: path.join(EXAMPLES, 'platform/scripts'),
      templates: [bootstrap, operate],
      config: {
        flowsDirectory: path.join(EXAMPLES, 'platform/flows'),
        services,
        environments: {
          development: {
            portOffset: PORT_OFFSET,
            variables: {
              IDP_NODE: process.execPath,
              IDP_RUNTIME: 'sandbox',
              IDP_STATE_DIR: path.join(folder, 'sandbox'),
              IDP_SANDBOX_PORT_OFFSET: String(PORT_OFFSET),
              IDP_SANDBOX_DELAY: '0',
            },
          },
        },
      },
    });
  });
  afterAll(async () => {
    const request = { script: 'idp', action: 'stop' };
    const { id } = await user.orchestrator.startTask(request);
    for await (const _ of user.orchestrator.watchRun(id)) {
      // Until nothing of the sandbox runs.
    }
    await backend?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('offer exactly the services that there are', () => {
    const [{ properties }] = operate.spec?.parameters as Array<{
      properties: { services: { items: { enum: string[] } } };
    }>;
    expect(properties.services.items.enum).toEqual(
      services.map(service => (service as JsonObject).name),
    );
  });

  it('change nothing when they are run dry', async () => {
    const { output } = await user.dryRun(bootstrap, WHAT_TO_BOOTSTRAP);
    expect(output).toEqual({ links: [], text: [] });
    const { log } = await user.dryRun(operate, {
      ...WHAT_TO_OPERATE,
      operation: 'stop',
      services: ['prometheus'],
    });
    expect(log.map(({ body }) => body.message).join('\n')).toContain(
      'Grafana would be affected, because it needs prometheus',
    );
    expect(await user.listRuns()).toEqual([]);
  });

  it('bootstrap an environment, and lead to its run and services', async () => {
    const name = 'bootstrap-environment';
    const { status, output, log } = await use(name, WHAT_TO_BOOTSTRAP);
    // Of several that come within a moment, the last is told.
    expect(log).toMatch(/Platform core: running \(\d+ %, .+ is up\)/);
    expect(status).toBe('completed');
    const [run] = await user.listRuns();
    expect(run).toMatchObject({
      flowId: 'bootstrap-platform',
      input: { platform_name: 'Mine', skip_backstage: true },
      status: 'succeeded',
    });
    const url = `http://localhost:3000/idp-orchestrator/runs/${run.id}`;
    expect(output).toEqual({
      links: [{ title: 'The run, step by step', url }],
      text: [
        {
          title: 'Mine',
          icon: 'cloud',
          content: expect.stringMatching(
            /succeeded after .*\n- \[localstack\]\(http:\/\/localhost:\d+\)\n/s,
          ),
        },
      ],
    });
  });

  it('operate exactly the services that were chosen', async () => {
    const { log, ...ended } = await use('operate-services', WHAT_TO_OPERATE);
    expect(ended).toMatchObject({ status: 'completed', error: undefined });
    const [run] = await user.listRuns();
    expect(run).toMatchObject({ status: 'succeeded', reason: 'New rules' });
    expect(Object.keys(run.output?.services as object)).toEqual(['opa']);
    expect(log).toContain('Open Policy Agent: healthy');
  });
});
