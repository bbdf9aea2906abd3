import { mockServices } from '@backstage/backend-test-utils';
import { defineStepType } from '@idp/backstage-plugin-idp-orchestrator-node';
import type { Knex } from 'knex';
import { z } from 'zod';
import { testDatabaseKinds } from '../../__testUtils__/databases';
import { flowOf, newRunOf } from '../../__testUtils__/flows';
import { createTestBox, createTestKeys } from '../../__testUtils__/keys';
import { createMask } from '../../bridge';
import { createDatabaseRunStore, createRunSecretStore } from '../../database';
import { systemClock } from '../../waiting/systemClock';
import type { AnyStepType } from '../EngineStepContext';
import { LeaseKeeper } from '../execution/LeaseKeeper';
import { RunWorker } from '../execution/RunWorker';
import { RunNotifier } from '../RunNotifier';
import { RunSecrets } from './RunSecrets';
import { SecretUpkeep } from './SecretUpkeep';

jest.setTimeout(60_000);

const flow = {
  ...flowOf([{ id: 'one', with: { given: '${{ input.password }}' } }]),
  input: {
    type: 'object' as const,
    properties: { password: { type: 'string', format: 'password' } },
  },
};

describe.each(testDatabaseKinds())('A worker on $name', kind => {
  let knex: Knex;
  const seen: unknown[] = [];

  beforeAll(async () => {
    await kind.start();
    knex = await kind.create();
  });
  afterAll(() => kind.stop());

  const keeperOf = (...keys: string[]) =>
    new RunSecrets({
      box: createTestBox(...keys),
      store: createRunSecretStore(knex),
      createMask,
    });

  async function create(started = false) {
    const store = createDatabaseRunStore(knex, systemClock);
    const made = newRunOf(flow, { input: { password: 'hush-hush' } });
    const secret = { ...made.run, secretInput: true as const };
    const { run } = await store.create({
      ...made,
      ...keeperOf('old').take(secret, flow),
    });
    if (started) {
      const claimed = await store.claim(run.id, { worker: 'dead', until: 0 });
      await store.append(claimed!.claim, claimed!.run, {
        facts: [{ type: 'run.started', worker: 'dead' }],
        logs: [],
      });
    }
    return { store, id: run.id };
  }

  async function work(
    id: string,
    keys: string[],
    secrets: Pick<RunSecrets, 'open'> = keeperOf(...keys),
  ) {
    const store = createDatabaseRunStore(knex, systemClock);
    const logger = mockServices.logger.mock();
    const options = { store, clock: systemClock, worker: 'w', logger };
    const stepType = defineStepType({
      uses: 'test',
      inputSchema: z.unknown(),
      resumable: true,
      run: async input => {
        seen.push(input);
        return { status: 'succeeded', output: input };
      },
      plan: async () => ({ effect: 'unknown', text: '' }),
    });
    await new RunWorker({
      ...options,
      secrets,
      stepTypes: new Map([['test', stepType as AnyStepType]]),
      bridge: { forget: async () => {} },
      leases: new LeaseKeeper(options),
      notifier: new RunNotifier(),
    }).work(id, new AbortController().signal);
  }

  it('works with what was typed, and writes none of it', async () => {
    const { store, id } = await create();
    await work(id, ['new', 'old']);
    expect(seen.pop()).toEqual({ given: 'hush-hush' });
    expect(await store.get(id)).toMatchObject({
      status: 'succeeded',
      input: {},
      secretFields: ['password'],
      steps: [{ output: { given: '***' } }],
    });
  });

  it('without the key fails what has not begun, and says what is missing', async () => {
    const { store, id } = await create();
    await work(id, ['new']);
    expect(seen).toEqual([]);
    const run = await store.get(id);
    expect(run).toMatchObject({
      status: 'failed',
      steps: [{ status: 'skipped' }],
    });
    expect(run?.error?.message).toContain(
      'What was encrypted with the key old cannot be read: it is not in idpOrchestrator.keys',
    );
  });

  it('gives back what has not begun while the database cannot be asked', async () => {
    const { store, id } = await create();
    const open = async () => {
      throw new Error('Connection terminated unexpectedly');
    };
    await expect(work(id, [], { open })).rejects.toThrow('Connection');
    expect(await store.get(id)).toMatchObject({ status: 'queued' });
    expect(await store.listClaimable(Date.now())).toContain(id);
  });

  it('fails what has not begun when its secrets were changed, and encrypts the others anew', async () => {
    const { store, id } = await create();
    const other = await create();
    await knex('run_secrets')
      .where({ run_id: id })
      .update({ sealed: 'sealed1:old:AAAA' });
    const logger = mockServices.logger.mock();
    const upkeep = new SecretUpkeep({
      keys: createTestKeys('new', 'old'),
      box: createTestBox('new', 'old'),
      store: createRunSecretStore(knex),
      clock: systemClock,
      logger,
      keepMs: 60_000,
    });
    await upkeep.encryptAnew(new AbortController().signal);
    expect(logger.error).toHaveBeenCalledWith(
      `The typed secrets of run ${id} cannot be encrypted anew`,
      expect.anything(),
    );
    const { key_id: keyId } = await knex('run_secrets')
      .where({ run_id: other.id })
      .first();
    expect(keyId).toBe('new');
    await work(id, ['old']);
    expect((await store.get(id))?.error?.message).toContain(
      'cannot be authenticated',
    );
  });

  it('without the key gives back what has begun, for one that has it', async () => {
    const { store, id } = await create(true);
    await expect(work(id, ['new'])).rejects.toThrow('cannot be read');
    expect(await store.get(id)).toMatchObject({ status: 'running' });
    expect(await store.listClaimable(Date.now())).toContain(id);
    await work(id, ['old']);
    expect(await store.get(id)).toMatchObject({ status: 'succeeded' });
    seen.length = 0;
  });
});
