import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

const SHOW = 'printf "%s\\n" "$@"';
const text = { type: 'string' };

describe('The names of parameters and inputs', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {
        pool: {
          bash: `${SHOW}; echo "$IDP_SECRET_DB_PASSWORD" | wc -c`,
          entry: {
            parameters: {
              'node-pool': text,
              HTTPPort: { type: 'integer' },
              'db-password': { ...text, format: 'password' },
            },
          },
        },
        taken: {
          bash: SHOW,
          entry: {
            parameters: {
              action: text,
              args: text,
              dry_run: { type: 'boolean' },
              environment: { enum: ['eu', 'us'], type: 'string' },
              size: { type: 'integer', default: 3 },
            },
            actions: { go: {}, stop: { parameters: [] } },
          },
        },
        placed: {
          bash: SHOW,
          entry: {
            parameters: { environment: text },
            actions: { go: {}, status: { parameters: [] } },
          },
        },
      },
      flows: [
        defineFlow({
          id: 'eu-or-us',
          title: 'No environment of a run',
          risk: 'low',
          input: {
            type: 'object',
            properties: {
              environment: { type: 'string', enum: ['eu', 'us'] },
              dry_run: { type: 'string' },
            },
          },
          steps: [{ id: 'a', uses: 'wait', with: { for: '0s' } }],
        }),
      ],
    });
  });
  afterAll(() => idp.stop());

  /** Runs a script, and gives the words that it was called with. */
  const call = async (
    task: Parameters<TestOrchestrator['client']['startTask']>[0],
  ) => {
    const { id } = await idp.client.startTask(task);
    let said = '';
    for await (const entry of idp.client.watchRun(id)) {
      if (entry.kind !== 'event')
        said += entry.chunk.lines.map(line => `${line}\n`).join('');
    }
    const run = await idp.client.getRun(id);
    expect(run.status).toBe('succeeded');
    return { words: said.trimEnd().split('\n'), run };
  };

  it('may hold hyphens, and abbreviations stay together', async () => {
    const args = {
      'node-pool': 'gpu',
      HTTPPort: 8080,
      'db-password': 'hidden!',
    };
    const { words } = await call({ script: 'pool', args });
    expect(words.slice(0, -1)).toEqual([
      'go',
      '--node-pool',
      'gpu',
      '--http-port',
      '8080',
    ]);
    expect(words.at(-1)?.trim()).toBe('8');
  });

  it('of a script are its own, also where the start uses the same', async () => {
    const { words, run } = await call({
      script: 'taken',
      action: 'go',
      environment: 'staging',
      args: { action: 'x', args: 'y', dry_run: true, environment: 'eu' },
    });
    expect(words).toEqual([
      'go',
      '--action',
      'x',
      '--args',
      'y',
      '--dry-run',
      '--environment',
      'eu',
      '--size',
      '3',
    ]);
    expect(run).toMatchObject({ environment: 'staging', dryRun: false });
  });

  it('do not keep an action from being started that does not list them', async () => {
    expect(
      (await call({ script: 'taken', action: 'stop', args: {} })).words,
    ).toEqual(['stop']);
    const status = { script: 'placed', action: 'status', args: {} };
    expect((await call(status)).words).toEqual(['status']);
    const refused = await idp.client
      .startTask({ script: 'taken', action: 'stop', args: { size: 1 } })
      .catch(error => error.body.error.message);
    expect(refused).toContain('size: expected a known name');
  });

  it('give a script the environment of the run where it wants one', async () => {
    const { words } = await call({
      script: 'placed',
      environment: 'staging',
      args: {},
    });
    expect(words).toEqual(['go', '--environment', 'staging']);
  });

  it('of a flow are refused when no start could fill them in', async () => {
    const { problems } = await idp.client.listFlows();
    expect(
      problems.filter(({ flow }) => flow === 'eu-or-us').map(p => p.message),
    ).toEqual([
      'input.properties.environment: expected a schema that takes an environment (development, staging), since this field is the run\'s environment; call the field otherwise if it means something else, got {"type":"string","enum":["eu","us"]}; input.properties.dry_run: expected a schema that takes false, since this field says whether the run is a dry run; call the field otherwise if it means something else, got {"type":"string"}',
    ]);
  });
});
