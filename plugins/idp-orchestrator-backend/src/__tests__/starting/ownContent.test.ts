import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  startAgentBackend,
  type AgentBackend,
} from '../../agents/__testUtils__/agentBackend';
import {
  EXAMPLE_FLOWS,
  readExampleFlow,
} from '../../__testUtils__/exampleFlows';
import { digestOf } from '../../flows';

jest.setTimeout(60_000);

const BOOTSTRAP = 'bootstrap-platform';
const scripts = { hello: { bash: 'echo hello' } };
const config = { windmill: { mountAtRoot: true } };

/** Everything that a door tells of what there is. */
async function lookThrough(idp: AgentBackend): Promise<Record<string, string>> {
  const agent = await idp.connect(idp.token);
  const { tools } = await agent.mcp.listTools();
  await agent.close();
  const told: Record<string, string> = { mcp: JSON.stringify(tools) };
  for (const at of [
    '/api/idp-orchestrator/v1/flows',
    '/api/idp-orchestrator/v1/problems',
    '/api/idp-orchestrator/v1/tools',
    '/api/idp-orchestrator/v1/services',
    '/api/w/idp/flows/list',
    '/api/w/idp/scripts/list',
  ]) {
    told[at] = (await idp.send(at)).text;
  }
  return told;
}

describe('The flow that sets the example up', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-content-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is nowhere in a platform of other scripts', async () => {
    const idp = await startAgentBackend({ scripts, config });
    try {
      for (const [door, text] of Object.entries(await lookThrough(idp))) {
        expect({ door, text }).toEqual({
          door,
          text: expect.not.stringMatching(/bootstrap/i),
        });
      }
      const { items } = await idp.client.listFlows();
      expect(items.map(({ id }) => id)).toEqual([
        'platform-operations',
        'hello',
      ]);
      const started = await idp.send(
        `/api/w/idp/jobs/run/f/f/idp/${BOOTSTRAP}`,
        { body: {} },
      );
      expect(started.status).toBe(404);
    } finally {
      await idp.stop();
    }
  });

  it('is told as not usable, and why, where its scripts are missing', async () => {
    const file = `${BOOTSTRAP}.yaml`;
    await cp(path.join(EXAMPLE_FLOWS, file), path.join(folder, file));
    const idp = await startAgentBackend({
      scripts,
      config: { ...config, flowsDirectory: folder },
    });
    try {
      const { items, problems } = await idp.client.listFlows();
      expect(items.map(({ id }) => id)).not.toContain(BOOTSTRAP);
      expect(problems).toContainEqual(
        expect.objectContaining({
          flow: BOOTSTRAP,
          source: path.join(folder, file),
          line: expect.any(Number),
          message: expect.stringContaining('check-prerequisites'),
        }),
      );
      const { mcp, ...told } = await lookThrough(idp);
      expect(mcp).not.toContain(BOOTSTRAP);
      expect(told['/api/w/idp/flows/list']).not.toContain(BOOTSTRAP);
    } finally {
      await idp.stop();
    }
  });

  it('keeps its contract: steps, names of input and output, and all else', async () => {
    const flow = await readExampleFlow(BOOTSTRAP);
    expect(flow.steps.map(({ id }) => id)).toEqual([
      'prerequisites',
      'infrastructure',
      'authentication',
      'platform-core',
      'monitoring',
      'backstage',
      'health-check',
    ]);
    expect(Object.keys(flow.input.properties ?? {})).toEqual([
      'platform_name',
      'environment',
      'enable_monitoring',
      'enable_auth',
      'skip_backstage',
      'dry_run',
    ]);
    expect(Object.keys(flow.output ?? {})).toEqual([
      'success',
      'results',
      'platform_ready',
      'platform_urls',
      'failed_steps',
      'warnings',
      'summary',
    ]);
    // Of all else in the definition, as it was when the backend brought it.
    const { runTitle, ...asBefore } = flow;
    expect(runTitle).toBe('Bootstrap ${{ input.platform_name }}');
    expect(digestOf(asBefore)).toBe(
      '3d2fc9298ef2953a62e0e2e506102ddf9037251be1a225ea1e021f847423cefc',
    );
  });
});
