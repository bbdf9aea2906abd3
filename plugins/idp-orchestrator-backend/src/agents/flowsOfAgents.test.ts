import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  startAgentBackend,
  type AgentBackend,
  type AgentClient,
} from './__testUtils__/agentBackend';

jest.setTimeout(120_000);

const ADA = mockCredentials.user.token('user:default/ada');

describe('A flow that comes, changes and goes while the backend runs', () => {
  let folder: string;
  let idp: AgentBackend;
  let agent: AgentClient;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'idp-agent-flows-'));
    idp = await startAgentBackend({
      scripts: {},
      config: { flowsDirectory: folder },
    });
    agent = await idp.connect(ADA);
  });
  afterAll(async () => {
    await agent.close();
    await idp.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const file = () => path.join(folder, 'new.yaml');
  const write = (description: string) =>
    writeFile(
      file(),
      `apiVersion: idp-orchestrator/v1
id: new
title: New
description: ${description}
risk: low
steps: [{ id: wait, uses: wait, with: { for: 1ms } }]
`,
    );
  const untilTold = async (text: string) => {
    const limit = Date.now() + 30_000;
    for (;;) {
      const { tools } = await agent.mcp.listTools();
      const tool = tools.find(({ name }) => name.endsWith('.run-new'));
      if (tool?.description?.includes(text)) return;
      if (Date.now() > limit) throw new Error(JSON.stringify(tool));
      await sleep(100);
    }
  };

  it('is a tool that says so', async () => {
    await write('Does it.');
    await untilTold('Does it.');
    expect(await agent.call('run-new')).toHaveProperty('id');
    await write('Does it better.');
    await untilTold('Does it better.');
    await rm(file());
    await untilTold('gone');
    await expect(agent.call('run-new')).rejects.toThrow(
      'NotFoundError: There is no flow new',
    );
  });
});
