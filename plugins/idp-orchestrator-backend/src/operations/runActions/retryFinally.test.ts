import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defineFlow } from '@idp/backstage-plugin-idp-orchestrator-node';
import {
  startTestOrchestrator,
  type TestOrchestrator,
} from '../../__testUtils__/testOrchestrator';

jest.setTimeout(120_000);

const script = (id: string) => ({ uses: 'script', with: { script: id } });

describe('A run of which only a last step failed', () => {
  let idp: TestOrchestrator;

  beforeAll(async () => {
    idp = await startTestOrchestrator({
      scripts: {
        work: { bash: 'echo x >> "$FOLDER/worked"' },
        tidy: { bash: 'test -e "$FOLDER/repaired"' },
      },
      flows: [
        defineFlow({
          id: 'clean-up',
          title: 'Clean up',
          risk: 'low',
          steps: [{ id: 'work', ...script('work') }],
          finally: [{ id: 'tidy', ...script('tidy') }],
        }),
      ],
    });
  });
  afterAll(() => idp.stop());

  it('is offered a retry that does the last step again, and nothing else', async () => {
    const { id, status } = await idp.start('clean-up');
    expect(status).toBe('failed');
    const { items } = await idp.client.allowedActions(id);
    expect(items.find(({ action }) => action === 'retry')?.allowed).toBe(true);
    await writeFile(path.join(idp.folder, 'repaired'), '');
    await idp.client.retryRun(id, { reason: 'repaired' });
    const run = await idp.finished(id);
    expect(run.status).toBe('succeeded');
    expect(run.steps.map(step => [step.id, step.attempts])).toEqual([
      ['work', 1],
      ['tidy', 2],
    ]);
  });
});
