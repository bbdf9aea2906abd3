import {
  startBackend,
  type PolicyBackend,
} from '../__testUtils__/startBackend';

jest.setTimeout(120_000);

let backend: PolicyBackend;

beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.stop());

const newest = async (query = {}) => {
  const { items } = await backend.client('admin').listAudit(query);
  return items[0];
};

it('tells who started what, where, why, from where, and not with which input', async () => {
  const { id } = await backend.client('operator').startRun('quiet', {
    input: {},
    environment: 'staging',
    reason: 'to see it move',
  });
  const entry = await newest();
  expect(entry).toMatchObject({
    act: 'run.start',
    outcome: 'done',
    by: { kind: 'user', ref: 'user:default/operator' },
    origin: {
      door: 'rest',
      address: expect.stringMatching(/127\.0\.0\.1|::1/),
    },
    subject: { kind: 'flow', id: 'quiet' },
    environment: 'staging',
    inputDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    reason: 'to see it move',
    result: expect.stringMatching(`^Started run ${id}: `),
  });
  expect(Object.keys(entry)).not.toContain('input');
});

it('tells what was refused, also when it was only to be looked at', async () => {
  const viewer = backend.client('viewer');
  await expect(viewer.startRun('quiet', {})).rejects.toThrow(/403/);
  expect(await newest()).toMatchObject({
    act: 'run.start',
    outcome: 'refused',
    by: { ref: 'user:default/viewer' },
    result: expect.stringContaining('idpOrchestrator.run.create'),
  });
  await expect(viewer.listAudit()).rejects.toThrow(/403/);
  expect(await newest()).toMatchObject({ act: 'audit.read' });
  const { id } = await backend
    .client('admin')
    .startRun('quiet', { environment: 'production' });
  await expect(viewer.getRun(id)).rejects.toThrow(/404/);
  expect(await newest()).toMatchObject({
    act: 'run.read',
    outcome: 'refused',
    by: { ref: 'user:default/viewer' },
    subject: { kind: 'run', id },
  });
});

it('does not take for a refusal that something is not there', async () => {
  const before = (await newest()).number;
  const viewer = backend.client('viewer');
  const nothing = '00000000-0000-4000-8000-000000000000';
  await expect(viewer.getRun(nothing)).rejects.toThrow(/404/);
  await expect(viewer.getService('nothing')).rejects.toThrow(/404/);
  await expect(viewer.getFlow('nothing')).rejects.toThrow(/404/);
  expect((await newest()).number).toBe(before);
});

it('tells what was permitted but could not be done, without the input', async () => {
  await expect(
    backend.client('admin').startRun('quiet', { input: { colour: 'secret' } }),
  ).rejects.toThrow(/400/);
  const entry = await newest();
  expect(entry).toMatchObject({
    act: 'run.start',
    outcome: 'failed',
    result: 'The input was not usable: input.colour',
  });
  expect(JSON.stringify(entry)).not.toContain('secret');
});

it('tells nothing of looks that were allowed', async () => {
  const before = (await newest()).number;
  await backend.client('viewer').listRuns();
  await backend.client('viewer').listFlows();
  expect((await newest()).number).toBe(before);
});

it('is found by who, what, where and how it ended', async () => {
  const found = async (query: object) =>
    (await backend.client('admin').listAudit(query)).items;
  const refused = await found({
    outcome: 'refused',
    act: 'run.start',
    initiator: 'user:default/viewer',
    environment: 'development',
    subject: 'quiet',
  });
  expect(refused).toHaveLength(1);
});

it('is one whole chain after 50 acts at once, and as a file as well', async () => {
  const admin = backend.client('admin');
  const before = (await newest()).number;
  const acts = await Promise.allSettled(
    Array.from({ length: 50 }, (_, index) =>
      index % 2
        ? admin.startRun('quiet', { dryRun: true })
        : backend.client('viewer').startRun('quiet', {}),
    ),
  );
  expect(acts.filter(({ status }) => status === 'fulfilled')).toHaveLength(25);
  expect(await admin.verifyAudit()).toMatchObject({
    whole: true,
    checked: before + 50,
  });
  const record = await backend.readAudit();
  expect(record.map(({ number }) => number)).toEqual(
    Array.from({ length: before + 50 }, (_, index) => index + 1),
  );
  expect(record.at(-1)).toEqual(await newest());
});
